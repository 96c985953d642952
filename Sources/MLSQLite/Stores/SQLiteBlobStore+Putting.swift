#if SQLiteStore
import MLCore
public import MLLedger

extension SQLiteBlobStore {
    /// Stores bytes durably and returns their digest.
    public func put(_ bytes: [UInt8]) throws(LedgerError) -> Digest {
        let digest = SHA256.digest(of: bytes)
        let place = "blob \(digest)"
        try storing(place) {
            // Without a lock first: what is seen was committed, and is durable.
            if try database.read({ try isStored(digest, size: bytes.count, $0) }) { return }
            try database.write { connection in
                if try isStored(digest, size: bytes.count, connection) { return }
                let blob = try replace(digest, size: bytes.count, connection)
                for (number, start) in stride(from: 0, to: bytes.count, by: Self.pieceSize).enumerated() {
                    let piece = bytes[start..<min(bytes.count, start + Self.pieceSize)]
                    try add(piece, number: number, to: blob, connection, place)
                }
            }
        }
        return digest
    }

    /// Stores durably the bytes that a closure gives piece by piece.
    ///
    /// Up to 8 MiB are kept in memory; more are first written to SQLite's temporary database, which is private to this
    /// value and vanishes with it.
    ///
    /// - Parameter next: Gives the next piece, or `nil` at the end.
    /// - Returns: The digest of the whole content.
    /// - Throws: `LedgerError`, or what the closure throws; the store is then as before.
    public func put(pieces next: () throws -> [UInt8]?) throws -> Digest {
        let spool = BlobSpool(database: database)
        defer { spool.remove() }
        var hash = SHA256()
        while let piece = try next() {
            hash.update(piece)
            try spool.append(piece)
        }
        let digest = hash.finalize()
        if spool.isInMemory { return try put(spool.pending) }
        try storing("blob \(digest)") {
            try database.write { connection in
                if try isStored(digest, size: spool.size, connection) { return }
                let blob = try replace(digest, size: spool.size, connection)
                try spool.move(to: blob, connection)
                try add(spool.pending[...], number: spool.pieceCount, to: blob, connection, "blob \(digest)")
            }
        }
        return digest
    }

    /// Whether the blob is there, with the right bytes, which are looked at piece by piece.
    private func isStored(_ digest: Digest, size: Int, _ connection: DatabaseConnection) throws -> Bool {
        do {
            var hash = SHA256()
            let isThere = try read(digest, limit: size, connection) { piece, _ in
                hash.update(UnsafeRawBufferPointer(piece))
            }
            return isThere && hash.finalize() == digest
        } catch let error as LedgerError where error.code == .limitExceeded || error.code == .corrupt {
            return false
        }
    }

    /// Adds the row of a blob, having removed what a damaged one left.
    private func replace(_ digest: Digest, size: Int, _ connection: DatabaseConnection) throws -> Int64 {
        let place = "blob \(digest)"
        if let row = try row(of: digest, connection) {
            for sql in ["DELETE FROM mlops_blob_pieces WHERE blob = ?", "DELETE FROM mlops_blobs WHERE id = ?"] {
                try connection.statement(sql, at: place) { statement in
                    try statement.bind(row.id, at: 1)
                    try statement.run()
                }
            }
        }
        // The number is above those of all pieces too, so that pieces without a blob cannot become part of one.
        let sql =
            "INSERT INTO mlops_blobs (id, digest, size) VALUES (1 + max("
            + "(SELECT coalesce(max(id), 0) FROM mlops_blobs), (SELECT coalesce(max(blob), 0) FROM mlops_blob_pieces)"
            + "), ?, ?)"
        try connection.statement(sql, at: place) { statement in
            try statement.bind(bytes: digest.bytes, at: 1)
            try statement.bind(Int64(size), at: 2)
            try statement.run()
        }
        guard connection.changedRowCount == 1, let added = try self.row(of: digest, connection) else {
            throw LedgerError.damaged("the database did not take the row of the blob", at: place)
        }
        return added.id
    }

    private func add(
        _ piece: ArraySlice<UInt8>, number: Int, to blob: Int64, _ connection: DatabaseConnection, _ place: String
    ) throws {
        guard !piece.isEmpty else { return }
        let sql = "INSERT INTO mlops_blob_pieces (blob, number, bytes) VALUES (?, ?, ?)"
        try connection.statement(sql, at: place) { statement in
            try statement.bind(blob, at: 1)
            try statement.bind(Int64(number), at: 2)
            try statement.bind(bytes: piece, at: 3)
            try statement.run()
        }
    }
}
#endif
