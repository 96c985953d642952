/// The file operations a store needs, and nothing more: the seam between the stores and the operating system.
///
/// Every file is named relative to an open directory, never by a path, so that a directory swapped under a running
/// process cannot redirect a store. Operations may be interrupted, short or refused exactly as those of POSIX: the
/// stores, not the layer, hold the loops that finish short writes and repeat interrupted calls. `SystemFileLayer` is
/// the operating system; MLTestKit has layers that lose power and that fail on purpose.
///
/// Closing reports nothing: what has to be durable was synchronised before, and a failed close cannot be repeated.
public protocol FileLayer: Sendable {
    /// Opens a directory that the host named, and creates it and its missing parents with mode 0700.
    ///
    /// - Parameter path: The path as the host configured it; symbolic links in it are followed.
    /// - Returns: The open directory.
    /// - Throws: ``FileFailure`` with the system's reason.
    func openRoot(_ path: String) throws(FileFailure) -> DirectoryHandle

    /// Opens a directory that the host named, and creates nothing.
    ///
    /// Layers that do not define it open one component of the path after the other and follow no symbolic link.
    ///
    /// - Parameter path: The path as the host gave it.
    /// - Returns: The open directory.
    /// - Throws: ``FileFailure`` with the system's reason; `notFound` when there is none.
    func openExistingRoot(_ path: String) throws(FileFailure) -> DirectoryHandle

    /// Creates a directory with mode 0700.
    ///
    /// - Parameters:
    ///   - name: One path component.
    ///   - directory: The directory to create it in.
    /// - Throws: ``FileFailure``; `alreadyExists` when the name is taken.
    func makeDirectory(_ name: String, in directory: DirectoryHandle) throws(FileFailure)

    /// Opens a directory without following a symbolic link.
    ///
    /// - Parameters:
    ///   - name: One path component.
    ///   - directory: The directory that holds it.
    /// - Returns: The open directory.
    /// - Throws: ``FileFailure``; `notFound` when there is none.
    func openDirectory(_ name: String, in directory: DirectoryHandle) throws(FileFailure) -> DirectoryHandle

    /// The names in a directory, in no order, without `.` and `..`.
    ///
    /// - Parameter directory: The directory to list.
    /// - Returns: The names.
    /// - Throws: ``FileFailure`` with the system's reason.
    func list(_ directory: DirectoryHandle) throws(FileFailure) -> [String]

    /// Opens a file for reading without following a symbolic link and without waiting for the other end of a pipe.
    ///
    /// - Parameters:
    ///   - name: One path component.
    ///   - directory: The directory that holds it.
    /// - Returns: The open file, of any kind: ask for its status before reading it.
    /// - Throws: ``FileFailure``; `notFound` when there is none.
    func openForReading(_ name: String, in directory: DirectoryHandle) throws(FileFailure) -> FileHandle

    /// Creates a file with mode 0600 and opens it for writing; the name must be free.
    ///
    /// - Parameters:
    ///   - name: One path component.
    ///   - directory: The directory to create it in.
    /// - Returns: The open, empty file.
    /// - Throws: ``FileFailure``; `alreadyExists` when the name is taken, by whatever it is.
    func createExclusively(_ name: String, in directory: DirectoryHandle) throws(FileFailure) -> FileHandle

    /// What an open file is.
    ///
    /// - Parameter file: The open file.
    /// - Returns: Its kind, size, number of names and identity.
    /// - Throws: ``FileFailure`` with the system's reason.
    func status(of file: FileHandle) throws(FileFailure) -> FileStatus

    /// Tries to take the exclusive lock of an open file, which lasts until the file is closed or the process ends.
    ///
    /// - Parameter file: The open file.
    /// - Returns: Whether the lock was free.
    /// - Throws: ``FileFailure`` with the system's reason, when it is another one than a lock that is held.
    func tryLock(_ file: FileHandle) throws(FileFailure) -> Bool

    /// Reads from where the last read ended.
    ///
    /// - Parameters:
    ///   - file: The open file.
    ///   - buffer: Where the bytes go.
    /// - Returns: The number of bytes read, 0 at the end of the file; it may be less than asked for.
    /// - Throws: ``FileFailure`` with the system's reason.
    func read(_ file: FileHandle, into buffer: UnsafeMutableRawBufferPointer) throws(FileFailure) -> Int

    /// Writes after what was written last.
    ///
    /// - Parameters:
    ///   - bytes: The bytes to write.
    ///   - file: The open file.
    /// - Returns: The number of bytes written; it may be less than asked for.
    /// - Throws: ``FileFailure`` with the system's reason.
    func write(_ bytes: UnsafeRawBufferPointer, to file: FileHandle) throws(FileFailure) -> Int

    /// Waits until the bytes of a file are on stable storage.
    ///
    /// - Parameter file: The open file.
    /// - Throws: ``FileFailure``. The state of the file is then unknown: calling again proves nothing.
    func synchronize(_ file: FileHandle) throws(FileFailure)

    /// Waits until the names in a directory are on stable storage.
    ///
    /// - Parameter directory: The open directory.
    /// - Throws: ``FileFailure``. The state of the directory is then unknown: calling again proves nothing.
    func synchronize(_ directory: DirectoryHandle) throws(FileFailure)

    /// Gives a file a second name, which must be free: in one step, and to one caller only.
    ///
    /// - Parameters:
    ///   - name: The name it has.
    ///   - directory: The directory of that name.
    ///   - newName: The name it gets.
    ///   - newDirectory: The directory of the new name.
    /// - Throws: ``FileFailure``; `alreadyExists` when the new name is taken.
    func link(
        _ name: String, in directory: DirectoryHandle, as newName: String, in newDirectory: DirectoryHandle
    ) throws(FileFailure)

    /// Moves a file to another name in one step, replacing what had that name.
    ///
    /// - Parameters:
    ///   - name: The name it has.
    ///   - directory: The directory of that name.
    ///   - newName: The name it gets.
    ///   - newDirectory: The directory of the new name.
    /// - Throws: ``FileFailure`` with the system's reason.
    func rename(
        _ name: String, in directory: DirectoryHandle, to newName: String, in newDirectory: DirectoryHandle
    ) throws(FileFailure)

    /// Removes the name of a file.
    ///
    /// - Parameters:
    ///   - name: One path component.
    ///   - directory: The directory that holds it.
    /// - Throws: ``FileFailure``; `notFound` when there is none.
    func remove(_ name: String, in directory: DirectoryHandle) throws(FileFailure)

    /// Closes a file and gives up its lock.
    ///
    /// - Parameter file: The open file; it is not used again.
    func close(_ file: FileHandle)

    /// Closes a directory.
    ///
    /// - Parameter directory: The open directory; it is not used again.
    func close(_ directory: DirectoryHandle)
}
