/// The physical type of a column, a field of a row, or an input of a model.
public enum ColumnType: String, Sendable, Hashable, Codable, CaseIterable {
    /// True or false.
    case bool
    /// 64-bit signed integers.
    case int64
    /// 64-bit floating point (IEEE 754 binary64).
    case double
    /// 32-bit floating point (IEEE 754 binary32).
    case float
    /// Unicode text.
    case string
    /// Microseconds since the Unix epoch, UTC.
    case timestamp
    /// Lists of text.
    case stringList

    /// Whether values are numbers.
    public var isNumeric: Bool {
        switch self {
        case .int64, .double, .float: true
        case .bool, .string, .timestamp, .stringList: false
        }
    }
}
