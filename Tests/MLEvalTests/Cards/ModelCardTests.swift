import MLCore
import MLEval
import Testing

@Suite("ModelCard")
struct ModelCardTests {
    private let statement = ModelCard.Statement(
        overview: "Guesses genres.", owners: ["the catalogue team"], intendedUse: "Suggestions to editors.",
        outOfScopeUse: "Decisions without a person.", limitations: ["English plots | only."])

    private func card(_ statement: ModelCard.Statement) throws -> ModelCard {
        try ModelCard(
            name: "genres", version: 3, digest: "abc",
            signature: ModelSignature(
                inputs: Schema([Schema.Field("plot", .string)]), task: .multilabel(labels: ["Comedy", "Drama"])),
            statement: statement, facts: [.init("seed", "42")], evaluation: SummaryFixture.summary(0.5),
            baselines: [SummaryFixture.summary(0.25, subject: "majority")],
            gate: Gate("promotion", rules: [GateRule("microF1", .atLeast(0.4))]).judge(SummaryFixture.summary(0.5)))
    }

    @Test("The document has every figure with its interval, and every text escaped")
    func markdown() throws {
        let text = try card(statement).markdown
        #expect(text.hasPrefix("# Model card: genres\n\nGuesses genres.\n"))
        #expect(text.contains("| this model | 0.500 (0.490 to 0.510) |"))
        #expect(text.contains("| majority | 0.250 (0.240 to 0.260) |"))
        #expect(text.contains("- English plots \\| only."))
        #expect(text.contains("Gate \"promotion\": **pass**."))
        #expect(text.contains("| plot | string | no |"))
    }

    @Test("Names, labels, slices and datasets cannot add headings, rows, links or HTML")
    func injection() throws {
        let hostile = "# x\n\n|a|\u{301}|\n<script>[l](https://e)"
        var statement = statement
        statement.overview = hostile
        statement.limitations = [hostile]
        let evaluation = try SummaryFixture.summary(0.5, subject: hostile, dataset: hostile, metric: hostile)
        let text = try ModelCard(
            name: hostile, version: 1, digest: hostile,
            signature: ModelSignature(
                inputs: Schema([Schema.Field(hostile, .string)]), task: .multilabel(labels: [hostile, "b"])),
            statement: statement, facts: [.init(hostile, hostile)], evaluation: evaluation, baselines: [evaluation],
            gate: Gate(hostile, rules: [GateRule(hostile, .atLeast(0.4))]).judge(evaluation)
        ).markdown
        let lines = text.split(separator: "\n")
        let headings = ["Model", "Intended", "Limitations", "Inputs", "Quality", "Gate", "How"]
        #expect(
            lines.filter { $0.hasPrefix("#") }.map { $0.drop { "# ".contains($0) }.prefix { !": ".contains($0) } }
                == headings.map { $0[...] })
        #expect(!text.contains("<script") && !text.contains("[l]"))
        for line in lines where line.hasPrefix("|") && line.contains("script") {
            // Every bar is the border of a cell or escaped.
            var bars = 0
            var last: Unicode.Scalar = " "
            for scalar in line.unicodeScalars {
                if scalar == "|", last != "\\" { bars += 1 }
                last = scalar
            }
            #expect([3, 4].contains(bars), "\(line)")
        }
    }

    @Test("A card with an empty required text cannot be made, and the error names all of them")
    func incomplete() {
        var empty = statement
        empty.overview = " "
        empty.limitations = []
        let error = #expect(throws: EvaluationError.self) { try card(empty) }
        #expect(error?.code == .incompleteCard)
        #expect(error?.details.problem == "required texts are empty: overview, limitations")
    }
}
