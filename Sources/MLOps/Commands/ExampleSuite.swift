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
        ])

    /// The suite with one expectation a line; with `--json` it is the same document in canonical form.
    static var result: CommandResult {
        var page = Page()
        let lines = suite.expectations.map { expectation in
            let bytes = (try? CanonicalJSONEncoder().encode(expectation)) ?? []
            return "    " + String(decoding: bytes, as: UTF8.self)
        }
        page.text(
            """
            {
              "name": "\(suite.name)",
              "expectations": [
            \(lines.joined(separator: ",\n"))
              ]
            }
            """)
        return CommandResult(page: page, document: suite)
    }
}
#endif
