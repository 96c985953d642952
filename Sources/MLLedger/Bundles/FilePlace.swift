import MLCore

/// The path of one file that the host named, apart from any store.
struct FilePlace {
    let directory: String
    let name: String
    private let path: String

    /// What the file is called in errors.
    var role: String { "file \(quoted(path))" }

    /// Divides a path into its directory and the name in it.
    ///
    /// - Parameter path: The path, absolute or relative to the working directory.
    /// - Throws: ``LedgerError`` with code `invalidArgument` when it does not name a file.
    init(_ path: String) throws(LedgerError) {
        let nameStart = path.utf8.lastIndex(of: UInt8(ascii: "/")).map { path.utf8.index(after: $0) } ?? path.startIndex
        name = String(path[nameStart...])
        let prefix = path[..<nameStart]
        directory = prefix.isEmpty ? "." : String(prefix)
        self.path = path
        guard !["", ".", ".."].contains(name), !path.utf8.contains(0) else {
            throw LedgerError(
                .invalidArgument, "the path does not name a file", at: role, remedy: "Give the path of a file.")
        }
    }

    /// Reads the whole file, having checked on the open descriptor that it is a regular one.
    ///
    /// - Parameters:
    ///   - limit: The greatest size that is read.
    ///   - files: The file operations.
    /// - Returns: The bytes.
    /// - Throws: ``LedgerError`` with code `notFound`, `unsafeFile`, `limitExceeded` or `storage`.
    func read(limit: Int, files: any FileLayer) throws(LedgerError) -> [UInt8] {
        let parent = try attempt { () throws(FileFailure) in try OpenDirectory(existing: directory, layer: files) }
        let file = try attempt { () throws(FileFailure) in
            try uninterrupted { () throws(FileFailure) in try files.openForReading(name, in: parent.handle) }
        }
        defer { files.close(file) }
        let status = try attempt { () throws(FileFailure) in
            try uninterrupted { () throws(FileFailure) in try files.status(of: file) }
        }
        guard status.isRegular else {
            throw LedgerError(.unsafeFile, "not a regular file", at: role, remedy: Self.remedy)
        }
        guard let size = Int(exactly: status.size), (0...max(0, limit)).contains(size) else {
            throw LedgerError(
                .limitExceeded, "the file has \(status.size) bytes, and the limit is \(limit)", at: role,
                remedy: "Raise the limit of the call if this size is expected.")
        }
        return try attempt { () throws(FileFailure) in try files.readAll(file, size: size) }
    }

    /// Creates a temporary that can be given the name of the file, in its directory, which is created when it is missing.
    ///
    /// - Parameter files: The file operations.
    /// - Returns: The directory, and the temporary.
    /// - Throws: ``LedgerError`` with code `unsafeFile` when the name is that of no regular file and no link, or `storage`.
    func temporary(files: any FileLayer) throws(LedgerError) -> (directory: OpenDirectory, file: TemporaryFile) {
        let parent = try OpenDirectory(root: directory, layer: files, role: "directory of \(role)")
        guard isReplaceable(in: parent, files) else {
            throw LedgerError(
                .unsafeFile, "there is a directory, device, pipe or socket of this name", at: role, remedy: Self.remedy)
        }
        return (parent, try TemporaryFile(in: parent, role: role))
    }

    /// Whether the name is free, or that of a regular file or link; what cannot be looked at is left to the renaming.
    private func isReplaceable(in parent: OpenDirectory, _ files: any FileLayer) -> Bool {
        do throws(FileFailure) {
            let file = try uninterrupted { () throws(FileFailure) in
                try files.openForReading(name, in: parent.handle)
            }
            defer { files.close(file) }
            return try uninterrupted { () throws(FileFailure) in try files.status(of: file) }.isRegular
        } catch {
            return error.reason != .isADirectory && error.reason != .noDevice
        }
    }

    private static let remedy = "Give the path of the file itself: no link, directory, pipe or device."

    /// Throws the error of this module for a refused operation on the file.
    private func attempt<Result>(_ body: () throws(FileFailure) -> Result) throws(LedgerError) -> Result {
        do throws(FileFailure) {
            return try body()
        } catch {
            switch error.reason {
            case .notFound, .notADirectory:
                throw LedgerError(
                    .notFound, "there is no such file", at: role,
                    remedy: "Check the path and the directory that it starts from.", cause: error)
            case .symbolicLink, .noDevice, .isADirectory:
                throw LedgerError(
                    .unsafeFile, "not a regular file: \(error.reason)", at: role, remedy: Self.remedy, cause: error)
            default: throw LedgerError(error, role: role)
            }
        }
    }
}
