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
