#if SQLiteStore
public import MLCore
public import MLLedger
import Synchronization

/// A ledger in an SQLite database: one row per append, which holds the entries in their stored form.
///
/// Needs the package trait `SQLiteStore`.
///
/// ```swift
/// let database = try SQLiteDatabase(path: "/var/lib/service/models.sqlite")
/// let ledger = try SQLiteLedger(database: database)
/// ```
///
/// An append reads the head and adds its row in one transaction that waits for other writers, so of several writers, in
/// one process or in many on one host, exactly one wins. SQLite keeps transactions whole; everything else is checked
/// above it: each row that is read is compared with its digests and with the row before, so bytes that were changed by
/// another program or a bad disk are found.
///
/// When SQLite refuses a call the error says so and the ledger stays usable. Code `storage` with a ``SQLiteError`` as
/// its cause tells by ``SQLiteError/isRetryable`` whether the same call may succeed later.
public final class SQLiteLedger: Ledger {
    let database: SQLiteDatabase
    private let clock: any WallClock
    /// The last entry that was read or written through this value.
    private let known = Mutex<LedgerHead?>(nil)

    /// Opens the ledger of a database, and creates its tables in an empty one.
    ///
    /// - Parameters:
    ///   - database: The database, which may hold the blobs of a ``SQLiteBlobStore`` too.
    ///   - clock: Dates the entries; must not use the database.
    /// - Throws: `LedgerError` with code `storage`, `corrupt`, `unsupportedVersion` when a newer version wrote it, or
    ///   `invalidArgument` when it is the database of another program or its configuration allows too small values.
    public init(database: SQLiteDatabase, clock: any WallClock = SystemWallClock()) throws(LedgerError) {
        guard database.configuration.maximumCellByteCount >= Self.appendSize + 1024 else {
            throw LedgerError(
                .invalidArgument, "the greatest cell size of the database is less than that of an append",
                at: "ledger", remedy: "Open it with maximumCellByteCount of at least \(Self.appendSize + 1024).")
        }
        try storing("ledger") { try StoreSchema.prepare(database) }
        self.database = database
        self.clock = clock
    }

    /// The last entry, as of now.
    public func head() throws(LedgerError) -> LedgerHead? {
        try storing("head of the ledger") {
            let head = try database.read { try currentHead($0) }
            remember(head)
            return head
        }
    }

    /// Appends all drafts in one step, if the head is the expected one.
    @discardableResult
    public func append(_ drafts: [LedgerDraft], expecting head: LedgerHead?) throws(LedgerError) -> [LedgerEntry] {
        let place = "ledger entry \((head?.sequence ?? 0).addingReportingOverflow(1).partialValue)"
        let entries = try storing(place) {
            try database.write { connection in
                let current = try currentHead(connection)
                guard current == head else { throw LedgerError.conflict(expected: head, actual: current) }
                let entries = try LedgerEntry.commit(drafts, after: head, at: clock.now())
                try insert(entries, into: connection, place)
                return entries
            }
        }
        remember(entries.last?.head)
        return entries
    }

    private func insert(_ entries: [LedgerEntry], into connection: DatabaseConnection, _ place: String) throws {
        guard let first = entries.first.flatMap({ Int64(exactly: $0.sequence) }) else {
            throw LedgerError(.limitExceeded, "the ledger has no more numbers")
        }
        try connection.statement("INSERT INTO mlops_appends (first, entries) VALUES (?, ?)", at: place) { statement in
            try statement.bind(first, at: 1)
            try statement.bind(bytes: entries.flatMap(\.encoded), at: 2)
            try statement.run()
        }
        guard connection.changedRowCount == 1 else {
            throw LedgerError.damaged("the database did not take the row of the append", at: place)
        }
    }

    /// The last entry of the database; everything since the last entry that is known was checked to continue it.
    private func currentHead(_ connection: DatabaseConnection) throws -> LedgerHead? {
        let known = self.known.withLock { $0 }
        guard let last = try lastAppend(connection) else {
            if let known { throw Self.removed(known) }
            return nil
        }
        guard let known, last.entries.last?.head != known else { return last.entries.last?.head }
        var chain: [LedgerEntry] = []
        var next = known.sequence
        while let end = last.entries.last?.sequence, next < end {
            let page = try self.page(from: next, through: end, connection)
            if chain.isEmpty, page.first?.head != known { throw Self.removed(known) }
            if let before = chain.last, page.first?.previous != before.digest { throw Self.missing(next) }
            guard let reached = page.last else { throw Self.missing(next) }
            chain = [reached]
            next = reached.sequence + 1
        }
        guard let reached = chain.last?.head, reached == last.entries.last?.head else { throw Self.removed(known) }
        return reached
    }

    private func remember(_ head: LedgerHead?) {
        guard let head else { return }
        known.withLock { known in if known?.sequence ?? 0 < head.sequence { known = head } }
    }

    static func removed(_ head: LedgerHead) -> LedgerError {
        .damaged("an entry was removed or replaced while the ledger was open", at: "entry \(head.sequence)")
    }

    static func missing(_ sequence: UInt64) -> LedgerError {
        .damaged("the entry is missing", at: "entry \(sequence)")
    }
}
#endif
