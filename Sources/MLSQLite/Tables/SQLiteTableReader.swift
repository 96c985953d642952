#if SQLiteStore
public import MLCore
public import MLData

/// Reads tables and results of queries into data frames.
///
/// Needs the package trait `SQLiteStore`.
///
/// ```swift
/// let configuration = SQLiteDatabase.Configuration(access: .readOnly, checksContent: true)
/// let database = try SQLiteDatabase(path: "titles.sqlite", configuration: configuration)
/// let reader = SQLiteTableReader(database: database)
/// let titles = try reader.read(table: "titles")
/// let recent = try reader.read(query: "SELECT title FROM titles WHERE year > ?", parameters: [.int64(2000)])
/// ```
///
/// **Types.** A column has the type that the options ask for; else the one that the table declares; else, for
/// expressions and for declared types that say nothing, the one of its values: integers, numbers when there are some
/// that are no integers, or texts; a column without any value is of texts. Declared types are read by the rules of
/// SQLite's affinity: a name with `BOOL` is `bool`, one with `INT` is `int64`, one with `CHAR`, `CLOB` or `TEXT` is
/// `string`, one with `REAL`, `FLOA` or `DOUB` is `double`, and one that begins with `DATE` or `TIMESTAMP` is
/// `timestamp`. `FLOAT32`, `TEXT_LIST` and `TIMESTAMP_US` are what ``SQLiteTableWriter`` declares for floats, lists and
/// times in microseconds.
///
/// **Values.** NULL is missing. SQLite lets any value into any column: one that does not have the type of its column is
/// an error that names column and row, never a guess. Truth values are 0 and 1. Times are texts in ISO 8601, or
/// integers of microseconds in columns of `TIMESTAMP_US` and in those whose type the options give: of other integers
/// the unit is not known. Integers are taken as doubles up to 2⁵³, the text `NaN` is NaN in columns of numbers, texts
/// have to be UTF-8 and may hold NUL, lists are JSON arrays of strings, and BLOBs are refused.
///
/// **Order.** The rows of a table come in the order of their row numbers, which is the order in which they were
/// written; those of a query in the order that it asks for.
public struct SQLiteTableReader: Sendable {
    /// What is read, and how much.
    public struct Options: Sendable, Hashable {
        /// The columns that are wanted, by name; `nil` reads all.
        public var schema: Schema?
        /// The types of single columns, when there is no schema.
        public var columnTypes: [String: ColumnType]
        /// The most columns of a result.
        public var maximumColumnCount: Int
        /// The most rows of a result.
        public var maximumRowCount: Int
        /// The most bytes of text that a frame or a chunk holds, by at most the size of one row more.
        public var maximumByteCount: Int

        /// Creates options.
        ///
        /// - Parameters:
        ///   - schema: The columns that are wanted; `nil` reads all.
        ///   - columnTypes: The types of single columns, when there is no schema.
        ///   - maximumColumnCount: The most columns of a result; SQLite itself has at most 2000.
        ///   - maximumRowCount: The most rows of a result.
        ///   - maximumByteCount: The most bytes of text that a frame or a chunk holds.
        public init(
            schema: Schema? = nil, columnTypes: [String: ColumnType] = [:], maximumColumnCount: Int = 2000,
            maximumRowCount: Int = 100_000_000, maximumByteCount: Int = 1 << 32
        ) {
            self.schema = schema
            self.columnTypes = columnTypes
            self.maximumColumnCount = maximumColumnCount
            self.maximumRowCount = maximumRowCount
            self.maximumByteCount = maximumByteCount
        }

        /// The options themselves, if they are good.
        ///
        /// - Throws: `DataError` with code `invalidConfiguration` that lists every fault.
        public func validated() throws(DataError) -> Options {
            var faults: [String] = []
            if schema != nil, !columnTypes.isEmpty { faults.append("schema and columnTypes exclude each other") }
            if let schema, schema.fields.isEmpty { faults.append("the schema has no fields") }
            if maximumColumnCount < 1 { faults.append("maximumColumnCount \(maximumColumnCount) is less than 1") }
            if maximumRowCount < 0 { faults.append("maximumRowCount \(maximumRowCount) is negative") }
            if maximumByteCount < 1 { faults.append("maximumByteCount \(maximumByteCount) is less than 1") }
            guard faults.isEmpty else {
                throw DataError(.invalidConfiguration, faults.joined(separator: "; "), at: "SQLite table reader")
            }
            return self
        }
    }

    /// The database.
    public let database: SQLiteDatabase
    /// What is read, and how much.
    public var options: Options

