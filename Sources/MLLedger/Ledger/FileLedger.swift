public import MLCore
import Synchronization

/// A ledger in a directory: one file per append, and nothing that is ever changed.
///
/// ```
/// FORMAT                          swift-mlops ledger 1
/// entries/00000000000000000001    the entries of one append, named by the number of the first
/// segments/00000000000000000001   copies of many appends in one file, for fast reading; may be removed
/// temporary/                      appends being written
/// ```
///
/// An append is written to a temporary, synchronised, and linked to the name of the next number. Linking fails when the
/// name is taken: that is the only lock, it holds between threads, processes and hosts that share a volume, and a
/// process that dies holds nothing. Then the directory is synchronised, and only then is the append acknowledged. A
/// crash leaves the last whole append.
///
/// When a file operation is refused the error says so and the ledger stays usable; when a synchronisation fails, this
/// value refuses to write from then on (`poisoned`), goes on reading, and has to be opened again.
public final class FileLedger: Ledger {
    static let format = StoreFormat(name: "ledger", version: 1)

    let store: StoreDirectory
    let entriesDirectory: OpenDirectory
    private let clock: any WallClock
    /// The numbers of the first entries of the checkpoint segments, once they were asked for.
    let segments = Mutex<[UInt64]?>(nil)
    let index: Mutex<CommitIndex>
    /// One writer of this process at a time; the lock between processes is the link.
    private let appending = Mutex(())

    /// Opens the ledger of a directory, and creates both when they do not exist.
    ///
    /// Opening reads names only: a ledger with damaged entries opens, so that it can be verified.
    ///
    /// - Parameters:
    ///   - directory: The directory; the ledger has it to itself.
    ///   - clock: Dates the entries.
    ///   - files: The file operations.
    /// - Throws: ``LedgerError`` with code `storage`, `corrupt` when the directory is another store's or lost its
    ///   entries, `unsupportedVersion` when a newer version wrote it, `invalidArgument` when it holds other files.
    public init(
        directory: String, clock: any WallClock = SystemWallClock(), files: any FileLayer = SystemFileLayer()
    ) throws(LedgerError) {
        store = try StoreDirectory(
            path: directory, format: Self.format, required: [Self.entriesName], layer: files)
        guard let entries = try store.root.directory(Self.entriesName, role: "entries of the ledger") else {
            throw LedgerError(
                .corrupt, "the entries of the ledger are gone", at: "directory \(Self.entriesName)",
                remedy: "Restore the whole directory from a backup.")
        }
        entriesDirectory = entries
        self.clock = clock
        index = Mutex(CommitIndex(names: try entries.list(role: "entries of the ledger")))
    }

    private static let entriesName = "entries"

    /// The last entry, as of now.
    public func head() throws(LedgerError) -> LedgerHead? { try refreshed().head }

    /// Appends all drafts in one step, if the head is the expected one.
    @discardableResult
    public func append(
        _ drafts: [LedgerDraft], expecting head: LedgerHead?
    ) throws(LedgerError) -> [LedgerEntry] {
        try appending.withLock { _ throws(LedgerError) in try appendAlone(drafts, expecting: head) }
    }

    private func appendAlone(
        _ drafts: [LedgerDraft], expecting head: LedgerHead?
    ) throws(LedgerError) -> [LedgerEntry] {
        try store.prepareForWriting()
        let current = try refreshed()
        guard current.head == head else { throw .conflict(expected: head, actual: current.head) }
        try checkLastCommit(of: current)
        let entries = try LedgerEntry.commit(drafts, after: head, at: clock.now())
        let first = (head?.sequence ?? 0) + 1
        let role = "ledger entry \(first)"
        let temporary = try TemporaryFile(in: store.temporaries, role: role)
        try temporary.write(entries.flatMap(\.encoded), role: role)
        try store.synchronize(temporary, role: role)
        guard try temporary.link(as: CommitIndex.name(of: first), in: entriesDirectory, role: role) else {
            throw .conflict(expected: head, actual: try refreshed().head)
        }
        try store.synchronize(entriesDirectory, role: "directory of \(role)")
        index.withLock { $0.add(entries) }
        return entries
    }

    /// Refuses to write on top of an entry that was removed or replaced since it was read.
    private func checkLastCommit(of current: CommitIndex) throws(LedgerError) {
        guard let head = current.head, let start = current.starts.last else { return }
        guard try commit(at: start)?.last?.head == head else {
            throw LedgerError(
                .corrupt, "the last entry was removed or replaced while the ledger was open",
                at: "entry \(head.sequence)", remedy: "Restore the ledger from a backup, and verify it.")
        }
    }
}
