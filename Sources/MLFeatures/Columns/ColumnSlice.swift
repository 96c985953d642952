public import MLCore
public import MLData

/// What a column transformer reads: the values of one column in some rows of a frame, or the one value of a request.
///
/// Both are read through the same loops, so a transformer has one kernel for both.
public struct ColumnSlice: Sendable {
    /// Where the values are.
    package enum Source: Sendable {
        case rows(Column, Range<Int>)
        case value(Value)
    }

    /// The name of the column, for errors.
    public let name: String
    /// Where the values are.
    package let source: Source

    /// Creates a slice of all rows of a column.
    public init(_ column: Column, name: String) {
        self.init(column, rows: 0..<column.count, name: name)
    }

    /// Creates a slice of one value.
    public init(_ value: Value, name: String) {
        self.name = name
        source = .value(value)
    }

    /// Creates a slice of some rows of a column.
    ///
    /// - Precondition: The rows are rows of the column.
    package init(_ column: Column, rows: Range<Int>, name: String) {
        self.name = name
        source = .rows(column, rows)
    }

    /// The number of values, missing ones included.
    public var count: Int {
        switch source {
        case .rows(_, let rows): rows.count
        case .value: 1
        }
    }

    /// The type of the values, or `nil` for one missing value, which fits every type.
    public var type: ColumnType? {
        switch source {
        case .rows(let column, _): column.type
        case .value(let value): value.type
        }
    }

    /// The values in order; for transformers that are not in a hurry.
    public var values: [Value] {
        switch source {
        case .rows(let column, let rows): rows.map(column.uncheckedValue(at:))
        case .value(let value): [value]
        }
    }

    /// Where a value is, for errors.
    ///
    /// - Parameter index: The position of the value in this slice, counted from 0.
    /// - Returns: The name of the column and, for values of a table, the row.
    public func place(of index: Int) -> String {
        switch source {
        case .rows(_, let rows): "column \"\(name)\", row \(rows.lowerBound + index)"
        case .value: "column \"\(name)\""
        }
    }

    /// The error for values of another type than a transformer takes.
    func typeMismatch(accepted: [ColumnType]) -> FeatureError {
        FeatureError(
            .typeMismatch, "the values have type \(type?.rawValue ?? "missing")", at: "column \"\(name)\"",
            remedy: "Taken are: \(accepted.map(\.rawValue).joined(separator: ", ")).")
    }
}
