#if SQLiteStore
import MLCore
import MLData

/// Reads the rows of one statement, some at a time.
struct ResultReading {
    private let options: SQLiteTableReader.Options
    private var columns: [ResultColumn]
    private var rowCount = 0
    private(set) var isAtEnd = false

    /// Plans the columns of a statement.
    ///
    /// - Parameters:
    ///   - statement: The statement.
    ///   - options: What is asked for.
    ///   - required: The columns that the table declares as NOT NULL.
    /// - Throws: `DataError` with code `unknownColumn`, `duplicateColumn`, `limitExceeded` or `invalidArgument`.
    init(_ statement: PreparedStatement, options: SQLiteTableReader.Options, required: Set<String>) throws(DataError) {
        self.options = options
        let count = statement.columnCount
        guard count <= options.maximumColumnCount else {
            throw DataError(
                .limitExceeded, "the result has \(count) columns, and the limit is \(options.maximumColumnCount)",
                at: "query", remedy: "Ask for fewer columns, or raise the limit.")
        }
        var positions: [String: Int] = [:]
        let names = (0..<count).map { statement.name(at: $0) }
        for (position, name) in names.enumerated() {
            guard positions.updateValue(position, forKey: name) == nil else {
                throw DataError(
                    .duplicateColumn, "two columns of the result have one name",
                    at: "column \(TableNames.quotedForPeople(name))", remedy: "Rename one of them with AS.")
            }
        }
        let wanted = options.schema?.names ?? names
        for name in wanted + options.columnTypes.keys.sorted() where positions[name] == nil {
            throw DataError(
                .unknownColumn, "there is no column \(TableNames.quotedForPeople(name))", at: "query",
                remedy: "Columns are: \(names.prefix(50).joined(separator: ", ")).")
        }
        columns = wanted.compactMap { name in
            guard let position = positions[name] else { return nil }
            let field = options.schema.flatMap { try? $0.field(name) }
            return ResultColumn(
                name, at: position, given: field?.type ?? options.columnTypes[name],
                declared: DeclaredType(statement.declaration(at: position)),
                allowsMissing: field?.allowsMissing ?? !required.contains(name))
        }
    }

    /// Gives no more rows.
    mutating func end() { isAtEnd = true }

    /// Reads rows up to a number of rows or of bytes of text, or to the end.
    ///
    /// - Returns: The rows; the types of the columns are the same in every chunk.
    /// - Throws: `DataError` or ``SQLiteError``.
    mutating func chunk(_ statement: PreparedStatement, rows: Int, bytes: Int) throws -> DataFrame {
        var read = 0
        var byteCount = 0
        while read < rows, byteCount < bytes {
            guard try statement.step() else {
                isAtEnd = true
                break
            }
            guard rowCount < options.maximumRowCount else {
                throw DataError(
                    .limitExceeded, "the result has more than \(options.maximumRowCount) rows", at: "query",
                    remedy: "Ask for fewer rows, or raise the limit.")
            }
            for index in columns.indices { byteCount += try columns[index].append(from: statement, row: rowCount) }
            rowCount += 1
            read += 1
        }
        let taken = columns.indices.map { columns[$0].take() }
        return try DataFrame(columns: taken, schema: Schema(columns.map(\.field)))
    }
}
#endif
