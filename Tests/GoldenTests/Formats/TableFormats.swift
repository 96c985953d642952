import MLCore
import MLData
import MLStatistics

extension GoldenFormats {
    /// What is stored of tables: sketches, the states of profiles, and the rules that tables are checked by.
    static let tables: [GoldenFormat] = [
        .value("kll-sketch", version: KLLSketch.formatVersion) {
            var sketch = try KLLSketch(size: 16, seed: 7)
            for index in 0..<400 { sketch.add(Double(index * 7919 % 400) / 8 - 10) }
            return sketch
        },
        .value("hyper-log-log", version: HyperLogLog.formatVersion) { try counted(40) },
        .value("hyper-log-log-dense", version: HyperLogLog.formatVersion) { try counted(4000) },
        .value("frequent-items", version: FrequentItems<String>.formatVersion) {
            var items = try FrequentItems<String>(capacity: 8)
            for index in 1..<200 {
                items.add(index.isMultiple(of: 3) ? "é" : "t\(index * 37 % 41)", count: Int64(index))
            }
            return items
        },
        .value("table-profile-state", version: TableProfileState.formatVersion) { try state(distinctLimit: 100) },
        .value("table-profile-state-sketched", version: TableProfileState.formatVersion) {
            try state(distinctLimit: 1)
        },
        .value("expectation-rules") { try ExpectationSuite("rules", rules.map { DataExpectation($0) }) },
        .value("expectation-operands") { operands },
    ]

    private static func counted(_ count: Int) throws -> HyperLogLog {
        var sketch = try HyperLogLog(precision: 8)
        for index in 0..<count { sketch.add("user \(index)") }
        return sketch
    }

    private static func state(distinctLimit: Int) throws -> TableProfileState {
        let frame = try films
        var state = try TableProfileState(
            schema: frame.schema,
            configuration: .init(
                distinctLimit: distinctLimit, quantileSize: 16, frequentCapacity: 16, target: "country", seed: 3))
        try state.add(frame)
        return state
    }

    /// Every rule, so that no name of a rule or of an operand changes unnoticed.
    private static var rules: [DataExpectation.Rule] {
        get throws {
            let schema = try JSONSchema([
                "type": ["object", "null"], "required": ["a"],
                "properties": ["a": ["anyOf": [["const": 1], ["pattern": "^x"]]]], "additionalProperties": false,
            ])
            return rowRules + tableRules + [.conformsToSchema(column: "document", schema: schema)]
        }
    }

    private static let rowRules: [DataExpectation.Rule] = [
        .notMissing(column: "title"), .missing(column: "withdrawn"), .unique(column: "title"),
        .inRange(column: "year", lower: 1900, upper: .infinity), .inRange(column: "year", lower: nil, upper: 2030.5),
        .inSet(
            column: "country",
            values: [
                .string("FR"), .int64(1), .double(0.5), .bool(true), .float(0.25), .double(.infinity),
                .timestamp(Timestamp(microseconds: 1)), .stringList(["a"]), .missing,
            ]),
        .notInSet(column: "country", values: [.string("XX")]),
        .lengthBetween(column: "title", minimum: 1, maximum: nil),
        .wordCountBetween(column: "plot", minimum: 2, maximum: 40),
        .matches(.and([.all, .or([.contains(column: "genres", "War"), .isMissing(column: "year")])])),
        .listElementsInSet(column: "genres", values: ["Drama", "War"]), .listNotEmpty(column: "genres"),
        .finite(column: "score"), .matchesPattern(column: "title", anyOf: ["^A", "z$"]),
        .matchesNoPattern(column: "title", patterns: [#"\d"#]),
        .combinationInSet(columns: ["country", "year"], values: [[.string("FR"), .int64(1999)]]),
        .differentWithinRow(columns: ["title", "plot"]),
        .sumEquals(columns: ["up", "down"], total: 100, tolerance: 0.5),
        .references(columns: ["country"], table: "countries", key: ["code"]),
        .anyOf([.notMissing(column: "plot"), .anyOf([.finite(column: "score"), .missing(column: "score")])]),
        .allOf([.notMissing(column: "plot"), .notMissing(column: "title")]),
        .uniqueTogether(columns: ["title", "year"]), .zScoreWithin(column: "score", limit: 3),
        .isLike(column: "title", anyOf: ["A%", #"_\%"#]), .isNotLike(column: "title", patterns: ["%test%"]),
        .hasTimeFormat(column: "released", format: "%d.%m.%Y"),
        .elementCountBetween(column: "genres", minimum: 1, maximum: 5),
        .elementOccurrences(column: "genres", value: "Drama", minimum: 0, maximum: 1),
        .agreesWith(columns: ["year"], table: "yesterday", key: ["title"]),
    ]

    private static let tableRules: [DataExpectation.Rule] = [
        .typeIs(column: "year", type: .int64), .typeIsIn(column: "score", types: [.double, .float]),
        .rowCountBetween(minimum: 2, maximum: 10), .columnsExist(["title"]),
        .columnsAre(["title", "year"], isOrdered: true), .columnNamesMatch(pattern: "^[a-z]+$"),
        .distinctValues(column: "country", relation: .contain, values: [.string("FR")]),
        .mostFrequentIn(column: "country", values: [.string("US")]), .fresh(column: "updated", maximumAge: 86_400),
        .rowCountRatio(table: "yesterday", lower: 0.5, upper: nil), .sameColumnsAs(table: "yesterday"),
        .statisticRatio(DataStatistic(.mean, of: "score"), table: "yesterday", lower: 0.9, upper: 1.1),
        .vocabularyShare(column: "plot", values: ["a", "the"], lower: 0.25),
        .fitsDistribution(column: "score", .init(.normal, location: 6, scale: 1.5), minimumPValue: 0.05),
    ]

    /// Every form of text, comparison, order, relation, statistic, measure, strategy and repair.
    private static let operands = ExpectationSuite(
        "operands",
        TextFormat.allCases.map { DataExpectation(.hasFormat(column: "text", format: $0)) }
            + DataExpectation.Comparison.allCases.map {
                DataExpectation(.compares(column: "a", comparison: $0, other: "b"), mostly: 0.5)
            }
            + DataExpectation.Order.allCases.map {
                DataExpectation(.ordered(column: "a", order: $0, isStrict: $0 == .increasing))
            }
            + DataExpectation.SetRelation.allCases.map {
                DataExpectation(.distinctValues(column: "a", relation: $0, values: [.int64(1)]))
            }
            + DataStatistic.Kind.allCases.map {
                DataExpectation(
                    .statistic(
                        DataStatistic($0, of: "a", and: "b", probability: $0 == .quantile ? 0.5 : nil), lower: 0,
                        upper: 1))
            }
            + DistributionMeasure.allCases.map {
                DataExpectation(.distribution(column: "a", measure: $0, limit: 0.1))
            }
            + TheoreticalDistribution.Family.allCases.map {
                DataExpectation(.fitsDistribution(column: "a", .init($0), minimumPValue: 0.05))
            }
            + AnomalyRule.Strategy.allCases.map {
                DataExpectation(
                    .steady(
                        DataStatistic(.rowCount),
                        rule: AnomalyRule($0, lower: -1, upper: 2, deviations: 2.5, order: 7)))
            }
            + [ValueRepair.setMissing, .replace(.string("x")), .clamp, .trim].map {
                DataExpectation.inRange("a", lower: 0).when(.equals(column: "b", .bool(true))).repairing($0)
            })
}
