import MLCore

extension DataExpectation.Rule {
    /// Reads the rules that suites of earlier versions do not have.
    static func latest(_ operands: ExpectationOperands, depth: Int) throws -> Self {
        func texts(_ key: ExpectationKey) throws -> [String] { try operands.required([String].self, key) }
        func text(_ key: ExpectationKey) throws -> String { try operands.required(String.self, key) }
        switch operands.rule {
        case .isLike: return .isLike(column: try operands.column, anyOf: try texts("patterns"))
        case .isNotLike: return .isNotLike(column: try operands.column, patterns: try texts("patterns"))
        case .hasTimeFormat: return .hasTimeFormat(column: try operands.column, format: try text("format"))
        case .conformsToSchema:
            return .conformsToSchema(
                column: try operands.column, schema: try operands.required(JSONSchema.self, "schema"))
        case .elementCountBetween:
            return .elementCountBetween(
                column: try operands.column, minimum: try operands.count("minimum") ?? 0,
                maximum: try operands.count("maximum"))
        case .elementOccurrences:
            return .elementOccurrences(
                column: try operands.column, value: try text("value"), minimum: try operands.count("minimum") ?? 0,
                maximum: try operands.count("maximum"))
        case .allOf: return .allOf(try operands.rules(depth: depth))
        case .agreesWith:
            return .agreesWith(columns: try texts("columns"), table: try text("table"), key: try texts("key"))
        case .sameColumnsAs: return .sameColumnsAs(table: try text("table"))
        case .statisticRatio:
            return .statisticRatio(
                try operands.statistic(), table: try text("table"), lower: try operands.number("lower"),
                upper: try operands.number("upper"))
        case .vocabularyShare:
            return .vocabularyShare(
                column: try operands.column, values: try texts("values"),
                lower: try operands.required(Double.self, "lower"))
        default:
            let distribution = TheoreticalDistribution(
                try operands.required(TheoreticalDistribution.Family.self, "family"),
                location: try operands.number("location") ?? 0, scale: try operands.number("scale") ?? 1)
            return .fitsDistribution(
                column: try operands.column, distribution,
                minimumPValue: try operands.required(Double.self, "minimumPValue"))
        }
    }
}

extension ExpectationOperands {
    /// The rules of which one or all have to hold.
    func rules(depth: Int) throws -> [DataExpectation.Rule] {
        guard depth < DataExpectation.Rule.maximumDepth else {
            throw DecodingError.dataCorruptedError(
                forKey: "rules", in: container, debugDescription: "rules are nested more than 8 deep")
        }
        var parts = try container.nestedUnkeyedContainer(forKey: "rules")
        var rules: [DataExpectation.Rule] = []
        while !parts.isAtEnd {
            rules.append(
                try DataExpectation.Rule(
                    ExpectationOperands(try parts.superDecoder(), isNested: true), depth: depth + 1))
        }
        return rules
    }
}
