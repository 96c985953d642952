import MLCore
import Synchronization

/// The directory of one store: its format mark, its temporaries, and synchronisation that is never tried twice.
///
/// A store has the directory to itself. `FORMAT` says what it is and in which version; `temporary` holds files that are
/// being written. A failed synchronisation makes this value refuse to write for ever: whether the data reached the disk
/// can no longer be known by asking again.
final class StoreDirectory: Sendable {
    private enum Writing {
        /// The names that were made when the store was created may not be durable yet.
        case unprepared
        case prepared
        case poisoned(String)
    }

    let layer: any FileLayer
    let root: OpenDirectory
    let temporaries: OpenDirectory
    private let writing = Mutex(Writing.unprepared)

    private static let temporaryName = "temporary"

    /// Opens a store, and creates it when the directory is new or empty.
    ///
    /// - Parameters:
    ///   - path: The directory, as the host configured it.
    ///   - format: What the store is, with the version this build writes.
    ///   - required: The directories that every store of this format has.
    ///   - layer: The files.
    /// - Throws: `LedgerError`; nothing was written when the directory is another store's or a newer version's.
    init(path: String, format: StoreFormat, required: [String], layer: any FileLayer) throws(LedgerError) {
        self.layer = layer
        root = try OpenDirectory(root: path, layer: layer, role: "directory of the \(format.name)")
        let isNew = try !format.isMarked(root)
        if isNew {
            try format.checkUnused(root, directories: [Self.temporaryName] + required)
            for name in required { _ = try root.makingDirectory(name, role: "directory \(name) of the \(format.name)") }
        }
        temporaries = try root.makingDirectory(
            Self.temporaryName, role: "directory \(Self.temporaryName) of the \(format.name)")
        if isNew {
            try prepare()
            try mark(format)
        }
        TemporaryFile.removeAbandoned(in: temporaries)
    }

    /// Writes the format mark, the last step of creating a store.
    private func mark(_ format: StoreFormat) throws(LedgerError) {
        let role = "format mark of the \(format.name)"
        let temporary = try TemporaryFile(in: temporaries, role: role)
        try temporary.write(format.mark, role: role)
        try synchronize(temporary, role: role)
        if try !temporary.link(as: StoreFormat.fileName, in: root, role: role) { _ = try format.isMarked(root) }
        try synchronize(root, role: role)
    }

    /// Has to be called before the first writing: makes durable what another process may just have created.
    ///
    /// - Throws: `LedgerError.poisoned` once a synchronisation failed.
    func prepareForWriting() throws(LedgerError) {
        switch writing.withLock({ $0 }) {
        case .prepared: return
        case .unprepared: try prepare()
        case .poisoned(let reason):
            throw LedgerError(
                .poisoned, "an earlier synchronisation failed, so nothing more is written through this store",
                at: reason,
                remedy: "Check the volume, then open the store again: everything acknowledged is in it.")
        }
    }

    private func prepare() throws(LedgerError) {
        try synchronize(root, role: "directory of the store")
        writing.withLock { if case .unprepared = $0 { $0 = .prepared } }
    }

    /// Makes the names in a directory durable, or makes this store refuse to write.
    func synchronize(_ directory: OpenDirectory, role: String) throws(LedgerError) {
        try synchronizing(role) { () throws(FileFailure) in try layer.synchronize(directory.handle) }
    }

    /// Makes the bytes of a file durable, or makes this store refuse to write.
    func synchronize(_ file: TemporaryFile, role: String) throws(LedgerError) {
        try synchronizing(role) { () throws(FileFailure) in try file.synchronize() }
    }

    private func synchronizing(_ role: String, _ body: () throws(FileFailure) -> Void) throws(LedgerError) {
        do throws(FileFailure) {
            try body()
        } catch {
            writing.withLock { writing in
                if case .poisoned = writing { return }
                writing = .poisoned("\(role), \(error)")
            }
            throw LedgerError(error, role: role)
        }
    }
}
