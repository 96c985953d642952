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

    /// Compiles the first statement of a text, which the caller finalizes.
    ///
    /// - Parameters:
    ///   - sql: The text.
    ///   - place: What it does, in errors.
    /// - Returns: The statement, `nil` for blank text, and where the rest of the text begins.
    /// - Throws: ``SQLiteError``.
    func prepare(_ sql: [UInt8], at place: String) throws(SQLiteError) -> (statement: PreparedStatement?, end: Int) {
        var pointer: OpaquePointer?
        var end = sql.count
        let code = sql.withUnsafeBytes { bytes -> CInt in
            let start = bytes.baseAddress?.assumingMemoryBound(to: CChar.self)
            var rest = start
            let code = sqlite3_prepare_v3(handle, start, CInt(clamping: sql.count), 0, &pointer, &rest)
            if let start, let rest { end = start.distance(to: rest) }
            return code
        }
        guard code == SQLITE_OK else {
            let message = sqlite3_errmsg(handle).map { String(cString: $0) } ?? ""
            throw SQLiteError(result: code, message: message, at: place)
        }
        return (pointer.map { PreparedStatement(pointer: $0, place: place) }, end)
    }

    /// Runs a statement with names in it that is not kept compiled.
    func withPrepared<Result>(
        _ sql: String, at place: String, _ body: (PreparedStatement) throws -> Result
    ) throws -> Result {
        guard let statement = try prepare(Array(sql.utf8), at: place).statement else {
            throw SQLiteError(.invalidStatement, "the statement is empty", at: place)
        }
        defer { statement.finalize() }
        return try body(statement)
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
