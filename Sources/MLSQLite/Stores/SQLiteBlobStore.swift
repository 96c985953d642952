#if SQLiteStore
import GRDBSQLite
import MLCore
public import MLLedger

/// A blob store in an SQLite database: a row with digest and size for each blob, and its bytes in pieces of 1 MiB.
///
/// Needs the package trait `SQLiteStore`.
///
/// ```swift
/// let database = try SQLiteDatabase(path: "/var/lib/service/models.sqlite")
/// let blobs = try SQLiteBlobStore(database: database)
/// ```
///
/// A blob is put in one transaction, and durable when ``put(_:)`` returns. Bytes are compared with their digest on
/// every reading, so those that were changed by another program or a bad disk are found; a damaged blob is replaced
/// when its content is put again. Files suit large blobs better: a file system copies less.
public final class SQLiteBlobStore: BlobStore {
    let database: SQLiteDatabase

    /// The size of all pieces but the last.
    static let pieceSize = 1 << 20

    /// Opens the blob store of a database, and creates its tables in an empty one.
    ///
    /// - Parameter database: The database, which may hold the entries of a ``SQLiteLedger`` too.
    /// - Throws: `LedgerError` with code `storage`, `corrupt`, `unsupportedVersion` when a newer version wrote it, or
    ///   `invalidArgument` when it is the database of another program or its configuration allows too small values.
    public init(database: SQLiteDatabase) throws(LedgerError) {
        guard database.configuration.maximumCellByteCount >= Self.pieceSize + 1024 else {
            throw LedgerError(
                .invalidArgument, "the greatest cell size of the database is less than that of a piece of a blob",
                at: "blob store", remedy: "Open it with maximumCellByteCount of at least \(Self.pieceSize + 1024).")
        }
        try storing("blob store") { try StoreSchema.prepare(database) }
        self.database = database
    }

    /// Whether there is a blob of this name; its content is not checked.
    public func contains(_ digest: Digest) throws(LedgerError) -> Bool {
        try storing("blob \(digest)") {
            try database.read { try self.row(of: digest, $0) != nil }
        }
    }

    /// The content of a blob, compared with its digest.
    ///
    /// - Parameters:
    ///   - digest: The name.
    ///   - limit: The greatest number of bytes the caller can use; a larger blob is refused before memory is taken.
    /// - Returns: The content.
    /// - Throws: `LedgerError` with code `notFound`, `limitExceeded`, `corrupt` or `storage`.
    public func get(_ digest: Digest, limit: Int) throws(LedgerError) -> [UInt8] {
        let stored = try storing("blob \(digest)") {
            try database.read { try bytes(of: digest, limit: limit, $0) }
        }
        guard let bytes = stored else {
            throw LedgerError(
                .notFound, "there is no such blob", at: "blob \(digest)",
                remedy: "Check that this is the store it was put into.")
        }
        guard SHA256.digest(of: bytes) == digest else { throw Self.damaged(digest) }
        return bytes
    }

    /// The names of all blobs, in ascending order.
    public func list() throws(LedgerError) -> [Digest] {
        let place = "list of blobs"
        return try storing(place) {
            try database.read { connection in
                try connection.statement("SELECT digest FROM mlops_blobs ORDER BY digest", at: place) { statement in
                    var digests: [Digest] = []
                    while try statement.step() { digests.append(try Self.digest(at: statement)) }
                    return digests
                }
            }
        }
    }

    private static func digest(at statement: PreparedStatement) throws(LedgerError) -> Digest {
        try statement.withBytes(at: 0) { bytes throws(LedgerError) in
            guard bytes.count == Digest.byteCount else {
                throw LedgerError.damaged("a row names a blob by what is no digest", at: "list of blobs")
            }
            return try Digest(bytes: bytes)
        }
    }

    static func damaged(_ digest: Digest) -> LedgerError {
        LedgerError(
            .corrupt, "the stored bytes are not those of this digest", at: "blob \(digest)",
            remedy: "Put the original bytes again, or restore the blob from a backup.")
    }
}

extension SQLiteBlobStore {
    /// The number and size that a blob is stored with.
    struct Row {
        let id: Int64
        let size: Int64
    }

    func row(of digest: Digest, _ connection: DatabaseConnection) throws -> Row? {
        let sql = "SELECT id, size FROM mlops_blobs WHERE digest = ?"
        return try connection.statement(sql, at: "blob \(digest)") { statement in
            try statement.bind(bytes: digest.bytes, at: 1)
            return try statement.step() ? Row(id: statement.integer(at: 0), size: statement.integer(at: 1)) : nil
        }
    }

    /// The stored bytes of a blob, as many as its row says, not yet compared with the digest.
    func bytes(of digest: Digest, limit: Int, _ connection: DatabaseConnection) throws -> [UInt8]? {
        var bytes: [UInt8] = []
        let isThere = try read(digest, limit: limit, connection) { piece, size in
            // The size is only what the row says: memory is taken as pieces come.
            if bytes.isEmpty { bytes.reserveCapacity(min(size, 4 * Self.pieceSize)) }
            bytes.append(contentsOf: piece)
        }
        return isThere ? bytes : nil
    }

    /// Gives a closure the pieces of a blob in order, as many bytes as its row says, with that size.
    ///
    /// - Returns: Whether there is such a blob.
    func read(
        _ digest: Digest, limit: Int, _ connection: DatabaseConnection,
        _ body: (UnsafeBufferPointer<UInt8>, Int) -> Void
    ) throws -> Bool {
        guard let row = try row(of: digest, connection) else { return false }
        guard let size = Int(exactly: row.size), size >= 0 else { throw Self.damaged(digest) }
        guard size <= limit else {
            throw LedgerError(
                .limitExceeded, "the blob has \(size) bytes, and the limit is \(limit)", at: "blob \(digest)",
                remedy: "Raise the limit of the call if this size is expected.")
        }
        let sql = "SELECT number, bytes FROM mlops_blob_pieces WHERE blob = ? ORDER BY number"
        return try connection.statement(sql, at: "blob \(digest)") { statement in
            try statement.bind(row.id, at: 1)
            var count = 0
            var number: Int64 = 0
            while try statement.step() {
                guard statement.integer(at: 0) == number, statement.type(at: 1) == SQLITE_BLOB else {
                    throw Self.damaged(digest)
                }
                try statement.withBytes(at: 1) { piece throws(LedgerError) in
                    guard piece.count <= size - count else { throw Self.damaged(digest) }
                    count += piece.count
                    body(piece, size)
                }
                number += 1
            }
            guard count == size else { throw Self.damaged(digest) }
            return true
        }
    }
}
#endif
