#if SQLiteStore
import GRDBSQLite
import MLCore

/// A compiled statement, bound and read byte by byte: texts keep their NUL bytes and every refusal is an error.
///
/// Belongs to one connection, and is used only within an access to its database.
struct PreparedStatement {
    let pointer: OpaquePointer
    let place: String

    /// Tells SQLite to copy what is bound.
    private static let copied = unsafeBitCast(-1, to: sqlite3_destructor_type.self)

    // MARK: Parameters, counted from 1

    func bind(_ value: Int64, at index: Int) throws(SQLiteError) {
        try check(sqlite3_bind_int64(pointer, CInt(clamping: index), value))
    }

    func bind(_ value: Double, at index: Int) throws(SQLiteError) {
        try check(sqlite3_bind_double(pointer, CInt(clamping: index), value))
    }

    func bindNull(at index: Int) throws(SQLiteError) {
        try check(sqlite3_bind_null(pointer, CInt(clamping: index)))
    }

    func bind(bytes: some Collection<UInt8>, at index: Int) throws(SQLiteError) {
        let code = bytes.withContiguousStorageIfAvailable { Self.bind($0, to: pointer, at: index) }
        try check(code ?? Array(bytes).withUnsafeBufferPointer { Self.bind($0, to: pointer, at: index) })
    }

    private static func bind(_ bytes: UnsafeBufferPointer<UInt8>, to pointer: OpaquePointer, at index: Int) -> CInt {
        // A null pointer would bind NULL instead of no bytes.
        guard let start = bytes.baseAddress, !bytes.isEmpty else {
            return sqlite3_bind_zeroblob(pointer, CInt(clamping: index), 0)
        }
        return sqlite3_bind_blob64(pointer, CInt(clamping: index), start, UInt64(bytes.count), copied)
    }

    /// Binds well-formed UTF-8 as text.
    func bind(utf8 text: UnsafeBufferPointer<UInt8>, at index: Int) throws(SQLiteError) {
        let index = CInt(clamping: index)
        guard let start = text.baseAddress, !text.isEmpty else {
            try check(sqlite3_bind_text(pointer, index, "", 0, Self.copied))
            return
        }
        let code = start.withMemoryRebound(to: CChar.self, capacity: text.count) {
            sqlite3_bind_text64(pointer, index, $0, UInt64(text.count), Self.copied, UInt8(SQLITE_UTF8))
        }
        try check(code)
    }

    func bind(text: String, at index: Int) throws(SQLiteError) {
        var text = text
        var failure: SQLiteError?
        text.withUTF8 { bytes in
            do throws(SQLiteError) { try bind(utf8: bytes, at: index) } catch { failure = error }
        }
        if let failure { throw failure }
    }

    // MARK: Running

    /// Goes to the next row.
    ///
    /// - Returns: Whether there is one.
    func step() throws(SQLiteError) -> Bool {
        let code = sqlite3_step(pointer)
        if code == SQLITE_ROW { return true }
        if code != SQLITE_DONE { throw failure(code) }
        return false
    }

    /// Runs the statement to its end.
    func run() throws(SQLiteError) { while try step() {} }

    /// Ends the reading of rows and forgets what was bound.
    func reset() {
        // A failed step is reported by the step.
        sqlite3_reset(pointer)
        sqlite3_clear_bindings(pointer)
    }

    // MARK: What the statement is

    /// Whether the statement changes nothing in the database.
    var isReadOnly: Bool { sqlite3_stmt_readonly(pointer) != 0 }

    /// The names of the parameters with their sign, `nil` for one without a name.
    var parameterNames: [String?] {
        (0..<sqlite3_bind_parameter_count(pointer)).map { index in
            sqlite3_bind_parameter_name(pointer, index + 1).map { String(cString: $0) }
        }
    }

    /// The name of a column of the result.
    func name(at column: Int) -> String {
        sqlite3_column_name(pointer, CInt(clamping: column)).map { String(cString: $0) } ?? ""
    }

    /// The type that the table declares for a column of the result, `nil` for an expression.
    func declaration(at column: Int) -> String? {
        sqlite3_column_decltype(pointer, CInt(clamping: column)).map { String(cString: $0) }
    }

    /// Ends the life of a statement that is not kept compiled.
    func finalize() { sqlite3_finalize(pointer) }

    // MARK: Columns of the current row, counted from 0

    var columnCount: Int { Int(sqlite3_column_count(pointer)) }

    func type(at column: Int) -> CInt { sqlite3_column_type(pointer, CInt(clamping: column)) }

    func isNull(at column: Int) -> Bool { type(at: column) == SQLITE_NULL }

    func integer(at column: Int) -> Int64 { sqlite3_column_int64(pointer, CInt(clamping: column)) }

    func double(at column: Int) -> Double { sqlite3_column_double(pointer, CInt(clamping: column)) }

    /// Calls a closure with the bytes of a BLOB.
    func withBytes<Result, Failure: Error>(
        at column: Int, _ body: (UnsafeBufferPointer<UInt8>) throws(Failure) -> Result
    ) throws(Failure) -> Result {
        let column = CInt(clamping: column)
        let start = sqlite3_column_blob(pointer, column)?.assumingMemoryBound(to: UInt8.self)
        let count = Int(sqlite3_column_bytes(pointer, column))
        return try body(UnsafeBufferPointer(start: start, count: start == nil ? 0 : count))
    }

    /// Calls a closure with the bytes of a TEXT, which need not be well-formed.
    func withText<Result, Failure: Error>(
        at column: Int, _ body: (UnsafeBufferPointer<UInt8>) throws(Failure) -> Result
    ) throws(Failure) -> Result {
        let column = CInt(clamping: column)
        let start = sqlite3_column_text(pointer, column)
        let count = Int(sqlite3_column_bytes(pointer, column))
        return try body(UnsafeBufferPointer(start: start, count: start == nil ? 0 : count))
    }

    private func check(_ code: CInt) throws(SQLiteError) {
        guard code != SQLITE_OK else { return }
        throw failure(code)
    }

    private func failure(_ code: CInt) -> SQLiteError {
        let message = sqlite3_errmsg(sqlite3_db_handle(pointer)).map { String(cString: $0) } ?? ""
        return SQLiteError(result: code, message: message, at: place)
    }
}
#endif
