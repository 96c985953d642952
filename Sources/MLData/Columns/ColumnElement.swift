public import MLCore

/// A Swift type whose values a ``Column`` can hold.
///
/// The conforming types are `Bool`, `Int64`, `Double`, `Float`, `String`, `Timestamp` and `[String]`.
public protocol ColumnElement: Sendable, Hashable {
    /// The physical type of columns of this element.
    static var columnType: ColumnType { get }

    /// The element as a dynamically typed value.
    var columnValue: Value { get }

    /// The values of a column, or `nil` when the column has another type.
    static func values(of column: Column) -> [Self?]?
}

extension Bool: ColumnElement {
    /// Truth values are stored in columns of type `bool`.
    public static var columnType: ColumnType { .bool }

    /// The truth value as a `Value`.
    public var columnValue: Value { .bool(self) }

    /// The values of a column of truth values.
    public static func values(of column: Column) -> [Bool?]? {
        guard case .bool(let values) = column.storage else { return nil }
        return values.masked(by: column.validity)
    }
}

extension Int64: ColumnElement {
    /// Integers are stored in columns of type `int64`.
    public static var columnType: ColumnType { .int64 }

    /// The integer as a `Value`.
    public var columnValue: Value { .int64(self) }

    /// The values of a column of integers.
    public static func values(of column: Column) -> [Int64?]? {
        guard case .int64(let values) = column.storage else { return nil }
        return values.masked(by: column.validity)
    }
}

extension Double: ColumnElement {
    /// Doubles are stored in columns of type `double`.
    public static var columnType: ColumnType { .double }

    /// The number as a `Value`.
    public var columnValue: Value { .double(self) }

    /// The values of a column of doubles.
    public static func values(of column: Column) -> [Double?]? {
        guard case .double(let values) = column.storage else { return nil }
        return values.masked(by: column.validity)
    }
}

extension Float: ColumnElement {
    /// Floats are stored in columns of type `float`.
    public static var columnType: ColumnType { .float }

    /// The number as a `Value`.
    public var columnValue: Value { .float(self) }

    /// The values of a column of floats.
    public static func values(of column: Column) -> [Float?]? {
        guard case .float(let values) = column.storage else { return nil }
        return values.masked(by: column.validity)
    }
}

extension String: ColumnElement {
    /// Texts are stored in columns of type `string`.
    public static var columnType: ColumnType { .string }

    /// The text as a `Value`.
    public var columnValue: Value { .string(self) }

    /// The values of a column of texts.
    public static func values(of column: Column) -> [String?]? {
        if case .categories(let texts) = column.content {
            let strings = texts.categories.strings
            return texts.codes.map { $0 < 0 ? nil : strings[Int($0)] }
        }
        guard case .string(let texts) = column.storage else { return nil }
        return texts.strings.masked(by: column.validity)
    }
}

extension Timestamp: ColumnElement {
    /// Times are stored in columns of type `timestamp`.
    public static var columnType: ColumnType { .timestamp }

    /// The time as a `Value`.
    public var columnValue: Value { .timestamp(self) }

    /// The values of a column of times.
    public static func values(of column: Column) -> [Timestamp?]? {
        guard case .timestamp(let values) = column.storage else { return nil }
        return values.map(Timestamp.init(microseconds:)).masked(by: column.validity)
    }
}

extension [String]: ColumnElement {
    /// Lists of texts are stored in columns of type `stringList`.
    public static var columnType: ColumnType { .stringList }

    /// The list as a `Value`.
    public var columnValue: Value { .stringList(self) }

    /// The values of a column of lists.
    public static func values(of column: Column) -> [[String]?]? {
        guard case .stringList(let lists) = column.storage else { return nil }
        return (0..<lists.count).map(lists.list(at:)).masked(by: column.validity)
    }
}

extension Array {
    /// The elements, with `nil` where the bitmap says that a value is missing.
    fileprivate func masked(by validity: ValidityBitmap) -> [Element?] {
        guard validity.hasMissing else { return map(Optional.some) }
        return indices.map { validity[$0] ? self[$0] : nil }
    }
}
