public import MLCore

/// What to read from a table and what to do with rows that cannot be read.
///
/// Without a schema, types are inferred from all rows: no row beyond some window can surprise a column.
public struct ReadingOptions: Sendable, Hashable {
    /// What happens to a row that does not follow the format, has a wrong number of fields or a value of another type.
    public enum MalformedRows: Sendable, Hashable {
        /// Reading stops with an error that names the line.
        case fail
        /// The row is put aside into ``ReadOutcome/rejectedRows``; more than `limit` of them are an error.
        ///
        /// A column of CSV without a given type has the type of all of its values: there a number that is not finite is no
        /// fault of its row, and still an error.
        case quarantine(limit: Int = 100_000)
    }

    /// The columns that are wanted, by their names in the frame; `nil` reads and infers all columns.
    public var schema: Schema?
    /// The names of the columns that are read when there is no schema; `nil` reads all.
    public var columns: [String]?
    /// The types of single columns that are not inferred, by their names in the frame.
    public var columnTypes: [String: ColumnType]
    /// How the times of single columns are written, by their names in the frame; other times are in ISO 8601.
    ///
    /// A column with a format is a `timestamp` column.
    public var timestampFormats: [String: TimestampFormat]
    /// The names in the input, by the name that a column gets in the frame; columns that are not listed keep theirs.
    public var fieldMapping: [String: String]
    /// What happens to rows that cannot be read.
    public var malformedRows: MalformedRows
    /// Adds an `int64` column of this name with the line of the input where each row begins.
    public var lineColumn: String?
    /// The longest row in bytes.
    public var maximumRowByteCount: Int
    /// The most columns.
    public var maximumColumnCount: Int
    /// The most rows.
    public var maximumRowCount: Int

    /// Creates options.
    ///
    /// - Parameters:
    ///   - schema: The columns that are wanted; `nil` reads and infers all columns.
    ///   - columns: The names of the columns that are read when there is no schema; `nil` reads all.
    ///   - columnTypes: The types of single columns that are not inferred.
    ///   - timestampFormats: How the times of single columns are written.
    ///   - fieldMapping: The names in the input, by the name that a column gets in the frame.
    ///   - malformedRows: What happens to rows that cannot be read.
    ///   - lineColumn: Adds a column of this name with the line of each row.
    ///   - maximumRowByteCount: The longest row in bytes; 16 MiB unless given.
    ///   - maximumColumnCount: The most columns.
    ///   - maximumRowCount: The most rows.
    public init(
        schema: Schema? = nil, columns: [String]? = nil, columnTypes: [String: ColumnType] = [:],
        timestampFormats: [String: TimestampFormat] = [:], fieldMapping: [String: String] = [:],
        malformedRows: MalformedRows = .fail, lineColumn: String? = nil,
        maximumRowByteCount: Int = 16 << 20, maximumColumnCount: Int = 100_000, maximumRowCount: Int = 1 << 31
    ) {
        self.schema = schema
        self.columns = columns
        self.columnTypes = columnTypes
        self.timestampFormats = timestampFormats
        self.fieldMapping = fieldMapping
        self.malformedRows = malformedRows
        self.lineColumn = lineColumn
        self.maximumRowByteCount = maximumRowByteCount
        self.maximumColumnCount = maximumColumnCount
        self.maximumRowCount = maximumRowCount
    }

    /// The faults of the options, in words.
    var faults: [String] {
        var faults: [String] = []
        if schema != nil, columns != nil { faults.append("schema and columns exclude each other") }
        if maximumRowByteCount < 1 { faults.append("maximumRowByteCount \(maximumRowByteCount) is less than 1") }
        if maximumColumnCount < 1 { faults.append("maximumColumnCount \(maximumColumnCount) is less than 1") }
        if maximumRowCount < 0 { faults.append("maximumRowCount \(maximumRowCount) is negative") }
        if case .quarantine(let limit) = malformedRows, limit < 0 { faults.append("the quarantine limit is negative") }
        if wantedNames == nil {
            for source in Set(fieldMapping.values).sorted()
            where fieldMapping.values.count(where: { $0 == source }) > 1 {
                faults.append("the field \"\(source)\" has two names, and no columns are asked for")
            }
        }
        if let wanted = wantedNames {
            for name in Set(wanted).sorted() where wanted.count(where: { $0 == name }) > 1 {
                faults.append("the column \"\(name)\" is asked for twice")
            }
            for name in (Set(columnTypes.keys).union(fieldMapping.keys).union(timestampFormats.keys)).subtracting(
                wanted
            ).sorted() {
                faults.append("there is a type or mapping for \"\(name)\", which is not one of the wanted columns")
            }
            if let lineColumn, wanted.contains(lineColumn) {
                faults.append("the line column \"\(lineColumn)\" is also a wanted column")
            }
        }
        for name in columnTypes.keys.sorted() {
            guard let field = schema.flatMap({ try? $0.field(name) }), field.type != columnTypes[name] else { continue }
            faults.append("the column \"\(name)\" has one type in the schema and another one in columnTypes")
        }
        for name in timestampFormats.keys.sorted() {
            let type = schema.flatMap { try? $0.field(name).type } ?? columnTypes[name]
            if let type, type != .timestamp {
                faults.append("the column \"\(name)\" has a format of times and another type")
            }
        }
        return faults
    }

    /// The names of the wanted columns in the frame, or `nil` for all.
    var wantedNames: [String]? { schema?.names ?? columns }

    /// The type of a column that is not inferred.
    func type(of name: String) -> ColumnType? {
        schema.flatMap { try? $0.field(name).type } ?? columnTypes[name]
            ?? (timestampFormats[name] == nil ? nil : .timestamp)
    }

    /// How the times of a column are written.
    func times(of name: String) -> TimestampParser { TimestampParser(timestampFormats[name]) }

    /// Whether a column may hold missing values.
    func allowsMissing(_ name: String) -> Bool { schema.flatMap { try? $0.field(name).allowsMissing } ?? true }

    /// Throws when the options, or further settings of a reader, are bad.
    func validate(further: [String], reader: String) throws(DataError) {
        let all = faults + further
        if !all.isEmpty { throw DataError(.invalidConfiguration, all.joined(separator: "; "), at: reader) }
    }
}
