import MLCore

/// The stored form of an expectation is flat, so that people can write it: the rule by name, its operands, and `mostly`
/// where it is not 1.
///
/// ```json
/// {"rule": "inRange", "column": "year", "lower": 1900.0, "upper": 2030.0, "mostly": 0.99}
/// ```
extension DataExpectation: Codable {
    /// Decodes an object whose `rule` says which other keys it has.
    ///
    /// Minimums may be left out and are 0 then; bounds and maximums may be left out and are none.
    ///
    /// - Throws: `DecodingError` for an unknown rule, with the rules there are, and for absent or unknown keys.
    public init(from decoder: any Decoder) throws {
        let operands = try ExpectationOperands(decoder)
        let rule: Rule
        switch operands.rule {
        case .notMissing: rule = .notMissing(column: try operands.column)
        case .unique: rule = .unique(column: try operands.column)
        case .listNotEmpty: rule = .listNotEmpty(column: try operands.column)
        case .inRange:
            rule = .inRange(
                column: try operands.column, lower: try operands.number("lower"), upper: try operands.number("upper"))
        case .inSet:
            rule = .inSet(
                column: try operands.column, values: try operands.required([SetValue].self, "values").map(\.value))
        case .listElementsInSet:
            rule = .listElementsInSet(
                column: try operands.column, values: try operands.required([String].self, "values"))
        case .lengthBetween:
            rule = .lengthBetween(
                column: try operands.column, minimum: try operands.count("minimum") ?? 0,
                maximum: try operands.count("maximum"))
        case .wordCountBetween:
            rule = .wordCountBetween(
                column: try operands.column, minimum: try operands.count("minimum") ?? 0,
                maximum: try operands.count("maximum"))
        case .rowCountBetween:
            rule = .rowCountBetween(
                minimum: try operands.count("minimum") ?? 0, maximum: try operands.count("maximum"))
        case .matches: rule = .matches(try operands.required(SlicePredicate.self, "where"))
        case .typeIs:
            rule = .typeIs(column: try operands.column, type: try operands.required(ColumnType.self, "type"))
        case .columnsExist: rule = .columnsExist(try operands.required([String].self, "columns"))
        }
        self.init(rule, mostly: try operands.number("mostly") ?? 1)
    }

    /// Encodes an object with the rule and its operands.
    ///
    /// - Throws: What the encoder throws.
    public func encode(to encoder: any Encoder) throws {
        var container = encoder.container(keyedBy: ExpectationKey.self)
        func encode(_ name: RuleName, column: String? = nil) throws {
            try container.encode(name, forKey: "rule")
            try container.encodeIfPresent(column, forKey: "column")
        }
        func encode(minimum: Int, maximum: Int?) throws {
            try container.encode(minimum, forKey: "minimum")
            try container.encodeIfPresent(maximum, forKey: "maximum")
        }
        switch rule {
        case .notMissing(let column): try encode(.notMissing, column: column)
        case .unique(let column): try encode(.unique, column: column)
        case .listNotEmpty(let column): try encode(.listNotEmpty, column: column)
        case .inRange(let column, let lower, let upper):
            try encode(.inRange, column: column)
            try container.encodeIfPresent(lower.map { ExtendedReal(wrappedValue: $0) }, forKey: "lower")
            try container.encodeIfPresent(upper.map { ExtendedReal(wrappedValue: $0) }, forKey: "upper")
        case .inSet(let column, let values):
            try encode(.inSet, column: column)
            try container.encode(values.map(SetValue.init), forKey: "values")
        case .listElementsInSet(let column, let values):
            try encode(.listElementsInSet, column: column)
            try container.encode(values, forKey: "values")
        case .lengthBetween(let column, let minimum, let maximum):
            try encode(.lengthBetween, column: column)
            try encode(minimum: minimum, maximum: maximum)
        case .wordCountBetween(let column, let minimum, let maximum):
            try encode(.wordCountBetween, column: column)
            try encode(minimum: minimum, maximum: maximum)
        case .rowCountBetween(let minimum, let maximum):
            try encode(.rowCountBetween)
            try encode(minimum: minimum, maximum: maximum)
        case .matches(let predicate):
            try encode(.matches)
            try container.encode(predicate, forKey: "where")
        case .typeIs(let column, let type):
            try encode(.typeIs, column: column)
            try container.encode(type, forKey: "type")
        case .columnsExist(let names):
            try encode(.columnsExist)
            try container.encode(names, forKey: "columns")
        }
        if mostly != 1 { try container.encode(ExtendedReal(wrappedValue: mostly), forKey: "mostly") }
    }
}

