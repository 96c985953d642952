extension SlicePredicate: Codable {
    private enum CodingKeys: String, CodingKey {
        case all, equals, isIn, inRange, contains, isMissing, and, or, not
    }

    private struct Comparison: Codable {
        var column: String
        var value: Value?
        var values: [Value]?
        var text: String?
        var lower: Double?
        var upper: Double?
    }

    /// Decodes an object with one operator as its key.
    ///
    /// - Throws: `DecodingError` for an unknown operator, for missing parts, or for nesting beyond ``maximumDepth``.
    public init(from decoder: any Decoder) throws {
        func malformed(_ text: String) -> DecodingError {
            .dataCorrupted(.init(codingPath: decoder.codingPath, debugDescription: text))
        }
        guard decoder.codingPath.count <= 4 * Self.maximumDepth else {
            throw malformed("the predicate is nested too deep")
        }
        let container = try decoder.container(keyedBy: CodingKeys.self)
        guard container.allKeys.count == 1, let key = container.allKeys.first else {
            throw malformed("a slice predicate needs exactly one operator")
        }
        switch key {
        case .all: self = .all
        case .and: self = .and(try container.decode([SlicePredicate].self, forKey: key))
        case .or: self = .or(try container.decode([SlicePredicate].self, forKey: key))
        case .not: self = .not(try container.decode(SlicePredicate.self, forKey: key))
        case .equals, .isIn, .inRange, .contains, .isMissing:
            let comparison = try container.decode(Comparison.self, forKey: key)
            switch (key, comparison.value, comparison.values, comparison.text) {
            case (.equals, let value?, nil, nil): self = .equals(column: comparison.column, value)
            case (.isIn, nil, let values?, nil): self = .isIn(column: comparison.column, values)
            case (.contains, nil, nil, let text?): self = .contains(column: comparison.column, text)
            case (.isMissing, nil, nil, nil): self = .isMissing(column: comparison.column)
            case (.inRange, nil, nil, nil):
                self = .inRange(column: comparison.column, lower: comparison.lower, upper: comparison.upper)
            default: throw malformed("the operator \(key.rawValue) has other operands")
            }
        }
    }

    /// Encodes an object with the operator as its key.
    ///
    /// - Throws: What the encoder throws.
    public func encode(to encoder: any Encoder) throws {
        var container = encoder.container(keyedBy: CodingKeys.self)
        switch self {
        case .all: try container.encode(true, forKey: .all)
        case .equals(let column, let value):
            try container.encode(Comparison(column: column, value: value), forKey: .equals)
        case .isIn(let column, let values):
            try container.encode(Comparison(column: column, values: values), forKey: .isIn)
        case .inRange(let column, let lower, let upper):
            try container.encode(Comparison(column: column, lower: lower, upper: upper), forKey: .inRange)
        case .contains(let column, let text):
            try container.encode(Comparison(column: column, text: text), forKey: .contains)
        case .isMissing(let column): try container.encode(Comparison(column: column), forKey: .isMissing)
        case .and(let parts): try container.encode(parts, forKey: .and)
        case .or(let parts): try container.encode(parts, forKey: .or)
        case .not(let part): try container.encode(part, forKey: .not)
        }
    }
}
