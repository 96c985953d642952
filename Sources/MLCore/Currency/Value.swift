/// One value of a row: a typed value, or missing.
///
/// Missing, NaN and the empty string are three different things: `.missing` says that nothing was recorded,
/// `.double(.nan)` that a computation had no result, `.string("")` that an empty text was recorded.
public enum Value: Sendable, Hashable {
    /// Nothing was recorded.
    case missing
    /// A truth value.
    case bool(Bool)
    /// A 64-bit integer.
    case int64(Int64)
    /// A 64-bit floating-point number, possibly NaN.
    case double(Double)
    /// A 32-bit floating-point number, possibly NaN.
    case float(Float)
    /// A text, possibly empty.
    case string(String)
    /// A point in time.
    case timestamp(Timestamp)
    /// A list of texts, possibly empty.
    case stringList([String])

    /// The type, or `nil` for `.missing`, which fits every type.
    public var type: ColumnType? {
        switch self {
        case .missing: nil
        case .bool: .bool
        case .int64: .int64
        case .double: .double
        case .float: .float
        case .string: .string
        case .timestamp: .timestamp
        case .stringList: .stringList
        }
    }

    /// Whether the value is missing, which NaN and the empty string are not.
    public var isMissing: Bool { self == .missing }

    /// The value as a number: integers, floating-point numbers and truth values (0 or 1); `nil` for everything else.
    ///
    /// Integers beyond 2⁵³ are rounded to the nearest double.
    public var number: Double? {
        switch self {
        case .bool(let flag): flag ? 1 : 0
        case .int64(let integer): Double(integer)
        case .double(let double): double
        case .float(let float): Double(float)
        case .missing, .string, .timestamp, .stringList: nil
        }
    }
}

extension Value: CustomStringConvertible {
    /// The value for people; `missing` for a missing value, texts without quotes.
    public var description: String {
        switch self {
        case .missing: "missing"
        case .bool(let flag): "\(flag)"
        case .int64(let integer): "\(integer)"
        case .double(let double): "\(double)"
        case .float(let float): "\(float)"
        case .string(let text): text
        case .timestamp(let time): time.description
        case .stringList(let list): "[" + list.joined(separator: ", ") + "]"
        }
    }
}
