#if SQLiteStore
import GRDB
import MLCore
import MLLedger

/// Statements that another program could run on the file of a store.
enum SQLStatements {
    static func run(_ path: String, _ sql: String) throws {
        try DatabaseQueue(path: path).writeWithoutTransaction { try $0.execute(sql: sql) }
    }

    static func integers(_ path: String, _ sql: String) throws -> [Int64] {
        try DatabaseQueue(path: path).read { try Int64.fetchAll($0, sql: sql) }
    }

    static func draft(_ number: Int, blobs: [Digest] = [], size: Int = 10) throws -> LedgerDraft {
        LedgerDraft(
            kind: EntryKind(rawValue: "thing.done"), subject: try ResourceName("thing-\(number)"), actor: "test é",
            blobs: blobs, payload: [UInt8](repeating: UInt8(truncatingIfNeeded: number), count: size))
    }
}
#endif
