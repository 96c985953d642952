#if SQLiteStore
import MLCore

/// The tables of ledgers and blob stores, and the marks by which a file is known to have them.
///
/// ```
/// application_id      0x6D6C6F70, "mlop"
/// user_version        1
/// mlops_appends       the entries of one append in their stored form, by the number of the first
/// mlops_blobs         the digest and size of each blob
/// mlops_blob_pieces   the bytes of the blobs, in pieces of at most 1 MiB
/// ```
enum StoreSchema {
    /// The version this build reads and writes.
    static let version: Int64 = 1
    static let applicationID: Int64 = 0x6D6C_6F70
    /// What the names of the tables begin with, and those of no others may.
    static let namePrefix = "mlops_"

    private static let place = "tables of the store"

    private static let tables: [(name: String, sql: String)] = [
        ("mlops_appends", "CREATE TABLE mlops_appends (first INTEGER PRIMARY KEY, entries BLOB NOT NULL)"),
        (
            "mlops_blob_pieces",
            "CREATE TABLE mlops_blob_pieces (blob INTEGER NOT NULL, number INTEGER NOT NULL, bytes BLOB NOT NULL, "
                + "PRIMARY KEY (blob, number))"
        ),
        (
            "mlops_blobs",
            "CREATE TABLE mlops_blobs (id INTEGER PRIMARY KEY, digest BLOB NOT NULL UNIQUE, size INTEGER NOT NULL)"
        ),
    ]

    /// Checks that a database has the tables, and creates them in a new one.
    ///
    /// - Throws: ``SQLiteError``: `unsupportedVersion` for a newer format, `invalidArgument` for the database of
    ///   another program or an empty one that is only read, `corrupt` for tables that are not those of this format; nothing was written then.
    static func prepare(_ database: SQLiteDatabase) throws {
        if try database.read({ try isPrepared($0) }) { return }
        guard database.configuration.access == .readWrite else {
            throw SQLiteError(
                .invalidArgument, "the database holds no store, and is open for reading only", at: place,
                remedy: "Give the file of a store.")
        }
        try database.write { connection in
            // Another process may have been faster.
            if try isPrepared(connection) { return }
            for table in tables { try connection.run(table.sql, at: place) }
            try connection.run("PRAGMA application_id = \(applicationID)", at: place)
            try connection.run("PRAGMA user_version = \(version)", at: place)
        }
    }

    /// Whether the tables are there; `false` in a database without any.
    private static func isPrepared(_ connection: DatabaseConnection) throws -> Bool {
        let application = try connection.integer("PRAGMA application_id", at: place) ?? 0
        let found = try connection.integer("PRAGMA user_version", at: place) ?? 0
        guard application == applicationID else {
            let count = try connection.integer("SELECT count(*) FROM sqlite_master", at: place) ?? 0
            guard application == 0, found == 0, count == 0 else {
                throw SQLiteError(
                    .invalidArgument, "the database is not empty and is not a store of this package", at: place,
                    remedy: "Give the file of a store, or one that does not exist yet.")
            }
            return false
        }
        guard found == version else {
            throw SQLiteError(
                found > version ? .unsupportedVersion : .corrupt,
                "the store has format version \(found), and this build knows \(version)", at: place,
                remedy: "Use the version of swift-mlops that wrote it, or a later one.")
        }
        try checkTables(connection)
        return true
    }

    /// Checks that the tables are exactly those of this format, without triggers or indexes that others added.
    private static func checkTables(_ connection: DatabaseConnection) throws {
        let sql =
            "SELECT type, name, sql FROM sqlite_master WHERE substr(lower(tbl_name), 1, 6) = 'mlops_' "
            + "AND name NOT LIKE 'sqlite\\_autoindex\\_%' ESCAPE '\\' ORDER BY name"
        let isExpected = try connection.statement(sql, at: place) { statement in
            for table in tables {
                guard try statement.step() else { return false }
                let found = (0..<3).map { column in
                    statement.withText(at: column) { String(decoding: $0, as: UTF8.self) }
                }
                guard found == ["table", table.name, table.sql] else { return false }
            }
            return try !statement.step()
        }
        guard isExpected else {
            throw SQLiteError(
                .corrupt, "the tables are not those of format version \(version)", at: place,
                remedy: "Restore the file from a backup.")
        }
    }
}
#endif
