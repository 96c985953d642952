#if SQLiteStore
import GRDBSQLite
import MLCore
import MLData

/// Collects the values of one column of a result.
struct ResultColumn {
    let name: String
    /// The position in the result.
    let position: Int
    let allowsMissing: Bool
    /// Whether integers are refused as times because their unit is not known.
    private let hasTextTimes: Bool
    /// The type, `nil` until a value decides it.
    private(set) var type: ColumnType?
    /// Whether integers may still turn out to be doubles.
    private var isOpen: Bool
    private var builder: ColumnBuilder?
    /// The missing values before the first other one.
    private var missingCount = 0

    /// The greatest integer up to which every integer is a double.
    private static let greatestExact: UInt64 = 1 << 53

    /// Plans a column.
    ///
    /// - Parameters:
    ///   - name: Its name.
    ///   - position: Its position in the result.
    ///   - given: The type that the caller asks for.
    ///   - declared: What the table says.
    ///   - allowsMissing: Whether NULL is a value.
    init(_ name: String, at position: Int, given: ColumnType?, declared: DeclaredType, allowsMissing: Bool) {
        self.name = name
        self.position = position
        self.allowsMissing = allowsMissing
        hasTextTimes = given == nil && declared.hasTextTimes
        type = given ?? declared.type
        isOpen = type == nil
        builder = type.map { ColumnBuilder($0) }
    }

    /// The field of the column; one without any value is of texts.
    var field: Schema.Field { Schema.Field(name, type ?? .string, allowsMissing: allowsMissing) }

    /// The values so far; the types are fixed from then on.
    mutating func take() -> Column {
        if builder == nil { begin(.string) }
        let type = type ?? .string
        let column = builder?.column() ?? ColumnBuilder(type).column()
        builder = ColumnBuilder(type)
        isOpen = false
        return column
    }

    private mutating func begin(_ type: ColumnType) {
        self.type = type
        var builder = ColumnBuilder(type)
        for _ in 0..<missingCount { builder.appendMissing() }
        self.builder = builder
    }

    /// Adds the value of the current row.
    ///
    /// - Returns: The number of bytes it takes beyond those of a number.
    /// - Throws: `DataError` that names the column and the row.
    mutating func append(from statement: PreparedStatement, row: Int) throws(DataError) -> Int {
        let kind = statement.type(at: position)
        if kind == SQLITE_NULL {
            guard allowsMissing else { throw error(.missingValue, "the value is NULL where one is required", row) }
            if builder == nil { missingCount += 1 } else { builder?.appendMissing() }
            return 0
        }
        if type == nil { begin(try inferred(kind, row)) }
        if isOpen, type == .int64, kind == SQLITE_FLOAT { try becomeDouble(row) }
        return try append(kind, from: statement, row)
    }

    private func inferred(_ kind: CInt, _ row: Int) throws(DataError) -> ColumnType {
        switch kind {
        case SQLITE_INTEGER: .int64
        case SQLITE_FLOAT: .double
        case SQLITE_TEXT: .string
        default: throw error(.typeMismatch, "the value is a BLOB, which no column type holds", row)
        }
    }

    private mutating func append(
        _ kind: CInt, from statement: PreparedStatement, _ row: Int
    ) throws(DataError) -> Int {
        switch (type, kind) {
        case (.int64, SQLITE_INTEGER): builder?.append(integer: statement.integer(at: position))
        case (.timestamp, SQLITE_INTEGER) where !hasTextTimes:
            builder?.append(integer: statement.integer(at: position))
        case (.bool, SQLITE_INTEGER):
            let value = statement.integer(at: position)
            guard value == 0 || value == 1 else { throw mismatch("the integer \(value)", row) }
            builder?.append(bool: value == 1)
        case (.double, SQLITE_FLOAT): builder?.append(double: statement.double(at: position))
        case (.double, SQLITE_INTEGER):
            let value = try exact(statement.integer(at: position), row)
            builder?.append(double: value)
        case (.float, SQLITE_FLOAT), (.float, SQLITE_INTEGER):
            let value = statement.double(at: position)
            guard Float(value).isFinite || !value.isFinite else {
                throw error(.valueOutOfRange, "the number is too large for a float", row)
            }
            builder?.append(float: Float(value))
        case (.string, SQLITE_TEXT), (.double, SQLITE_TEXT), (.float, SQLITE_TEXT), (.timestamp, SQLITE_TEXT),
            (.stringList, SQLITE_TEXT):
            return try statement.withText(at: position) { text throws(DataError) in try append(text, row) }
        default: throw mismatch(Self.name(of: kind), row)
        }
        return 0
    }

    private mutating func append(_ text: UnsafeBufferPointer<UInt8>, _ row: Int) throws(DataError) -> Int {
        switch type {
        case .string:
            guard UTF8Validation.firstInvalidOffset(in: text) == nil else {
                throw error(.invalidEncoding, "the text is not UTF-8", row)
            }
            builder?.append(utf8: text)
        case .timestamp:
            guard let time = TimestampParser.timestamp(text) else {
                throw error(.typeMismatch, "the text is not a time in ISO 8601", row)
            }
            builder?.append(integer: time.microseconds)
        case .stringList:
            guard let list = try? CanonicalJSONDecoder().decode([String].self, from: Array(text)) else {
                throw error(.typeMismatch, "the text is not a JSON array of strings", row)
            }
            try builder?.append(.stringList(list))
        case .double where text.elementsEqual("NaN".utf8): builder?.append(double: .nan)
        case .float where text.elementsEqual("NaN".utf8): builder?.append(float: .nan)
        default: throw mismatch("a text", row)
        }
        return text.count
    }

    private func exact(_ integer: Int64, _ row: Int) throws(DataError) -> Double {
        guard integer.magnitude <= Self.greatestExact else {
            throw error(.valueOutOfRange, "the integer \(integer) is no double", row)
        }
        return Double(integer)
    }

    /// Turns the integers so far into doubles.
    private mutating func becomeDouble(_ row: Int) throws(DataError) {
        guard let column = builder?.column(), case .int64(let values) = column.storage else { return }
        var doubles = ColumnBuilder(.double)
        doubles.reserve(values.count)
        for (index, value) in values.enumerated() {
            if column.validity[index] { doubles.append(double: try exact(value, row)) } else { doubles.appendMissing() }
        }
        type = .double
        builder = doubles
    }

    private static func name(of kind: CInt) -> String {
        switch kind {
        case SQLITE_INTEGER: "an integer"
        case SQLITE_FLOAT: "a number"
        case SQLITE_TEXT: "a text"
        default: "a BLOB"
        }
    }

    private func mismatch(_ what: String, _ row: Int) -> DataError {
        error(.typeMismatch, "the value is \(what) in a column of type \(type?.rawValue ?? "unknown")", row)
    }

    private func error(_ code: DataError.Code, _ problem: String, _ row: Int) -> DataError {
        DataError(
            code, problem, at: "column \(TableNames.quotedForPeople(name)), row \(row)",
            remedy: code == .typeMismatch ? "Give the type of the column, or convert it in the query." : nil)
    }
}
#endif