/// The rules by the names they are stored under.
private enum RuleName: String, Codable, CaseIterable {
    case notMissing, inRange, inSet, lengthBetween, wordCountBetween, matches, unique, listElementsInSet, listNotEmpty,
        typeIs, rowCountBetween, columnsExist

    /// The operands of the rule, besides `mostly`.
    var operands: Set<String> {
        switch self {
        case .notMissing, .unique, .listNotEmpty: ["column"]
        case .inRange: ["column", "lower", "upper"]
        case .inSet, .listElementsInSet: ["column", "values"]
        case .lengthBetween, .wordCountBetween: ["column", "minimum", "maximum"]
        case .rowCountBetween: ["minimum", "maximum"]
        case .matches: ["where"]
        case .typeIs: ["column", "type"]
        case .columnsExist: ["columns"]
        }
    }
}

private struct ExpectationKey: CodingKey, ExpressibleByStringLiteral {
    let stringValue: String
    var intValue: Int? { nil }

    init(stringValue: String) { self.stringValue = stringValue }
    init(stringLiteral value: String) { stringValue = value }
    init?(intValue: Int) { nil }
}

/// The keys of a stored expectation, checked against its rule.
private struct ExpectationOperands {
    let rule: RuleName
    private let container: KeyedDecodingContainer<ExpectationKey>

    init(_ decoder: any Decoder) throws {
        container = try decoder.container(keyedBy: ExpectationKey.self)
        let name = try container.decode(String.self, forKey: "rule")
        func malformed(_ text: String) -> DecodingError {
            .dataCorrupted(.init(codingPath: decoder.codingPath, debugDescription: text))
        }
        guard let rule = RuleName(rawValue: name) else {
            let known = RuleName.allCases.map(\.rawValue).sorted().joined(separator: ", ")
            throw malformed("there is no rule \"\(name.prefix(40))\"; rules are \(known)")
        }
        self.rule = rule
        let unknown = Set(container.allKeys.map(\.stringValue)).subtracting(rule.operands.union(["rule", "mostly"]))
        if let key = unknown.min() {
            throw malformed(
                "the rule \(name) has no \"\(key.prefix(40))\" but \(rule.operands.sorted().joined(separator: ", "))")
        }
    }

    var column: String { get throws { try required(String.self, "column") } }

    func required<Operand: Decodable>(_ type: Operand.Type, _ key: ExpectationKey) throws -> Operand {
        try container.decode(type, forKey: key)
    }

    func number(_ key: ExpectationKey) throws -> Double? {
        try container.decodeIfPresent(ExtendedReal<Double>.self, forKey: key)?.wrappedValue
    }

    func count(_ key: ExpectationKey) throws -> Int? { try container.decodeIfPresent(Int.self, forKey: key) }
}

/// A value of a set as people write it: a plain text, number or truth value; others with their type.
private struct SetValue: Codable {
    let value: Value

    init(_ value: Value) { self.value = value }

    init(from decoder: any Decoder) throws {
        let container = try decoder.singleValueContainer()
        if let text = try? container.decode(String.self) {
            value = .string(text)
        } else if let flag = try? container.decode(Bool.self) {
            value = .bool(flag)
        } else if let integer = try? container.decode(Int64.self) {
            value = .int64(integer)
        } else if let number = try? container.decode(Double.self) {
            value = .double(number)
        } else {
            value = try container.decode(Value.self)
        }
    }

    func encode(to encoder: any Encoder) throws {
        var container = encoder.singleValueContainer()
        switch value {
        case .string(let text): try container.encode(text)
        case .bool(let flag): try container.encode(flag)
        case .int64(let integer): try container.encode(integer)
        case .double(let number) where number.isFinite: try container.encode(number)
        default: try container.encode(value)
        }
    }
}
