import MLCore

/// The rules by the names they are stored under.
enum RuleName: String, Codable, CaseIterable {
    case notMissing, inRange, inSet, lengthBetween, wordCountBetween, matches, unique, listElementsInSet, listNotEmpty,
        typeIs, rowCountBetween, columnsExist, missing, notInSet, finite, hasFormat, matchesPattern, matchesNoPattern,
        compares, combinationInSet, differentWithinRow, sumEquals, references, anyOf, uniqueTogether, ordered,
        zScoreWithin, statistic, distinctValues, mostFrequentIn, columnsAre, typeIsIn, columnNamesMatch, fresh,
        rowCountRatio, distribution, steady, isLike, isNotLike, hasTimeFormat, conformsToSchema, elementCountBetween,
        elementOccurrences, allOf, agreesWith, sameColumnsAs, statisticRatio, vocabularyShare, fitsDistribution

    /// The operands of the rule, besides those that every expectation may have.
    var operands: Set<String> {
        switch self {
        case .notMissing, .unique, .listNotEmpty, .missing, .finite: ["column"]
        case .inRange: ["column", "lower", "upper"]
        case .inSet, .listElementsInSet, .notInSet, .mostFrequentIn: ["column", "values"]
        case .lengthBetween, .wordCountBetween, .elementCountBetween: ["column", "minimum", "maximum"]
        case .rowCountBetween: ["minimum", "maximum"]
        case .matches: ["where"]
        case .typeIs: ["column", "type"]
        case .columnsExist, .differentWithinRow, .uniqueTogether: ["columns"]
        case .hasFormat, .hasTimeFormat: ["column", "format"]
        case .matchesPattern, .matchesNoPattern, .isLike, .isNotLike: ["column", "patterns"]
        case .compares: ["column", "comparison", "other"]
        case .combinationInSet: ["columns", "combinations"]
        case .sumEquals: ["columns", "total", "tolerance"]
        case .references: ["columns", "table", "key"]
        case .anyOf, .allOf: ["rules"]
        case .ordered: ["column", "order", "strict"]
        case .zScoreWithin: ["column", "limit"]
        case .statistic: ["statistic", "column", "other", "probability", "lower", "upper"]
        case .distinctValues: ["column", "relation", "values"]
        case .columnsAre: ["columns", "ordered"]
        case .typeIsIn: ["column", "types"]
        case .columnNamesMatch: ["pattern"]
        case .fresh: ["column", "maximumAge"]
        case .rowCountRatio: ["table", "lower", "upper"]
        case .distribution: ["column", "measure", "limit"]
        case .steady: ["statistic", "column", "other", "probability", "anomaly"]
        case .conformsToSchema: ["column", "schema"]
        case .elementOccurrences: ["column", "value", "minimum", "maximum"]
        case .agreesWith: ["columns", "table", "key"]
        case .sameColumnsAs: ["table"]
        case .statisticRatio: ["statistic", "column", "other", "probability", "table", "lower", "upper"]
        case .vocabularyShare: ["column", "values", "lower"]
        case .fitsDistribution: ["column", "family", "location", "scale", "minimumPValue"]
        }
    }
}

struct ExpectationKey: CodingKey, ExpressibleByStringLiteral {
    let stringValue: String
    var intValue: Int? { nil }

    init(stringValue: String) { self.stringValue = stringValue }
    init(stringLiteral value: String) { stringValue = value }
    init?(intValue: Int) { nil }
}

/// The keys of a stored expectation, checked against its rule.
struct ExpectationOperands {
    let rule: RuleName
    let container: KeyedDecodingContainer<ExpectationKey>

    init(_ decoder: any Decoder, isNested: Bool) throws {
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
        let unknown = Set(container.allKeys.map(\.stringValue)).subtracting(
            rule.operands.union(isNested ? ["rule"] : Self.common))
        if let key = unknown.min() {
            throw malformed(
                "the rule \(name) has no \"\(key.prefix(40))\" but \(rule.operands.sorted().joined(separator: ", "))")
        }
    }

    /// What every expectation may have.
    private static let common: Set<String> = ["rule", "mostly", "when", "repair"]

    /// A statistic, whose parts are operands of the rule.
    func statistic() throws -> DataStatistic {
        DataStatistic(
            try required(DataStatistic.Kind.self, "statistic"),
            of: try container.decodeIfPresent(String.self, forKey: "column"),
            and: try container.decodeIfPresent(String.self, forKey: "other"), probability: try number("probability"))
    }

    func values() throws -> [Value] { try required([SetValue].self, "values").map(\.value) }

    func flag(_ key: ExpectationKey) throws -> Bool { try container.decodeIfPresent(Bool.self, forKey: key) ?? false }

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
struct SetValue: Codable {
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