    /// Creates a reader.
    ///
    /// - Parameters:
    ///   - database: The database.
    ///   - options: What is read, and how much.
    public init(database: SQLiteDatabase, options: Options = Options()) {
        self.database = database
        self.options = options
    }

    /// Reads a whole table or view.
    ///
    /// - Parameter name: Its name.
    /// - Returns: The rows; a column that the table declares as NOT NULL does not allow missing values.
    /// - Throws: `DataError`: `invalidArgument` when there is no such table, `typeMismatch`, `invalidEncoding`,
    ///   `valueOutOfRange` or `missingValue` for a value, `unknownColumn`, `limitExceeded`, `malformedDataset` for a
    ///   damaged file, or `fileUnreadable`.
    public func read(table name: String) throws(DataError) -> DataFrame {
        try read(TableSource.table(name))
    }

    /// Reads the result of a query.
    ///
    /// - Parameters:
    ///   - query: One statement that begins with `SELECT`, `WITH` or `VALUES`, and only reads.
    ///   - parameters: The values of its parameters.
    /// - Returns: The rows; every column allows missing values unless the options say otherwise.
    /// - Throws: `DataError`: `invalidArgument` for a query that SQLite does not take, that does not only read, or
    ///   has other parameters; and as ``read(table:)``.
    public func read(query: String, parameters: SQLiteParameters = []) throws(DataError) -> DataFrame {
        try read(TableSource.query(query, parameters))
    }

    /// Reads the result of a query on a thread outside of the cooperative pool.
    ///
    /// - Parameters:
    ///   - query: One statement that begins with `SELECT`, `WITH` or `VALUES`, and only reads.
    ///   - parameters: The values of its parameters.
    /// - Returns: The rows.
    /// - Throws: As ``read(query:parameters:)``.
    public func reading(query: String, parameters: SQLiteParameters = []) async throws -> DataFrame {
        try await offCooperativePool(cancelling: CancellationToken()) { try read(query: query, parameters: parameters) }
    }

    /// Reads a table or view chunk by chunk, so that memory is bounded by the size of a chunk.
    ///
    /// - Parameters:
    ///   - name: Its name.
    ///   - rowCount: The most rows of a chunk.
    /// - Returns: The chunks.
    /// - Throws: As ``read(table:)``.
    public func chunks(table name: String, rowCount: Int = 65_536) throws(DataError) -> SQLiteChunks {
        try chunks(TableSource.table(name), rowCount: rowCount)
    }

    /// Reads the result of a query chunk by chunk, so that memory is bounded by the size of a chunk.
    ///
    /// - Parameters:
    ///   - query: One statement that begins with `SELECT`, `WITH` or `VALUES`, and only reads.
    ///   - parameters: The values of its parameters.
    ///   - rowCount: The most rows of a chunk.
    /// - Returns: The chunks.
    /// - Throws: As ``read(query:parameters:)``.
    public func chunks(
        query: String, parameters: SQLiteParameters = [], rowCount: Int = 65_536
    ) throws(DataError) -> SQLiteChunks {
        try chunks(TableSource.query(query, parameters), rowCount: rowCount)
    }

    private func read(_ source: TableSource) throws(DataError) -> DataFrame {
        let options = try options.validated()
        return try tableErrors(source.place) {
            try database.read { connection in
                let (statement, required) = try source.open(connection)
                defer { statement.finalize() }
                var reading = try ResultReading(statement, options: options, required: required)
                let frame = try reading.chunk(statement, rows: .max, bytes: options.maximumByteCount)
                guard try reading.isAtEnd || !statement.step() else {
                    throw DataError(
                        .limitExceeded, "the result has more than \(options.maximumByteCount) bytes of text",
                        at: source.place, remedy: "Read it in chunks, or raise the limit.")
                }
                return frame
            }
        }
    }

    private func chunks(_ source: TableSource, rowCount: Int) throws(DataError) -> SQLiteChunks {
        let options = try options.validated()
        guard rowCount > 0 else { throw DataError(.invalidArgument, "a chunk of \(rowCount) rows", at: source.place) }
        return try tableErrors(source.place) {
            try database.access { connection in
                let (statement, required) = try source.open(connection)
                do {
                    let reading = try ResultReading(statement, options: options, required: required)
                    return SQLiteChunks(
                        database, statement, reading, rowCount: rowCount, byteCount: options.maximumByteCount,
                        place: source.place)
                } catch {
                    statement.finalize()
                    throw error
                }
            }
        }
    }
}
#endif
