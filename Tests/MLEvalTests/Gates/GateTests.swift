import MLCore
import MLEval
import Testing

@Suite("Gate")
struct GateTests {
    private func verdict(
        _ requirement: GateRule.Requirement, basis: GateRule.Basis = .interval, minimumRows: Int = 30,
        candidate: EvaluationSummary, production: EvaluationSummary? = nil, firstModel: Gate.FirstModel = .pass
    ) throws -> GateResult.Verdict {
        let rule = try GateRule("microF1", requirement, basis: basis, minimumRows: minimumRows)
        return try Gate("gate", rules: [rule], firstModel: firstModel).judge(candidate, against: production).verdict
    }

    @Test(
        "An absolute bound passes above the interval, fails below it and is open inside of it",
        arguments: [(0.48, GateResult.Verdict.pass), (0.52, .fail), (0.5, .insufficientEvidence)])
    func absolute(bound: Double, expected: GateResult.Verdict) throws {
        #expect(try verdict(.atLeast(bound), candidate: SummaryFixture.summary(0.5)) == expected)
    }

    @Test("With the value as basis the interval does not matter")
    func valueBasis() throws {
        #expect(try verdict(.atLeast(0.5), basis: .value, candidate: SummaryFixture.summary(0.5)) == .pass)
        #expect(try verdict(.atMost(0.49), basis: .value, candidate: SummaryFixture.summary(0.5)) == .fail)
    }

    @Test("Too few rows are insufficient evidence, whatever the value")
    func minimumRows() throws {
        let candidate = try SummaryFixture.summary(0.9, rows: 29)
        #expect(try verdict(.atLeast(0.1), candidate: candidate) == .insufficientEvidence)
    }

    @Test("The comparison with production is paired: shared noise does not hide an improvement")
    func paired() throws {
        let production = try SummaryFixture.summary(0.5, shared: 0.2)
        let candidate = try SummaryFixture.summary(0.52, shared: 0.2)
        #expect(try verdict(.betterThanProduction(by: 0), candidate: candidate, production: production) == .pass)
        #expect(try verdict(.betterThanProduction(by: 0.03), candidate: candidate, production: production) == .fail)
        #expect(try verdict(.notWorseThanProduction(margin: 0), candidate: production, production: candidate) == .fail)
    }

    @Test("For a metric where less is better the direction is turned")
    func direction() throws {
        let production = try SummaryFixture.summary(0.5, direction: .lowerIsBetter)
        let candidate = try SummaryFixture.summary(0.4, direction: .lowerIsBetter)
        #expect(try verdict(.betterThanProduction(by: 0.05), candidate: candidate, production: production) == .pass)
    }

    @Test("Without a production model the first model passes or waits, as configured")
    func firstModel() throws {
        let candidate = try SummaryFixture.summary(0.5)
        #expect(try verdict(.betterThanProduction(by: 0), candidate: candidate) == .pass)
        #expect(
            try verdict(.betterThanProduction(by: 0), candidate: candidate, firstModel: .insufficientEvidence)
                == .insufficientEvidence)
    }

    @Test("Other rows or other resamples cannot be compared")
    func notComparable() throws {
        let candidate = try SummaryFixture.summary(0.6)
        let otherRows = try SummaryFixture.summary(0.5, dataset: "other")
        let otherSeed = try SummaryFixture.summary(0.5, seed: 2)
        for production in [otherRows, otherSeed] {
            #expect(
                try verdict(.betterThanProduction(by: 0), candidate: candidate, production: production)
                    == .insufficientEvidence)
        }
    }

    @Test("Slices of one name that are other rows cannot be compared")
    func otherSlices() throws {
        func summary(_ value: Double, _ year: Double, rows: Int) throws -> EvaluationSummary {
            let all = try SummaryFixture.summary(value, rows: rows)
            let slice = EvaluationSummary.Slice(
                name: "late", predicate: .inRange(column: "year", lower: year, upper: nil), rowCount: rows,
                metrics: all.overall.metrics)
            return EvaluationSummary(
                subject: all.subject, dataset: all.dataset, resampling: all.resampling, overall: all.overall,
                slices: [slice])
        }
        let gate = try Gate("gate", rules: [GateRule("microF1", on: "late", .betterThanProduction(by: 0))])
        let candidate = try summary(0.6, 1990, rows: 400)
        #expect(gate.judge(candidate, against: try summary(0.5, 1990, rows: 400)).verdict == .pass)
        #expect(gate.judge(candidate, against: try summary(0.5, 1980, rows: 400)).verdict == .insufficientEvidence)
        #expect(gate.judge(candidate, against: try summary(0.5, 1990, rows: 300)).verdict == .insufficientEvidence)
    }

    @Test("A metric or slice that was not evaluated fails its rule")
    func unknown() throws {
        let candidate = try SummaryFixture.summary(0.6)
        let metric = try Gate("gate", rules: [GateRule("recall", .atLeast(0))])
        let slice = try Gate("gate", rules: [GateRule("microF1", on: "comedies", .atLeast(0))])
        #expect(metric.judge(candidate).verdict == .fail)
        #expect(slice.judge(candidate).verdict == .fail)
    }

    @Test("A gate without rules and rules with bad numbers are refused")
    func configuration() {
        #expect(throws: EvaluationError.self) { try Gate("silent", rules: []) }
        let error = #expect(throws: EvaluationError.self) {
            try GateRule("microF1", .notWorseThanProduction(margin: -1), minimumRows: 0)
        }
        #expect(error?.details.problem == "the margin is -1.0; the minimum number of rows is 0")
    }
}
