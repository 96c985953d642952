import MLCore

/// What the fields of a column without a given type are, from the narrowest kind to the widest.
enum FieldKind: Sendable {
    /// Nothing is known: all values so far are missing.
    case unknown
    case bool
    case integer
    case number
    case time
    case text

    /// The kind that holds values of both.
    func joined(_ other: FieldKind) -> FieldKind {
        switch (self, other) {
        case (.unknown, let kind), (let kind, .unknown): kind
        case (.integer, .number), (.number, .integer): .number
        default: self == other ? self : .text
        }
    }

    /// The kind of a single text.
    init(of text: UnsafeBufferPointer<UInt8>) {
        if CSVText.bool(text) != nil {
            self = .bool
        } else if CSVText.isIntegerThatIsNoNumber(text) {
            self = .text
        } else if NumberParser.int64(text) != nil {
            self = .integer
        } else if Self.isNumber(text) {
            self = .number
        } else {
            self = TimestampParser.timestamp(text) == nil ? .text : .time
        }
    }

    /// Whether a text is a number, be it too large or a word for NaN or infinity.
    private static func isNumber(_ text: UnsafeBufferPointer<UInt8>) -> Bool {
        NumberParser.double(text) != nil || CSVText.isNonFiniteWord(text) || CSVText.isDecimal(text)
    }

    var isNumeric: Bool { self == .integer || self == .number }

    /// The type of a column of this kind.
    var type: ColumnType {
        switch self {
        case .bool: .bool
        case .integer: .int64
        case .number: .double
        case .time: .timestamp
        case .unknown, .text: .string
        }
    }
}
