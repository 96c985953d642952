public import MLCore

/// One row of a frame, read without a copy: values are looked up when they are asked for.
///
/// ```swift
/// for row in frame.rows where try row[year] ?? 0 > 1999 { print(try row[title] ?? "untitled") }
/// ```
public struct RowView: Sendable {
    /// The frame.
    public let frame: DataFrame
    /// The row, counted from 0.
    public let index: Int

    /// The value of a column, or `nil` when it is missing.
    ///
    /// - Parameter key: The column.
    /// - Throws: ``DataError`` with code `unknownColumn` or `typeMismatch`.
    public subscript<Element>(key: ColumnKey<Element>) -> Element? {
        get throws(DataError) { Element.element(try frame.column(key).value(at: index)) }
    }

    /// The value of a column, or `.missing`.
    ///
    /// - Parameter name: The name of the column.
    /// - Throws: ``DataError`` with code `unknownColumn`.
    public subscript(name: String) -> Value {
        get throws(DataError) { try frame.column(name).value(at: index) }
    }

    /// The row as a value of its own.
    ///
    /// - Throws: ``DataError`` with code `missingValue` when the schema does not allow a value to be missing.
    public func row() throws(DataError) -> Row { try frame.row(index) }
}

/// The rows of a frame, one after the other.
public struct RowViews: Sendable, RandomAccessCollection {
    /// The frame.
    public let frame: DataFrame

    /// The first row: 0.
    public var startIndex: Int { 0 }
    /// The number of rows.
    public var endIndex: Int { frame.rowCount }

    /// A row.
    ///
    /// - Precondition: `position` is a row of the frame.
    public subscript(position: Int) -> RowView { RowView(frame: frame, index: position) }
}

extension DataFrame {
    /// The rows as views, for loops that look at some values of each.
    ///
    /// Loops over one column read it as an array, by ``values(of:)``, which is much faster.
    public var rows: RowViews { RowViews(frame: self) }
}

extension ColumnElement {
    /// The element that a value holds, or `nil` for a missing value and one of another type.
    static func element(_ value: Value) -> Self? {
        switch value {
        case .missing: nil
        case .bool(let value): value as? Self
        case .int64(let value): value as? Self
        case .double(let value): value as? Self
        case .float(let value): value as? Self
        case .string(let value): value as? Self
        case .timestamp(let value): value as? Self
        case .stringList(let value): value as? Self
        }
    }
}
