public import MLCore

/// Collects rows and chunks of rows and makes a ``DataFrame`` of them.
///
/// Appending takes time for the rows that are added, not for those that are there, except for the first time after
/// ``frame()``, whose result shares the memory until then.
///
/// ```swift
/// var builder = DataFrameBuilder(schema)
/// for try await chunk in chunks { try builder.append(chunk) }
/// let frame = builder.frame()
/// ```
public struct DataFrameBuilder: Sendable {
    /// The columns.
    public private(set) var schema: Schema
    private var builders: [ColumnBuilder]
    /// The number of rows so far.
    public private(set) var rowCount = 0

    /// Creates an empty builder.
    ///
    /// - Parameter schema: The columns.
    public init(_ schema: Schema) {
        self.schema = schema
        builders = schema.fields.map { ColumnBuilder($0.type) }
    }

    /// The frame of the rows so far.
    public func frame() -> DataFrame {
        DataFrame(unchecked: builders.map { $0.column() }, schema: schema, rowCount: rowCount)
    }

    /// Adds a row.
    ///
    /// - Parameter values: One value for each column, in order.
    /// - Throws: ``DataError`` with code `lengthMismatch`, `typeMismatch` or `missingValue`; nothing is added then.
    public mutating func append(_ values: [Value]) throws(DataError) {
        guard values.count == schema.fields.count else {
            throw DataError(
                .lengthMismatch, "\(values.count) values for \(schema.fields.count) columns", at: "row \(rowCount)")
        }
        for (field, value) in zip(schema.fields, values) {
            guard let type = value.type else {
                guard field.allowsMissing else {
                    throw DataError(
                        .missingValue, "a value is missing", at: "row \(rowCount), column \"\(field.name)\"")
                }
                continue
            }
            guard type == field.type else {
                throw DataError(
                    .typeMismatch, "a value has type \(type.rawValue)", at: "row \(rowCount), column \"\(field.name)\"",
                    remedy: "Give a value of type \(field.type.rawValue).")
            }
        }
        for position in values.indices { try builders[position].append(values[position]) }
        rowCount += 1
    }

    /// Adds the rows of a frame with the same column names and types, in any order.
    ///
    /// A column allows missing values from then on when it does so in the frame.
    ///
    /// - Parameter frame: The rows to add.
    /// - Throws: ``DataError`` with code `unknownColumn`, `lengthMismatch` or `typeMismatch`; nothing is added then.
    public mutating func append(_ frame: DataFrame) throws(DataError) {
        guard frame.columns.count == builders.count else {
            throw DataError(
                .lengthMismatch, "\(frame.columns.count) columns cannot follow \(builders.count)", at: "data frame",
                remedy: "Select the same columns of both.")
        }
        var positions: [Int] = []
        for field in schema.fields {
            let position = try frame.position(of: field.name)
            guard frame.columns[position].type == field.type else {
                throw DataError(
                    .typeMismatch,
                    "a column of type \(frame.columns[position].type.rawValue) cannot follow one of type "
                        + field.type.rawValue, at: "column \"\(field.name)\"")
            }
            positions.append(position)
        }
        let (total, overflow) = rowCount.addingReportingOverflow(frame.rowCount)
        guard !overflow else { throw DataError(.limitExceeded, "more rows than can be counted", at: "data frame") }
        var fields = schema.fields
        for (index, position) in positions.enumerated() {
            builders[index].append(contentsOf: frame.columns[position])
            if frame.schema.fields[position].allowsMissing, !fields[index].allowsMissing {
                fields[index] = Schema.Field(fields[index].name, fields[index].type, allowsMissing: true)
            }
        }
        if fields != schema.fields { schema = try DataFrame.schema(fields) }
        rowCount = total
    }
}
