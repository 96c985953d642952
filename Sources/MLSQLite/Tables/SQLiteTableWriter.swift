#if SQLiteStore
import MLCore
public import MLData

/// Writes data frames to tables, each in one transaction.
///
/// Needs the package trait `SQLiteStore`.
///
/// ```swift
/// let database = try SQLiteDatabase(path: "predictions.sqlite")
/// try SQLiteTableWriter(database: database).write(frame, to: "predictions", mode: .append)
/// ```
///
/// A table that was created reads back, by ``SQLiteTableReader/read(table:)``, as the same frame, with two exceptions
/// that come from SQLite: it has no NaN, which is refused unless ``nanForm`` encodes it and then comes back as the
/// quiet NaN; and it stores -0.0 as 0.0. Columns that do not allow missing values are declared as NOT NULL.
///
/// Columns are declared as `BOOLEAN`, `INTEGER`, `REAL`, `FLOAT32`, `TEXT`, `TEXT_LIST` for JSON arrays of strings, and
/// for times as `TIMESTAMP_US` or `TIMESTAMP`.
public struct SQLiteTableWriter: Sendable {
    /// What happens when there is a table of the name, or none.
    public enum Mode: Sendable, Hashable {
        /// The table is created; one that exists is an error.
        case create
        /// Rows are added to the table, whose columns have the same names and types; a missing table is an error.
        case append
        /// The table is created; one that exists is removed with its rows, indexes and triggers.
        case replace
    }

    /// What happens to NaN, which SQLite turns into NULL.
    public enum NaNForm: Sendable, Hashable {
        /// NaN is an error.
        case refused
        /// NaN is the text `NaN`, which SQL functions take for 0.
        case text
    }

    /// How times are stored.
    public enum TimestampForm: Sendable, Hashable {
        /// As integers, microseconds since the Unix epoch.
        case microseconds
        /// As texts in ISO 8601 with microseconds, such as `2024-02-29T12:00:00.000000Z`, which SQL functions
        /// understand.
        case iso8601
    }

    /// The database.
    public let database: SQLiteDatabase
    /// What happens to NaN.
    public var nanForm: NaNForm
    /// How times are stored in a new table.
    public var timestampForm: TimestampForm

    /// Creates a writer.
    ///
    /// - Parameters:
    ///   - database: The database.
    ///   - nanForm: What happens to NaN.
    ///   - timestampForm: How times are stored in a new table; in an existing one its declaration decides.
    public init(
        database: SQLiteDatabase, nanForm: NaNForm = .refused, timestampForm: TimestampForm = .microseconds
    ) {
        self.database = database
        self.nanForm = nanForm
        self.timestampForm = timestampForm
    }

    /// Writes a frame to a table.
    ///
    /// - Parameters:
    ///   - frame: The frame; has at least one column, and no two whose names differ in nothing but case.
    ///   - table: The name of the table: 1 to 128 ASCII letters, digits and `_`, not beginning with a digit, `sqlite_`
    ///     or `mlops_`.
    ///   - mode: What happens when there is a table of the name, or none.
    /// - Throws: `DataError`: `invalidArgument` for a bad name, a table that exists or does not, or that has no such
    ///   column, `duplicateColumn`, `typeMismatch` when the table has a column of another type or one that does not keep
    ///   texts as they are, `valueOutOfRange` for NaN or a year of more than four digits, `constraintViolated`, `limitExceeded`, or `fileUnwritable`; the
    ///   database is then as before.
    public func write(_ frame: DataFrame, to table: String, mode: Mode = .create) throws(DataError) {
        let name = try TableNames.writable(table)
        let place = "table \(TableNames.quotedForPeople(table))"
        guard !frame.columns.isEmpty else {
            throw DataError(.invalidArgument, "a table has at least one column", at: place)
        }
        let columns = try TableNames.columns(frame.columnNames)
        try tableErrors(isWriting: true, place) {
            try database.write { connection in
                if mode == .replace { try run("DROP TABLE IF EXISTS main.\(name)", connection, place) }
                if mode != .append {
                    try run(creation(of: name, columns, frame.schema), connection, place)
                }
                let list = columns.joined(separator: ", ")
                let hasTextTimes = try connection.withPrepared(
                    "SELECT \(list) FROM main.\(name) LIMIT 0", at: place
                ) { try declarations(of: $0, frame.schema, place) }
                let marks = columns.map { _ in "?" }.joined(separator: ", ")
                try connection.withPrepared(
                    "INSERT INTO main.\(name) (\(list)) VALUES (\(marks))", at: place
                ) { statement in
                    let binders = zip(frame.columns, hasTextTimes).enumerated().map { position, column in
                        ColumnBinder(
                            column.0, name: frame.columnNames[position], parameter: position + 1,
                            hasTextTimes: column.1, encodesNaN: nanForm == .text)
                    }
                    for row in 0..<frame.rowCount {
                        for binder in binders { try binder.bind(row, to: statement) }
                        try statement.run()
                        statement.reset()
                        guard connection.changedRowCount == 1 else {
                            throw DataError(
                                .constraintViolated, "the table did not take the row", at: "\(place), row \(row)",
                                remedy: "Check the triggers of the table.")
                        }
                    }
                }
            }
        }
    }

    /// Writes a frame to a table on a thread outside of the cooperative pool.
    ///
    /// - Parameters:
    ///   - frame: The frame.
    ///   - table: The name of the table.
    ///   - mode: What happens when there is a table of the name, or none.
    /// - Throws: As ``write(_:to:mode:)``.
    public func writing(_ frame: DataFrame, to table: String, mode: Mode = .create) async throws {
        try await offCooperativePool(cancelling: CancellationToken()) { try write(frame, to: table, mode: mode) }
    }

    private func run(_ sql: String, _ connection: DatabaseConnection, _ place: String) throws {
        try connection.withPrepared(sql, at: place) { try $0.run() }
    }

    private func creation(of table: String, _ columns: [String], _ schema: Schema) -> String {
        let declarations = zip(columns, schema.fields).map { column, field in
            let type = DeclaredType.text(for: field.type, hasTextTimes: timestampForm == .iso8601)
            return "\(column) \(type)\(field.allowsMissing ? "" : " NOT NULL")"
        }
        return "CREATE TABLE main.\(table) (\(declarations.joined(separator: ", ")))"
    }

    /// For each column, whether the table has times as text.
    ///
    /// - Throws: `DataError` with code `typeMismatch` when a column is declared as something else.
    private func declarations(
        of statement: PreparedStatement, _ schema: Schema, _ place: String
    ) throws(DataError) -> [Bool] {
        var hasTextTimes: [Bool] = []
        for (position, field) in schema.fields.enumerated() {
            let declared = DeclaredType(statement.declaration(at: position))
            guard declared.type == nil || declared.type == field.type else {
                throw DataError(
                    .typeMismatch,
                    "the table declares the column for \(declared.type?.rawValue ?? ""), not \(field.type.rawValue)",
                    at: "\(place), column \(TableNames.quotedForPeople(field.name))",
                    remedy: "Convert the column of the frame, or write to another table.")
            }
            guard field.type != .string || !declared.makesNumbers else {
                throw DataError(
                    .typeMismatch, "the table declares the column so that texts such as 007 become numbers",
                    at: "\(place), column \(TableNames.quotedForPeople(field.name))",
                    remedy: "Declare the column as TEXT, or write to another table.")
            }
            hasTextTimes.append(declared.type == nil ? timestampForm == .iso8601 : declared.hasTextTimes)
        }
        return hasTextTimes
    }
}
#endif
