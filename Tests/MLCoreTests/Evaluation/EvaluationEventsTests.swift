import MLCore
import Testing

@Suite("Verdicts and evaluations as events")
struct EvaluationEventsTests {
    private func event(_ verdicts: GateResult.Verdict...) -> Event {
        let checks = verdicts.enumerated().map { position, verdict in
            GateResult.Check(requirement: "r\(position)", verdict: verdict, evidence: "e\(position)")
        }
        return GateResult(gate: "release", subject: "ab12", checks: checks).event
    }

    @Test("A verdict is a notice of its own name, with what was not met")
    func gate() {
        #expect(event(.pass, .pass).name == "gate.passed" && event(.pass).message.isEmpty)
        let failed = event(.pass, .fail, .insufficientEvidence)
        #expect(failed.name == "gate.failed" && failed.kind == .notice)
        #expect(failed.message == "r1: e1; r2: e2")
        #expect(
            failed.fields == [
                "gate": .string("release"), "subject": .string("ab12"), "checks": .int64(3), "failed": .int64(1),
                "insufficient": .int64(1),
            ])
        #expect(event().name == "gate.insufficient-evidence")
    }

    @Test("An evaluation is a measurement of the metrics over all rows that are defined")
    func evaluation() {
        func estimate(_ metric: String, _ value: MetricValue) -> MetricEstimate {
            MetricEstimate(metric: metric, direction: .higherIsBetter, value: value, rowCount: 7)
        }
        let overall = EvaluationSummary.Slice(
            name: "all", predicate: .all, rowCount: 7,
            metrics: [estimate("microF1", .defined(0.5)), estimate("rocAUC", .undefined(reason: "one class"))])
        let event = EvaluationSummary(subject: "ab12", dataset: "d", resampling: nil, overall: overall).event
        #expect(event.kind == .metric && event.name == "evaluation.summary")
        #expect(
            event.fields == [
                "subject": .string("ab12"), "dataset": .string("d"), "rows": .int64(7), "microF1": .double(0.5),
            ])
    }
}
