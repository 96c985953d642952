public import MLCore

/// The name of a column together with the Swift type of its values.
///
/// Declared once, a key gives typed access to a column everywhere; a wrong name or type is an error that lists what the
/// frame has.
///
/// ```swift
/// let year = ColumnKey<Int64>("year")
/// let years = try frame.values(of: year)  // [Int64?]
/// ```
public struct ColumnKey<Element: ColumnElement>: Sendable, Hashable {
    /// The name of the column.
    public let name: String

    /// Creates a key.
    ///
    /// - Parameter name: The name of the column.
    public init(_ name: String) { self.name = name }

    /// The physical type of the column.
    public var type: ColumnType { Element.columnType }
}
