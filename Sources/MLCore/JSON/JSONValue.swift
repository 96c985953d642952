/// A JSON text as a value.
///
/// Numbers without fraction and exponent are ``integer(_:)`` and exact; all others are ``number(_:)``. The two are
/// different values even where they are numerically equal: `1` is not `1.0`. Use ``doubleValue`` to read either.
public enum JSONValue: Sendable, Hashable {
    /// `null`
    case null
    /// `true` or `false`.
    case bool(Bool)
    /// An integer in 64 bits.
    case integer(Int64)
    /// A number with a fraction or an exponent, and negative zero. It must be finite to be written.
    case number(Double)
    /// A string.
    case string(String)
    /// An array.
    case array([JSONValue])
    /// An object.
    case object(JSONObject)
}

extension JSONValue {
    /// The truth value, or `nil` when this is none.
    public var boolValue: Bool? { if case .bool(let value) = self { value } else { nil } }

    /// The integer, or `nil` when this is none.
    public var integerValue: Int64? { if case .integer(let value) = self { value } else { nil } }

    /// The number, or `nil` when this is none or an integer that no double represents exactly.
    public var doubleValue: Double? {
        switch self {
        case .number(let value): value
        case .integer(let value): Double(exactly: value)
        default: nil
        }
    }

    /// The string, or `nil` when this is none.
    public var stringValue: String? { if case .string(let value) = self { value } else { nil } }

    /// The elements, or `nil` when this is no array.
    public var arrayValue: [JSONValue]? { if case .array(let value) = self { value } else { nil } }

    /// The object, or `nil` when this is none.
    public var objectValue: JSONObject? { if case .object(let value) = self { value } else { nil } }

    /// Whether this is `null`.
    public var isNull: Bool { if case .null = self { true } else { false } }

    /// The value of a key, or `nil` when this is no object or has no such key.
    public subscript(key: String) -> JSONValue? { if case .object(let value) = self { value[key] } else { nil } }
}

extension JSONValue: ExpressibleByNilLiteral, ExpressibleByBooleanLiteral, ExpressibleByIntegerLiteral {
    /// Creates `null`.
    public init(nilLiteral: ()) { self = .null }

    /// Creates a truth value.
    public init(booleanLiteral value: Bool) { self = .bool(value) }

    /// Creates an integer.
    public init(integerLiteral value: Int64) { self = .integer(value) }
}

extension JSONValue: ExpressibleByFloatLiteral, ExpressibleByStringLiteral {
    /// Creates a number.
    public init(floatLiteral value: Double) { self = .number(value) }

    /// Creates a string.
    public init(stringLiteral value: String) { self = .string(value) }
}

extension JSONValue: ExpressibleByArrayLiteral, ExpressibleByDictionaryLiteral {
    /// Creates an array.
    public init(arrayLiteral elements: JSONValue...) { self = .array(elements) }

    /// Creates an object; of members with the same key, the last one counts.
    public init(dictionaryLiteral members: (String, JSONValue)...) {
        var object = JSONObject()
        for (key, value) in members { object[key] = value }
        self = .object(object)
    }
}
