#if SQLiteStore
import MLCore
import MLLedger
import Synchronization

/// Holds the pieces of one blob until its digest is known: the first in memory, more in the temporary database.
final class BlobSpool {
    /// What is not in the temporary database yet.
    private(set) var pending: [UInt8] = []
    /// The number of pieces in the temporary database.
    private(set) var pieceCount = 0
    /// The number of bytes of the blob so far.
    private(set) var size = 0

    private let database: SQLiteDatabase
    private let number: Int64
    /// As much is kept in memory.
    private static let memorySize = 8 * SQLiteBlobStore.pieceSize
    private static let latest = Atomic<Int64>(0)
    private static let place = "pieces of a blob"

    init(database: SQLiteDatabase) {
        self.database = database
        number = Self.latest.add(1, ordering: .relaxed).newValue
    }

    var isInMemory: Bool { pieceCount == 0 }

    func append(_ piece: [UInt8]) throws(LedgerError) {
        pending += piece
        size += piece.count
        guard pending.count > Self.memorySize else { return }
        try storing(Self.place) {
            try database.access { connection in
                try connection.run(
                    "CREATE TEMP TABLE IF NOT EXISTS mlops_spool (upload INTEGER, number INTEGER, bytes BLOB)",
                    at: Self.place)
                try save(connection)
            }
        }
    }

    /// Moves whole pieces to the temporary database.
    private func save(_ connection: DatabaseConnection) throws {
        let sql = "INSERT INTO temp.mlops_spool (upload, number, bytes) VALUES (?, ?, ?)"
        var start = 0
        while pending.count - start >= SQLiteBlobStore.pieceSize {
            try connection.statement(sql, at: Self.place) { statement in
                try statement.bind(number, at: 1)
                try statement.bind(Int64(pieceCount), at: 2)
                try statement.bind(bytes: pending[start..<start + SQLiteBlobStore.pieceSize], at: 3)
                try statement.run()
            }
            pieceCount += 1
            start += SQLiteBlobStore.pieceSize
        }
        pending.removeFirst(start)
    }

    /// Copies the pieces to a blob.
    func move(to blob: Int64, _ connection: DatabaseConnection) throws {
        let sql =
            "INSERT INTO main.mlops_blob_pieces (blob, number, bytes) "
            + "SELECT ?, number, bytes FROM temp.mlops_spool WHERE upload = ? ORDER BY number"
        try connection.statement(sql, at: Self.place) { statement in
            try statement.bind(blob, at: 1)
            try statement.bind(number, at: 2)
            try statement.run()
        }
        guard connection.changedRowCount == pieceCount else {
            throw LedgerError.damaged("pieces are gone", at: Self.place)
        }
    }

    /// Forgets the pieces.
    func remove() {
        guard !isInMemory else { return }
        // What stays behind vanishes with the connection.
        try? database.access { connection in
            try connection.statement("DELETE FROM temp.mlops_spool WHERE upload = ?", at: Self.place) { statement in
                try statement.bind(number, at: 1)
                try statement.run()
            }
        }
    }
}
#endif
