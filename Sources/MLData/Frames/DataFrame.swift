public import MLCore

/// A table: named columns of equal length under a `Schema`.
///
/// A frame is an immutable value; copies share their columns. Every operation that changes rows or columns gives a new
/// frame. Columns hold typed arrays, so reading one value as a `Value` is for printing and tests; loops read whole
/// columns by ``ColumnKey``.
///
/// ```swift
/// let frame = try DataFrame([("title", Column(present: ["Up", "Ran"])), ("year", Column([2009, nil as Int64?]))])
/// let recent = try frame.filtered(by: .inRange(column: "year", lower: 2000, upper: nil))
/// ```
public struct DataFrame: Sendable, Hashable {
    /// The names and types of the columns, and whether values may be missing.
    public let schema: Schema
    /// The columns, in the order of the schema.
    public let columns: [Column]
    /// The number of rows.
    public let rowCount: Int

    /// Creates a frame from parts that fit together.
    ///
    /// - Precondition: Types follow the schema and every column has `rowCount` rows.
    package init(unchecked columns: [Column], schema: Schema, rowCount: Int) {
        self.schema = schema
        self.columns = columns
        self.rowCount = rowCount
    }

    /// Creates a frame whose columns may all hold missing values.
    ///
    /// - Parameter columns: Names and columns, in order; may be empty.
    /// - Throws: ``DataError`` with code `duplicateColumn` or `lengthMismatch`.
    public init(_ columns: [(name: String, column: Column)]) throws(DataError) {
        let fields = columns.map { Schema.Field($0.name, $0.column.type, allowsMissing: true) }
        try self.init(columns: columns.map(\.column), schema: Self.schema(fields))
    }

    /// Creates a frame from columns under a schema.
    ///
    /// - Parameters:
    ///   - columns: One column for each field, in order.
    ///   - schema: The schema.
    /// - Throws: ``DataError`` with code `lengthMismatch`, `typeMismatch`, or `missingValue` when a column holds missing
    ///   values that its field does not allow.
    public init(columns: [Column], schema: Schema) throws(DataError) {
        guard columns.count == schema.fields.count else {
            throw DataError(
                .lengthMismatch, "\(columns.count) columns for \(schema.fields.count) fields", at: "data frame")
        }
        let rowCount = columns.first?.count ?? 0
        for (column, field) in zip(columns, schema.fields) {
            guard column.count == rowCount else {
                throw DataError(
                    .lengthMismatch, "\(column.count) values where the first column has \(rowCount)",
                    at: "column \"\(field.name)\"")
            }
            guard column.type == field.type else {
                throw DataError(
                    .typeMismatch, "the column has type \(column.type.rawValue)", at: "column \"\(field.name)\"",
                    remedy: "The schema asks for \(field.type.rawValue).")
            }
            guard field.allowsMissing || column.missingCount == 0 else {
                throw DataError(
                    .missingValue, "\(column.missingCount) values are missing", at: "column \"\(field.name)\"",
                    remedy: "Fill or remove them, or let the schema allow missing values.")
            }
        }
        self.init(unchecked: columns, schema: schema, rowCount: rowCount)
    }

    /// The names of the columns, in order.
    public var columnNames: [String] { schema.names }

    /// The schema of fields, with the error of this module for repeated names.
    static func schema(_ fields: [Schema.Field]) throws(DataError) -> Schema {
        do {
            return try Schema(fields)
        } catch {
            throw DataError(
                .duplicateColumn, error.details.problem, at: "data frame", remedy: "Rename one of them.", cause: error)
        }
    }

    /// Throws unless every position is a row.
    static func check(_ positions: [Int], rowCount: Int) throws(DataError) {
        for position in positions where position < 0 || position >= rowCount {
            throw DataError(.invalidArgument, "row \(position) of \(rowCount)", at: "data frame")
        }
    }
}
