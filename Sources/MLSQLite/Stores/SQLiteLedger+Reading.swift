#if SQLiteStore
import GRDBSQLite
import MLCore
public import MLLedger

extension SQLiteLedger {
    /// The greatest size of the entries of one append: the limit of a commit and room for the lines around it.
    static let appendSize = LedgerLimits.commitSize + LedgerLimits.commitCount * 2048
    /// A page ends after the append that makes it this large.
    private static let pageSize = 1 << 20

    /// The entries of one append, checked, and the number it is stored under.
    struct StoredAppend {
        let first: UInt64
        let entries: [LedgerEntry]
    }

    /// As many entries, in order and from a number on, as are handy to read in one go.
    ///
    /// - Parameters:
    ///   - sequence: The number of the first entry, from 1.
    ///   - last: The greatest number to return.
    /// - Returns: At least one entry, or none when the ledger ends before `sequence` or the range is empty.
    /// - Throws: `LedgerError` with code `corrupt` when the entry is damaged or missing, `storage` when it cannot be
    ///   read.
    public func page(from sequence: UInt64, through last: UInt64) throws(LedgerError) -> [LedgerEntry] {
        guard sequence > 0, sequence <= last else { return [] }
        return try storing("ledger entry \(sequence)") {
            try database.read { try page(from: sequence, through: last, $0) }
        }
    }

    func page(
        from sequence: UInt64, through last: UInt64, _ connection: DatabaseConnection
    ) throws -> [LedgerEntry] {
        let place = "ledger entry \(sequence)"
        let sql =
            "SELECT first, entries FROM mlops_appends WHERE first >= "
            + "coalesce((SELECT max(first) FROM mlops_appends WHERE first <= ?1), ?1) ORDER BY first"
        return try connection.statement(sql, at: place) { statement in
            try statement.bind(Int64(clamping: sequence), at: 1)
            var page: [LedgerEntry] = []
            var next: UInt64?
            var size = 0
            while size < Self.pageSize, next ?? 0 <= last {
                do {
                    guard let append = try Self.append(at: statement) else { break }
                    guard append.first == next ?? min(append.first, sequence) else {
                        throw Self.missing(next ?? sequence)
                    }
                    if let before = page.last, append.entries.first?.previous != before.digest {
                        throw LedgerError.damaged(
                            "the chain is broken: it was not chained to the entry before it",
                            at: "entry \(append.first)")
                    }
                    size += append.entries.reduce(0) { $0 + $1.payload.count + 1024 }
                    next = append.first + UInt64(append.entries.count)
                    page += append.entries.lazy.filter { sequence <= $0.sequence && $0.sequence <= last }
                } catch {
                    if page.isEmpty || Self.isRefusal(error) { throw error }
                    // The next page begins with the damage.
                    return page
                }
            }
            return page
        }
    }

    /// The last append, if there is one.
    func lastAppend(_ connection: DatabaseConnection) throws -> StoredAppend? {
        let sql = "SELECT first, entries FROM mlops_appends ORDER BY first DESC LIMIT 1"
        return try connection.statement(sql, at: "last ledger entry") { try Self.append(at: $0) }
    }

    /// Goes to the next row and decodes it, unless there is none.
    private static func append(at statement: PreparedStatement) throws -> StoredAppend? {
        guard try statement.step() else { return nil }
        let number = statement.integer(at: 0)
        let place = "entry \(number)"
        guard let first = UInt64(exactly: number), first > 0, statement.type(at: 1) == SQLITE_BLOB else {
            throw LedgerError.damaged("the row is not that of an append", at: place)
        }
        let bytes = try statement.withBytes(at: 1) { bytes throws(LedgerError) in
            guard bytes.count <= appendSize else {
                throw LedgerError.damaged("the row has \(bytes.count) bytes, more than an append can have", at: place)
            }
            return Array(bytes)
        }
        let entries = try LedgerEntry.decode(bytes)
        guard entries.first?.sequence == first, entries.first?.following == entries.count - 1 else {
            throw LedgerError.damaged("the row does not hold the append that its number says", at: place)
        }
        return StoredAppend(first: first, entries: entries)
    }

    /// Whether it is not known what is stored, because the system refused to say.
    private static func isRefusal(_ error: any Error) -> Bool {
        (error as? SQLiteError).map { LedgerError($0, at: "").code == .storage } ?? false
    }
}
#endif
