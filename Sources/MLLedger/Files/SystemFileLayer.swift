#if canImport(Glibc)
import Glibc
#elseif canImport(Musl)
import Musl
#elseif canImport(Darwin)
import Darwin
#endif

/// The files of the operating system.
///
/// Files are created with mode 0600 and directories with 0700, less the process's umask; links are never followed below
/// the root; descriptors are closed on exec. On macOS synchronising uses `F_FULLFSYNC`, because `fsync` there leaves
/// the data in the cache of the drive.
public struct SystemFileLayer: FileLayer {
    /// Creates the layer.
    public init() {}

    static let directoryFlags = O_RDONLY | O_DIRECTORY | O_CLOEXEC

    /// Creates a directory with mode 0700.
    public func makeDirectory(_ name: String, in directory: DirectoryHandle) throws(FileFailure) {
        try Self.check(mkdirat(directory.rawValue, name, 0o700), .makeDirectory)
    }

    /// Opens a directory without following a symbolic link.
    public func openDirectory(_ name: String, in directory: DirectoryHandle) throws(FileFailure) -> DirectoryHandle {
        let flags = Self.directoryFlags | O_NOFOLLOW
        return DirectoryHandle(rawValue: try Self.check(openat(directory.rawValue, name, flags), .openDirectory))
    }

    /// Opens a file for reading, without following a symbolic link or waiting for a pipe.
    public func openForReading(_ name: String, in directory: DirectoryHandle) throws(FileFailure) -> FileHandle {
        let flags = O_RDONLY | O_NOFOLLOW | O_NONBLOCK | O_CLOEXEC
        return FileHandle(rawValue: try Self.check(openat(directory.rawValue, name, flags), .openForReading))
    }

    /// Creates a file with mode 0600 under a name that is free.
    public func createExclusively(_ name: String, in directory: DirectoryHandle) throws(FileFailure) -> FileHandle {
        let flags = O_WRONLY | O_CREAT | O_EXCL | O_NOFOLLOW | O_CLOEXEC
        return FileHandle(rawValue: try Self.check(openat(directory.rawValue, name, flags, 0o600), .createExclusively))
    }

    /// What an open file is.
    public func status(of file: FileHandle) throws(FileFailure) -> FileStatus {
        var status = stat()
        try Self.check(fstat(file.rawValue, &status), .status)
        return FileStatus(
            isRegular: status.st_mode & S_IFMT == S_IFREG, size: Int64(status.st_size),
            linkCount: Int(clamping: status.st_nlink),
            identity: FileStatus.Identity(
                device: UInt64(truncatingIfNeeded: status.st_dev), file: UInt64(truncatingIfNeeded: status.st_ino)))
    }

    /// Tries to take the exclusive lock of an open file (`flock`).
    public func tryLock(_ file: FileHandle) throws(FileFailure) -> Bool {
        guard flock(file.rawValue, LOCK_EX | LOCK_NB) != 0 else { return true }
        guard errno == EWOULDBLOCK else { throw FileFailure(.lock, FileFailureReason(rawValue: errno)) }
        return false
    }

    /// Waits until the bytes of a file are on stable storage.
    public func synchronize(_ file: FileHandle) throws(FileFailure) { try Self.synchronize(file.rawValue) }

    /// Waits until the names in a directory are on stable storage.
    public func synchronize(_ directory: DirectoryHandle) throws(FileFailure) {
        try Self.synchronize(directory.rawValue)
    }

    /// Gives a file a second name, which must be free.
    public func link(
        _ name: String, in directory: DirectoryHandle, as newName: String, in newDirectory: DirectoryHandle
    ) throws(FileFailure) {
        try Self.check(linkat(directory.rawValue, name, newDirectory.rawValue, newName, 0), .link)
    }

    /// Moves a file to another name, replacing what had it.
    public func rename(
        _ name: String, in directory: DirectoryHandle, to newName: String, in newDirectory: DirectoryHandle
    ) throws(FileFailure) {
        try Self.check(renameat(directory.rawValue, name, newDirectory.rawValue, newName), .rename)
    }

    /// Removes the name of a file.
    public func remove(_ name: String, in directory: DirectoryHandle) throws(FileFailure) {
        try Self.check(unlinkat(directory.rawValue, name, 0), .remove)
    }

    static func synchronize(_ descriptor: Int32) throws(FileFailure) {
        #if canImport(Darwin)
        try check(fcntl(descriptor, F_FULLFSYNC), .synchronize)
        #else
        try check(fsync(descriptor), .synchronize)
        #endif
    }

    /// The result of a call that is negative when it fails.
    @discardableResult
    static func check<Result: SignedInteger>(
        _ result: Result, _ operation: FileFailure.Operation
    ) throws(FileFailure) -> Result {
        guard result >= 0 else { throw FileFailure(operation, FileFailureReason(rawValue: errno)) }
        return result
    }
}
