import MLCore

/// What the directory of a store is, and in which version: the content of its file `FORMAT`.
struct StoreFormat: Sendable {
    /// Such as `ledger` or `blob store`.
    let name: String
    /// The version this build reads and writes.
    let version: Int

    static let fileName = "FORMAT"
    static let maximumSize = 256

    var mark: [UInt8] { Array("swift-mlops \(name) \(version)\n".utf8) }

    /// Checks the mark of an existing store.
    ///
    /// - Throws: `LedgerError.unsupportedVersion` for a newer version, `corrupt` for anything else that is not the mark.
    func check(_ mark: [UInt8]) throws(LedgerError) {
        let prefix = Array("swift-mlops \(name) ".utf8)
        guard mark.starts(with: prefix), mark.last == UInt8(ascii: "\n"),
            let found = NumberParser.int64(mark[prefix.count...].dropLast()), found > 0,
            Array("\(found)".utf8) == Array(mark[prefix.count...].dropLast())
        else {
            throw LedgerError(
                .corrupt, "the format mark is not that of a \(name)", at: "file \(Self.fileName)",
                remedy: "Give the directory of a \(name), or an empty one.")
        }
        guard found == Int64(version) else {
            throw LedgerError(
                .unsupportedVersion, "the \(name) has format version \(found), and this build knows \(version)",
                at: "file \(Self.fileName)", remedy: "Use the version of swift-mlops that wrote it, or a later one.")
        }
    }

    /// Whether the directory has the mark of this format.
    ///
    /// - Throws: As ``check(_:)``: a store of another format or version is refused before anything is written.
    func isMarked(_ root: OpenDirectory) throws(LedgerError) -> Bool {
        let role = "file \(Self.fileName) of the \(name)"
        // Two names while another process is creating the store: the mark is checked by its content.
        let mark = try root.read(Self.fileName, limit: Self.maximumSize, role: role, otherNames: { _ in 1 })
        guard let mark else { return false }
        try check(mark)
        return true
    }

    /// Checks that a directory without a mark holds nothing but what an interrupted creation leaves.
    func checkUnused(_ root: OpenDirectory, directories: [String]) throws(LedgerError) {
        let role = "directory of the \(name)"
        for found in try root.list(role: role) where found != Self.fileName && !directories.contains(found) {
            throw LedgerError(
                .invalidArgument, "the directory is not empty and is not that of a \(name)",
                at: "name \(quoted(found))",
                remedy: "Give an empty directory, or one that does not exist yet.")
        }
        for directory in directories.dropFirst() {
            guard let found = try root.directory(directory, role: role) else { continue }
            guard try found.list(role: role).isEmpty else {
                // A store that was completed meanwhile is fine.
                if try isMarked(root) { return }
                throw LedgerError(
                    .corrupt, "the \(name) has content but no format mark", at: "file \(Self.fileName)",
                    remedy: "Restore the whole directory from a backup.")
            }
        }
    }
}
