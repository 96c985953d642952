import MLCore

extension OpenDirectory {
    /// Reads a file of this directory, having checked on the open descriptor that it is one.
    ///
    /// A file that was replaced while it was open has no name left; its bytes are read all the same.
    ///
    /// - Parameters:
    ///   - name: The name of the file.
    ///   - limit: The greatest size that is read.
    ///   - role: What the file is for, in errors.
    ///   - otherNames: Decides about a file with more than one name: the number of names that the store itself gave it
    ///     beside this one.
    /// - Returns: The bytes, or `nil` when there is no file of this name.
    /// - Throws: `LedgerError.unsafeFile`, `limitExceeded` or `storage`.
    func read(
        _ name: String, limit: Int, role: String,
        otherNames: (FileStatus.Identity) throws(LedgerError) -> Int = { _ in 0 }
    ) throws(LedgerError) -> [UInt8]? {
        let file: FileHandle
        do throws(FileFailure) {
            file = try uninterrupted { () throws(FileFailure) in try layer.openForReading(name, in: handle) }
        } catch  where error.reason == .notFound {
            return nil
        } catch {
            throw LedgerError(error, role: role)
        }
        defer { layer.close(file) }
        let size = try checkedSize(of: file, limit: limit, role: role, otherNames: otherNames)
        return try storing(role) { () throws(FileFailure) in try layer.readAll(file, size: size) }
    }

    /// Whether there is a regular file of this name.
    func containsFile(_ name: String, role: String) throws(LedgerError) -> Bool {
        do throws(FileFailure) {
            let file = try uninterrupted { () throws(FileFailure) in try layer.openForReading(name, in: handle) }
            defer { layer.close(file) }
            return try uninterrupted { () throws(FileFailure) in try layer.status(of: file) }.isRegular
        } catch  where error.reason == .notFound {
            return false
        } catch {
            throw LedgerError(error, role: role)
        }
    }

    private func checkedSize(
        of file: FileHandle, limit: Int, role: String, otherNames: (FileStatus.Identity) throws(LedgerError) -> Int
    ) throws(LedgerError) -> Int {
        var status = try self.status(of: file, role: role)
        guard status.isRegular else {
            throw LedgerError(
                .unsafeFile, "not a regular file", at: role, remedy: "Remove it from the directory of the store.")
        }
        // The store's own second name may go away between the two questions: ask again before refusing.
        var isSafe = status.linkCount <= 1
        for _ in 0..<8 where !isSafe {
            let ours = try otherNames(status.identity)
            status = try self.status(of: file, role: role)
            isSafe = status.linkCount <= ours + 1
        }
        guard isSafe else {
            throw LedgerError(
                .unsafeFile, "the file has \(status.linkCount) names, and could be changed through another one",
                at: role, remedy: "Remove the hard links to it that are outside of the store.")
        }
        guard let size = Int(exactly: status.size), size >= 0, size <= limit else {
            throw LedgerError(
                .limitExceeded, "the file has \(status.size) bytes, and the limit is \(limit)", at: role,
                remedy: "Raise the limit of the call if this size is expected.")
        }
        return size
    }

    private func status(of file: FileHandle, role: String) throws(LedgerError) -> FileStatus {
        try storing(role) { () throws(FileFailure) in
            try uninterrupted { () throws(FileFailure) in try layer.status(of: file) }
        }
    }

    /// The number of names in this directory that the file has.
    func countNames(of identity: FileStatus.Identity, role: String) throws(LedgerError) -> Int {
        var count = 0
        for name in try list(role: role) {
            guard
                let file = try? uninterrupted({ () throws(FileFailure) in try layer.openForReading(name, in: handle) })
            else { continue }
            defer { layer.close(file) }
            if try status(of: file, role: role).identity == identity { count += 1 }
        }
        return count
    }
}
