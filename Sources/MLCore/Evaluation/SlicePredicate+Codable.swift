extension SlicePredicate: Codable {
    private enum CodingKeys: String, CodingKey {
        case all, equals, isIn, inRange, contains, isMissing, and, or, not
    }

    /// The operands of a comparison.
    ///
    /// A `value` that is there and `null` is the missing value.
    private enum OperandKeys: String, CodingKey {
        case column, value, values, text, lower, upper
    }

    /// Decodes an object with one operator as its key.
    ///
    /// - Throws: `DecodingError` for an unknown operator, for missing or other operands, or for nesting beyond
    ///   ``maximumDepth``.
    public init(from decoder: any Decoder) throws {
        func malformed(_ text: String) -> DecodingError {
            .dataCorrupted(.init(codingPath: decoder.codingPath, debugDescription: text))
        }
        // Bounds the recursion; a level takes up to two keys, and the predicate may itself be within a document.
        guard decoder.codingPath.count <= 4 * Self.maximumDepth else {
            throw malformed("the predicate is nested too deep")
        }
        let container = try decoder.container(keyedBy: CodingKeys.self)
        guard container.allKeys.count == 1, let key = container.allKeys.first else {
            throw malformed("a slice predicate needs exactly one operator")
        }
        func operands(_ allowed: Set<OperandKeys>) throws -> (KeyedDecodingContainer<OperandKeys>, column: String) {
            let operands = try container.nestedContainer(keyedBy: OperandKeys.self, forKey: key)
            guard allowed.union([.column]).isSuperset(of: operands.allKeys) else {
                throw malformed("the operator \(key.rawValue) has other operands")
            }
            return (operands, try operands.decode(String.self, forKey: .column))
        }
        switch key {
        case .all:
            guard try container.decode(Bool.self, forKey: key) else { throw malformed("the operator all is true") }
            self = .all
        case .and: self = .and(try container.decode([SlicePredicate].self, forKey: key))
        case .or: self = .or(try container.decode([SlicePredicate].self, forKey: key))
        case .not: self = .not(try container.decode(SlicePredicate.self, forKey: key))
        case .equals:
            let (operands, column) = try operands([.value])
            self = .equals(column: column, try operands.decode(Value.self, forKey: .value))
        case .isIn:
            let (operands, column) = try operands([.values])
            self = .isIn(column: column, try operands.decode([Value].self, forKey: .values))
        case .inRange:
            let (operands, column) = try operands([.lower, .upper])
            self = .inRange(
                column: column,
                lower: try operands.decodeIfPresent(ExtendedReal<Double>.self, forKey: .lower)?.wrappedValue,
                upper: try operands.decodeIfPresent(ExtendedReal<Double>.self, forKey: .upper)?.wrappedValue)
        case .contains:
            let (operands, column) = try operands([.text])
            self = .contains(column: column, try operands.decode(String.self, forKey: .text))
        case .isMissing: self = .isMissing(column: try operands([]).column)
        }
        guard (try? columns()) != nil else { throw malformed("the predicate is nested too deep") }
    }

    /// Encodes an object with the operator as its key.
    ///
    /// - Throws: `EncodingError` for nesting beyond ``maximumDepth``, or what the encoder throws.
    public func encode(to encoder: any Encoder) throws {
        guard (try? columns()) != nil else {
            throw EncodingError.invalidValue(
                self, .init(codingPath: encoder.codingPath, debugDescription: "the predicate is nested too deep"))
        }
        var container = encoder.container(keyedBy: CodingKeys.self)
        func operands(_ key: CodingKeys, _ column: String) throws -> KeyedEncodingContainer<OperandKeys> {
            var operands = container.nestedContainer(keyedBy: OperandKeys.self, forKey: key)
            try operands.encode(column, forKey: .column)
            return operands
        }
        switch self {
        case .all: try container.encode(true, forKey: .all)
        case .equals(let column, let value):
            var operands = try operands(.equals, column)
            try operands.encode(value, forKey: .value)
        case .isIn(let column, let values):
            var operands = try operands(.isIn, column)
            try operands.encode(values, forKey: .values)
        case .inRange(let column, let lower, let upper):
            var operands = try operands(.inRange, column)
            try operands.encodeIfPresent(lower.map { ExtendedReal(wrappedValue: $0) }, forKey: .lower)
            try operands.encodeIfPresent(upper.map { ExtendedReal(wrappedValue: $0) }, forKey: .upper)
        case .contains(let column, let text):
            var operands = try operands(.contains, column)
            try operands.encode(text, forKey: .text)
        case .isMissing(let column): _ = try operands(.isMissing, column)
        case .and(let parts): try container.encode(parts, forKey: .and)
        case .or(let parts): try container.encode(parts, forKey: .or)
        case .not(let part): try container.encode(part, forKey: .not)
        }
    }
}
