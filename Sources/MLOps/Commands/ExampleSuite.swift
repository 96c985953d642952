#if CommandLine
import MLCore
import MLData

/// A suite with every rule, for people to start from.
enum ExampleSuite {
    static let suite = ExpectationSuite(
        "titles",
        [
            .columnsExist(["title", "year", "plot"]),
            .rowCountBetween(minimum: 1, maximum: 1_000_000),
            .typeIs("year", .int64),
            .notMissing("title"),
            .unique("title", mostly: 0.99),
            .inRange("year", lower: 1888, upper: 2030),
            .inSet("country", [.string("FR"), .string("IT"), .string("JP")], mostly: 0.95),
            .lengthBetween("title", minimum: 1, maximum: 200),
            .wordCountBetween("plot", minimum: 15),
            .listNotEmpty("genres"),
            .listElementsInSet("genres", ["Comedy", "Drama", "Romance"]),
            .matches(.not(.and([.equals(column: "country", .string("FR")), .isMissing(column: "plot")]))),
        ] + further)

    private static let further: [DataExpectation] =
        [
            .init(.missing(column: "withdrawn")), .notInSet("title", [.string("Untitled")]),
            .init(.finite(column: "score"), repair: .setMissing), .hasFormat("page", .webAddress, mostly: 0.9),
            .matchesPattern("id", "^tt[0-9]+$"), .init(.matchesNoPattern(column: "title", patterns: ["<[a-z]+>"])),
            .compares("released", .lessOrEqual, "updated").when(.not(.isMissing(column: "plot"))),
            .init(
                .combinationInSet(columns: ["country", "language"], values: [[.string("FR"), .string("fr")]]),
                mostly: 0.5),
            .init(.differentWithinRow(columns: ["director", "producer"])),
            .init(.sumEquals(columns: ["votes_up", "votes_down"], total: 100, tolerance: 0.5)),
            .references("country", "countries", "code"),
            .anyOf([.notMissing(column: "plot"), .inRange(column: "year", lower: 2025, upper: nil)]),
            .uniqueTogether(["title", "year"]), .init(.ordered(column: "updated", order: .increasing, isStrict: false)),
            .init(.zScoreWithin(column: "score", limit: 6), mostly: 0.99),
            .statistic(.mean, of: "score", lower: 4, upper: 8),
            .init(.distinctValues(column: "country", relation: .contain, values: [.string("FR")])),
            .init(.mostFrequentIn(column: "country", values: [.string("US"), .string("FR")])),
            .init(.columnsAre(["title", "year", "plot"], isOrdered: false)),
            .init(.typeIsIn(column: "score", types: [.double, .float])), .init(.columnNamesMatch(pattern: "^[a-z_]+$")),
            .fresh("updated", maximumAge: 86_400),
            .init(.rowCountRatio(table: "yesterday", lower: 0.9, upper: 1.5)),
            .distribution("country", .jensenShannonDivergence, limit: 0.05),
            .steady(DataStatistic(.rowCount), AnomalyRule(.relativeChange, lower: 0.8, upper: 1.5)),
            .inRange("score", lower: 0, upper: 10).repairing(.clamp),
            .isLike("id", "tt%"), .isNotLike("title", "%test%", "%\\_%"), .hasTimeFormat("released", "%d.%m.%Y"),
            .elementCountBetween("genres", minimum: 1, maximum: 5),
            .elementOccurrences("genres", of: "Drama", maximum: 1),
            .allOf([.notMissing(column: "title"), .notMissing(column: "year")], mostly: 0.99),
            .agreesWith("yesterday", key: ["id"], in: ["title", "year"], mostly: 0.9), .sameColumnsAs("yesterday"),
            .statisticRatio(.mean, of: "score", to: "yesterday", lower: 0.9, upper: 1.1),
            .vocabularyShare("genres", ["Comedy", "Drama", "Romance"], lower: 0.8),
            .fitsDistribution("score", TheoreticalDistribution(.normal, location: 6, scale: 1.2), minimumPValue: 0.01),
        ] + schemas

    private static let schemas: [DataExpectation] = [
        try? JSONSchema([
            "type": "object", "required": ["stars"], "properties": ["stars": ["type": "integer", "minimum": 1]],
        ])
    ].compactMap { schema in schema.map { .conformsToSchema("review", $0) } }

    /// The suite as a result.
    static var result: CommandResult { result(of: suite) }

    /// A suite with one expectation a line; with `--json` it is the same document in canonical form.
    static func result(of suite: ExpectationSuite) -> CommandResult {
        var page = Page()
        let lines = suite.expectations.map { expectation in
            let bytes = (try? CanonicalJSONEncoder().encode(expectation)) ?? []
            return "    " + String(decoding: bytes, as: UTF8.self)
        }
        let name = String(decoding: (try? CanonicalJSONEncoder().encode(suite.name)) ?? [], as: UTF8.self)
        page.text(
            """
            {
              "name": \(name),
              "expectations": [
            \(lines.joined(separator: ",\n"))
              ]
            }
            """)
        return CommandResult(page: page, document: suite)
    }
}
#endif
