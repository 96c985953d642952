#if SQLiteStore
import GRDB
import GRDBSQLite
import MLCore

/// The connection of a database while one access has it to itself.
struct DatabaseConnection {
    private let database: Database
    let handle: OpaquePointer

    init(_ database: Database) throws(SQLiteError) {
        guard let handle = database.sqliteConnection else {
            throw SQLiteError(.misuse, "the database is closed", remedy: "Open it again.")
        }
        self.database = database
        self.handle = handle
    }

    /// Whether a transaction was begun and has not ended.
    var isInTransaction: Bool { sqlite3_get_autocommit(handle) == 0 }

    /// The number of rows that the last statement changed.
    var changedRowCount: Int { Int(sqlite3_changes(handle)) }

    /// Runs a statement of this module, kept compiled for the next time, and resets it afterwards.
    ///
    /// - Parameters:
    ///   - sql: The constant text of the statement.
    ///   - place: What it does, in errors.
    ///   - body: Binds, steps and reads.
    /// - Returns: What the closure returns.
    /// - Throws: ``SQLiteError``, and what the closure throws.
    func statement<Result>(
        _ sql: String, at place: String, _ body: (PreparedStatement) throws -> Result
    ) throws -> Result {
        let statement = PreparedStatement(pointer: try compiled(sql, at: place), place: place)
        defer { statement.reset() }
        return try body(statement)
    }

    /// Runs a statement of this module that gives no rows.
    func run(_ sql: String, at place: String) throws {
        try statement(sql, at: place) { try $0.run() }
    }

    /// The text of the first value that a statement of this module gives, if it gives one.
    func text(_ sql: String, at place: String) throws -> String? {
        try statement(sql, at: place) { statement in
            guard try statement.step(), !statement.isNull(at: 0) else { return nil }
            return statement.withText(at: 0) { String(decoding: $0, as: UTF8.self) }
        }
    }

    /// The first value that a statement of this module gives, as an integer.
    func integer(_ sql: String, at place: String) throws -> Int64? {
        try statement(sql, at: place) { try $0.step() ? $0.integer(at: 0) : nil }
    }

    private func compiled(_ sql: String, at place: String) throws -> OpaquePointer {
        do {
            return try database.cachedStatement(sql: sql).sqliteStatement
        } catch let error as DatabaseError {
            throw SQLiteError(
                result: error.extendedResultCode.rawValue, message: error.message ?? "", at: place)
        }
    }
}
#endif
