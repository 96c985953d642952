#if SQLiteStore
import MLCore
import MLLedger
import Synchronization

#if canImport(Glibc)
import Glibc
#elseif canImport(Musl)
import Musl
#elseif canImport(Darwin)
import Darwin
#endif

/// The file of a database, checked before SQLite opens it and once more afterwards.
///
/// Nothing here opens an existing file: closing it again would take away the locks that other connections of this
/// process hold on it.
struct DatabaseFile {
    /// The path with all links in its directory resolved.
    let path: String
    /// Which file it is.
    let identity: FileStatus.Identity

    /// What SQLite adds to the name of a database for the files beside it.
    private static let companions = ["-journal", "-wal", "-shm"]
    private static let place = "file of the database"

    /// One preparation in this process at a time: a file that was just created is closed before anyone can lock it.
    private static let preparing = Mutex(())

    /// Finds the file, or creates it with mode 0600, and its directories with 0700, when that is allowed.
    ///
    /// - Throws: ``SQLiteError``: `invalidArgument`, `notFound`, `unsafeFile` or `storage`.
    init(path: String, creates: Bool) throws(SQLiteError) {
        let (directory, name) = try Self.split(path)
        let parent = try Self.resolve(directory, creates: creates)
        let file = parent.hasSuffix("/") ? parent + name : "\(parent)/\(name)"
        for companion in Self.companions { _ = try Self.identity(of: file + companion) }
        let found = try Self.preparing.withLock { _ throws(SQLiteError) -> FileStatus.Identity? in
            if let found = try Self.identity(of: file) { return found }
            guard creates else {
                throw SQLiteError(.notFound, "there is no such file", at: Self.place, remedy: "Check the path.")
            }
            try Self.create(file)
            return try Self.identity(of: file)
        }
        guard let found else { throw Self.exchanged }
        self.path = file
        identity = found
    }

    /// Checks that the name still belongs to the file, after SQLite opened it.
    func checkUnmoved() throws(SQLiteError) {
        guard try Self.identity(of: path) == identity else { throw Self.exchanged }
    }

    static var exchanged: SQLiteError {
        SQLiteError(
            .unsafeFile, "the file was exchanged while it was opened", at: place,
            remedy: "Check who may write to its directory.")
    }

    private static func split(_ path: String) throws(SQLiteError) -> (directory: String, name: String) {
        let end = path.utf8.lastIndex(of: UInt8(ascii: "/"))
        let name = String(end.map { path[path.utf8.index(after: $0)...] } ?? path[...])
        guard !path.utf8.contains(0), !name.isEmpty, name != ".", name != "..", name.utf8.count <= 240 else {
            throw SQLiteError(
                .invalidArgument, "the path does not end in the name of a file", at: place,
                remedy: "Give the path of a file; its name has at most 240 bytes.")
        }
        return (end.map { $0 == path.startIndex ? "/" : String(path[..<$0]) } ?? ".", name)
    }

    /// The directory without links in it, created when it is missing and may be.
    private static func resolve(_ directory: String, creates: Bool) throws(SQLiteError) -> String {
        if creates {
            do throws(FileFailure) {
                let files = SystemFileLayer()
                files.close(try files.openRoot(directory))
            } catch {
                throw SQLiteError(
                    .storage, "the operating system refused \(error)", at: "directory of the database",
                    remedy: error.reason.remedy, cause: error)
            }
        }
        guard let resolved = realpath(directory, nil) else { throw refused(errno, at: "directory of the database") }
        defer { free(resolved) }
        return String(cString: resolved)
    }

    /// Which file a name belongs to, `nil` when it is free.
    private static func identity(of path: String) throws(SQLiteError) -> FileStatus.Identity? {
        var status = stat()
        guard lstat(path, &status) == 0 else {
            if errno == ENOENT { return nil }
            throw refused(errno, at: place)
        }
        guard status.st_mode & S_IFMT == S_IFREG else {
            throw SQLiteError(
                .unsafeFile, "not a regular file", at: place, remedy: "Give the path of the file itself.")
        }
        guard status.st_nlink == 1 else {
            throw SQLiteError(
                .unsafeFile, "the file has \(status.st_nlink) names, and could be changed through another one",
                at: place, remedy: "Remove the hard links to it.")
        }
        return FileStatus.Identity(
            device: UInt64(truncatingIfNeeded: status.st_dev), file: UInt64(truncatingIfNeeded: status.st_ino))
    }

    private static func create(_ path: String) throws(SQLiteError) {
        let descriptor = open(path, O_WRONLY | O_CREAT | O_EXCL | O_NOFOLLOW | O_CLOEXEC, 0o600)
        guard descriptor >= 0 else {
            // Another process was faster.
            if errno == EEXIST { return }
            throw refused(errno, at: place)
        }
        close(descriptor)
    }

    private static func refused(_ number: CInt, at place: String) -> SQLiteError {
        let reason = FileFailureReason(rawValue: number)
        return SQLiteError(
            reason == .notFound ? .notFound : .storage, "the operating system refused it with \(reason)", at: place,
            remedy: reason.remedy)
    }
}
#endif
