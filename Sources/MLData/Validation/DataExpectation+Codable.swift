import MLCore

/// The stored form of an expectation is flat, so that people can write it: the rule by name, its operands, and `mostly`
/// where it is not 1, `when` with a condition, `repair` where values are repaired.
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
        let operands = try ExpectationOperands(decoder, isNested: false)
        self.init(
            try Rule(operands, depth: 0), mostly: try operands.number("mostly") ?? 1,
            condition: try operands.container.decodeIfPresent(SlicePredicate.self, forKey: "when"),
            repair: try operands.container.decodeIfPresent(ValueRepair.self, forKey: "repair"))
    }

    /// Encodes an object with the rule and its operands.
    ///
    /// - Throws: What the encoder throws.
    public func encode(to encoder: any Encoder) throws {
        var container = encoder.container(keyedBy: ExpectationKey.self)
        try rule.encode(to: &container)
        if mostly != 1 { try container.encode(ExtendedReal(wrappedValue: mostly), forKey: "mostly") }
        try container.encodeIfPresent(condition, forKey: "when")
        try container.encodeIfPresent(repair, forKey: "repair")
    }
}

extension DataExpectation.Rule {
    /// How deep rules may be nested.
    static let maximumDepth = 8

    /// Reads a rule from the keys of an expectation.
    init(_ operands: ExpectationOperands, depth: Int) throws {
        switch operands.rule {
        case .notMissing: self = .notMissing(column: try operands.column)
        case .unique: self = .unique(column: try operands.column)
        case .listNotEmpty: self = .listNotEmpty(column: try operands.column)
        case .inRange:
            self = .inRange(
                column: try operands.column, lower: try operands.number("lower"), upper: try operands.number("upper"))
        case .inSet: self = .inSet(column: try operands.column, values: try operands.values())
        case .listElementsInSet:
            self = .listElementsInSet(
                column: try operands.column, values: try operands.required([String].self, "values"))
        case .lengthBetween:
            self = .lengthBetween(
                column: try operands.column, minimum: try operands.count("minimum") ?? 0,
                maximum: try operands.count("maximum"))
        case .wordCountBetween:
            self = .wordCountBetween(
                column: try operands.column, minimum: try operands.count("minimum") ?? 0,
                maximum: try operands.count("maximum"))
        case .rowCountBetween:
            self = .rowCountBetween(
                minimum: try operands.count("minimum") ?? 0, maximum: try operands.count("maximum"))
        case .matches: self = .matches(try operands.required(SlicePredicate.self, "where"))
        case .typeIs:
            self = .typeIs(column: try operands.column, type: try operands.required(ColumnType.self, "type"))
        case .columnsExist: self = .columnsExist(try operands.required([String].self, "columns"))
        default: self = try Self.further(operands, depth: depth)
        }
    }

    private static func further(_ operands: ExpectationOperands, depth: Int) throws -> Self {
        func names(_ key: ExpectationKey = "columns") throws -> [String] { try operands.required([String].self, key) }
        switch operands.rule {
        case .missing: return .missing(column: try operands.column)
        case .notInSet: return .notInSet(column: try operands.column, values: try operands.values())
        case .finite: return .finite(column: try operands.column)
        case .hasFormat:
            return .hasFormat(column: try operands.column, format: try operands.required(TextFormat.self, "format"))
        case .matchesPattern: return .matchesPattern(column: try operands.column, anyOf: try names("patterns"))
        case .matchesNoPattern: return .matchesNoPattern(column: try operands.column, patterns: try names("patterns"))
        case .compares:
            return .compares(
                column: try operands.column,
                comparison: try operands.required(DataExpectation.Comparison.self, "comparison"),
                other: try operands.required(String.self, "other"))
        case .combinationInSet:
            return .combinationInSet(
                columns: try names(),
                values: try operands.required([[SetValue]].self, "combinations").map { $0.map(\.value) })
        case .differentWithinRow: return .differentWithinRow(columns: try names())
        case .sumEquals:
            return .sumEquals(
                columns: try names(), total: try operands.required(Double.self, "total"),
                tolerance: try operands.number("tolerance") ?? 0)
        case .references:
            return .references(
                columns: try names(), table: try operands.required(String.self, "table"), key: try names("key"))
        case .anyOf: return .anyOf(try operands.rules(depth: depth))
        case .uniqueTogether: return .uniqueTogether(columns: try names())
        case .ordered:
            return .ordered(
                column: try operands.column, order: try operands.required(DataExpectation.Order.self, "order"),
                isStrict: try operands.flag("strict"))
        case .zScoreWithin:
            return .zScoreWithin(column: try operands.column, limit: try operands.required(Double.self, "limit"))
        case .statistic:
            return .statistic(
                try operands.statistic(), lower: try operands.number("lower"), upper: try operands.number("upper"))
        case .distinctValues:
            return .distinctValues(
                column: try operands.column,
                relation: try operands.required(DataExpectation.SetRelation.self, "relation"),
                values: try operands.values())
        case .mostFrequentIn: return .mostFrequentIn(column: try operands.column, values: try operands.values())
        case .columnsAre: return .columnsAre(try names(), isOrdered: try operands.flag("ordered"))
        case .typeIsIn:
            return .typeIsIn(column: try operands.column, types: try operands.required([ColumnType].self, "types"))
        case .columnNamesMatch: return .columnNamesMatch(pattern: try operands.required(String.self, "pattern"))
        case .fresh:
            return .fresh(column: try operands.column, maximumAge: try operands.required(Double.self, "maximumAge"))
        case .rowCountRatio:
            return .rowCountRatio(
                table: try operands.required(String.self, "table"), lower: try operands.number("lower"),
                upper: try operands.number("upper"))
        case .distribution:
            return .distribution(
                column: try operands.column, measure: try operands.required(DistributionMeasure.self, "measure"),
                limit: try operands.required(Double.self, "limit"))
        case .steady:
            return .steady(try operands.statistic(), rule: try operands.required(AnomalyRule.self, "anomaly"))
        default: return try latest(operands, depth: depth)
        }
    }
}
