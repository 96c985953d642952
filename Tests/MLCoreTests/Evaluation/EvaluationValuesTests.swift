import MLCore
import Testing

@Suite("Evaluation values")
struct EvaluationValuesTests {
    private func summary() throws -> EvaluationSummary {
        let interval = ConfidenceInterval(lower: 0.25, upper: 0.5, level: 0.95, method: "percentile bootstrap")
        let overall = EvaluationSummary.Slice(
            name: "all", predicate: .all, rowCount: 10,
            metrics: [
                MetricEstimate(
                    metric: "microF1", direction: .higherIsBetter, value: .defined(0.375), rowCount: 10,
                    interval: interval, replicates: [0.25, nil, 0.5])
            ])
        let slice = EvaluationSummary.Slice(
            name: "old", predicate: .inRange(column: "year", lower: nil, upper: 1980), rowCount: 0,
            metrics: [
                MetricEstimate(
                    metric: "logLoss", direction: .lowerIsBetter, value: .undefined(reason: "no rows"), rowCount: 0)
            ])
        return EvaluationSummary(
            subject: "ab12", dataset: "cd34", resampling: try Resampling(seed: .max, count: 3), overall: overall,
            slices: [slice])
    }

    @Test("Golden bytes of a summary, with undefined values and replicates")
    func summaryCoding() throws {
        try expectGoldenBytes(
            try summary(),
            #"{"dataset":"cd34","overall":{"metrics":[{"direction":"higherIsBetter","interval":{"level":0.95,"#
                + #""lower":0.25,"method":"percentile bootstrap","upper":0.5},"metric":"microF1","#
                + #""replicates":[0.25,null,0.5],"rowCount":10,"value":0.375}],"name":"all","predicate":{"all":true},"#
                + #""rowCount":10},"resampling":{"count":3,"level":0.95,"seed":18446744073709551615},"#
                + #""slices":[{"metrics":[{"direction":"lowerIsBetter","metric":"logLoss","replicates":[],"#
                + #""rowCount":0,"undefinedReason":"no rows"}],"name":"old","#
                + #""predicate":{"inRange":{"column":"year","upper":1980.0}},"rowCount":0}],"subject":"ab12"}"#)
    }

    @Test("Slices and estimates are found by name")
    func lookup() throws {
        let summary = try summary()
        #expect(summary.slice("all")?.estimate("microF1")?.value == 0.375)
        #expect(summary.slice("old")?.estimate("logLoss")?.undefinedReason == "no rows")
        #expect(summary.slice("old")?.estimate("logLoss")?.value == nil)
        #expect(summary.slice("new") == nil)
        #expect(summary.overall.estimate("logLoss") == nil)
        let estimate = try #require(summary.overall.metrics.first)
        #expect(estimate.interval?.contains(0.25) == true)
        #expect(estimate.interval?.contains(0.5) == true)
        #expect(estimate.interval?.contains((0.5).nextUp) == false)
        #expect(estimate.interval?.contains(.nan) == false)
        #expect(MetricValue.defined(1).reason == nil)
        #expect(MetricValue.undefined(reason: "x").number == nil)
    }

    @Test("Resampling is checked when it is made and when it is read")
    func resampling() throws {
        for (count, level) in [(1, 0.9), (-5, 0.9), (1_000_001, 0.9), (Int.max, 0.9), (10, 0), (10, 1), (10, .nan)] {
            expectCoreError(.invalidConfiguration) { try Resampling(seed: 1, count: count, level: level) }
            guard !level.isNaN else { continue }
            let text = "{\"count\":\(count),\"level\":\(level),\"seed\":1}"
            #expect(throws: (any Error).self, "\(text)") { try decoded(Resampling.self, text) }
        }
        #expect(try decoded(Resampling.self, #"{"count":2,"level":0.5,"seed":1}"#).count == 2)
    }

    @Test(
        "A gate fails if a check fails, and passes only if all checks pass",
        arguments: [
            ([], .insufficientEvidence), ([.pass], .pass), ([.pass, .pass], .pass), ([.pass, .fail], .fail),
            ([.insufficientEvidence, .fail], .fail), ([.pass, .insufficientEvidence], .insufficientEvidence),
            ([.insufficientEvidence], .insufficientEvidence),
        ] as [([GateResult.Verdict], GateResult.Verdict)])
    func verdict(checks: [GateResult.Verdict], verdict: GateResult.Verdict) {
        let result = GateResult(
            gate: "g", subject: "s", checks: checks.map { .init(requirement: "r", verdict: $0, evidence: "e") })
        #expect(result.verdict == verdict)
    }

    @Test("Golden bytes of a gate result")
    func gateCoding() throws {
        try expectGoldenBytes(
            GateResult(
                gate: "absolute", subject: "ab12",
                checks: [.init(requirement: "microF1 ≥ 0.3", verdict: .insufficientEvidence, evidence: "0.31 ± 0.02")]),
            #"{"checks":[{"evidence":"0.31 ± 0.02","requirement":"microF1 ≥ 0.3","verdict":"insufficientEvidence"}],"#
                + #""gate":"absolute","subject":"ab12"}"#)
    }
}
