import MLCore
import MLEval
import MLStatistics
import Testing

@Suite("Gate on real metrics")
struct GateOnMetricsTests {
    private static let count = 600

    /// Half of the rows are positive; the outputs are right by `skill` and noise that models share.
    private func summary(skill: Double, subject: String, positives: Bool = true) throws -> EvaluationSummary {
        var generator = SeededGenerator(seed: 3)
        var values: [Double] = []
        var names: [String] = []
        for row in 0..<Self.count {
            let isPositive = positives && row % 2 == 0
            let noise = generator.nextUniform()
            values.append(0.1 + 0.8 * ((isPositive ? skill : 0) + noise) / (1 + skill))
            names.append(isPositive ? "yes" : "no")
        }
        return try Evaluation(
            metrics: [ROCAUC(), LogLoss(), BrierScore()], resampling: Resampling(seed: 7, count: 200)
        ).summary(
            of: Predictions(
                values: values, rowCount: Self.count, task: .binary(negative: "no", positive: "yes")),
            targets: .classes(try ClassTargets(names, labels: ["no", "yes"])), subject: subject, dataset: "test")
    }

    private func verdict(
        _ metric: String, _ requirement: GateRule.Requirement, _ candidate: EvaluationSummary,
        _ production: EvaluationSummary
    ) throws -> GateResult.Verdict {
        try Gate("gate", rules: [GateRule(metric, requirement)]).judge(candidate, against: production).verdict
    }

    @Test("A better model passes and a worse one fails, whether more or less of the metric is better")
    func directions() throws {
        let weak = try summary(skill: 0.2, subject: "weak")
        let strong = try summary(skill: 1, subject: "strong")
        for metric in ["rocAUC", "logLoss", "brierScore"] {
            let known = try #require(strong.overall.estimate(metric))
            #expect(known.value != nil)
            #expect(try verdict(metric, .betterThanProduction(by: 0), strong, weak) == .pass, "\(metric)")
            #expect(try verdict(metric, .betterThanProduction(by: 0), weak, strong) == .fail, "\(metric)")
            #expect(try verdict(metric, .notWorseThanProduction(margin: 0.001), strong, weak) == .pass, "\(metric)")
            #expect(try verdict(metric, .notWorseThanProduction(margin: 0.001), weak, strong) == .fail, "\(metric)")
        }
    }

    @Test("A model is not worse than itself, and not better either")
    func itself() throws {
        let model = try summary(skill: 0.5, subject: "model")
        #expect(try verdict("rocAUC", .notWorseThanProduction(margin: 0), model, model) == .pass)
        #expect(try verdict("rocAUC", .betterThanProduction(by: 0), model, model) == .fail)
    }

    @Test("A margin is in units of the metric: just below the difference passes, just above it fails")
    func margins() throws {
        let weak = try summary(skill: 0.2, subject: "weak")
        let strong = try summary(skill: 1, subject: "strong")
        let paired = try PairedComparison(metric: "logLoss", baseline: weak, candidate: strong)
        #expect(paired.difference < 0 && paired.improvement == -paired.difference)
        let interval = paired.improvementInterval
        #expect(interval.lower < paired.improvement && paired.improvement < interval.upper)
        let gate = { (amount: Double) in try verdict("logLoss", .betterThanProduction(by: amount), strong, weak) }
        #expect(try gate(interval.lower * 0.99) == .pass)
        #expect(try gate(paired.improvement) == .insufficientEvidence)
        #expect(try gate(interval.upper * 1.01) == .fail)
    }

    @Test("A metric that is undefined, such as ROC-AUC of one class, is insufficient evidence with the reason")
    func undefined() throws {
        let one = try summary(skill: 0.5, subject: "one class", positives: false)
        for requirement in [GateRule.Requirement.atLeast(0), .betterThanProduction(by: 0)] {
            let result = try Gate("gate", rules: [GateRule("rocAUC", requirement)]).judge(one, against: one)
            #expect(result.verdict == .insufficientEvidence)
            #expect(result.checks[0].evidence.contains("undefined"))
        }
    }
}
