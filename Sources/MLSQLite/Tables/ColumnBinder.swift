#if SQLiteStore
import MLCore
import MLData

/// Binds the values of one column of a frame, row by row.
struct ColumnBinder {
    private let column: Column
    private let name: String
    private let parameter: Int
    private let hasTextTimes: Bool
    private let encodesNaN: Bool

    init(_ column: Column, name: String, parameter: Int, hasTextTimes: Bool, encodesNaN: Bool) {
        self.column = column.decoded()
        self.name = name
        self.parameter = parameter
        self.hasTextTimes = hasTextTimes
        self.encodesNaN = encodesNaN
    }

    /// Binds the value of a row.
    ///
    /// - Throws: `DataError` with code `valueOutOfRange`; ``SQLiteError``.
    func bind(_ row: Int, to statement: PreparedStatement) throws {
        guard column.validity[row] else { return try statement.bindNull(at: parameter) }
        switch column.storage {
        case .bool(let values): try statement.bind(Int64(values[row] ? 1 : 0), at: parameter)
        case .int64(let values): try statement.bind(values[row], at: parameter)
        case .double(let values): try bind(values[row], row, to: statement)
        case .float(let values): try bind(Double(values[row]), row, to: statement)
        case .string(let texts):
            try texts.withUTF8(at: row) { text throws(SQLiteError) in try statement.bind(utf8: text, at: parameter) }
        case .timestamp(let values):
            if hasTextTimes {
                try statement.bind(text: TimestampParser.text(values[row], row: row), at: parameter)
            } else {
                try statement.bind(values[row], at: parameter)
            }
        case .stringList(let lists):
            let bytes = try CanonicalJSONEncoder().encode(lists.list(at: row))
            try bytes.withUnsafeBufferPointer { text throws(SQLiteError) in
                try statement.bind(utf8: text, at: parameter)
            }
        }
    }

    private func bind(_ number: Double, _ row: Int, to statement: PreparedStatement) throws {
        guard number.isNaN else { return try statement.bind(number, at: parameter) }
        guard encodesNaN else {
            throw DataError(
                .valueOutOfRange, "SQLite has no NaN", at: "column \(TableNames.quotedForPeople(name)), row \(row)",
                remedy: "Replace it, make it missing, or write NaN as text.")
        }
        try statement.bind(text: "NaN", at: parameter)
    }
}
#endif
