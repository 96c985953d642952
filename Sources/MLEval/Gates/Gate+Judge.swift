import MLCore
import MLReport

extension Gate {
    typealias Judgement = (verdict: GateResult.Verdict, evidence: String)

    /// Judges one rule.
    func judge(_ rule: GateRule, _ candidate: EvaluationSummary, _ production: EvaluationSummary?) -> Judgement {
        do {
            switch rule.requirement {
            case .atLeast(let bound):
                return try judge(rule, candidate) { $0 >= bound }
            case .atMost(let bound):
                return try judge(rule, candidate) { $0 <= bound }
            case .notWorseThanProduction(let margin):
                return try judge(rule, candidate, production) { $0 >= -margin }
            case .betterThanProduction(let amount):
                return try judge(rule, candidate, production) { $0 > amount }
            }
        } catch  where error.code == .notComparable || error.code == .undefinedMetric {
            return (.insufficientEvidence, error.details.problem)
        } catch {
            return (.fail, error.details.problem)
        }
    }

    /// Judges a rule about the metric itself.
    private func judge(
        _ rule: GateRule, _ candidate: EvaluationSummary, holds: (Double) -> Bool
    ) throws(EvaluationError) -> Judgement {
        let estimate = try candidate.requireSlice(rule.slice).requireEstimate(rule.metric)
        guard let value = estimate.value else {
            return (.insufficientEvidence, "undefined: \(estimate.undefinedReason ?? "")")
        }
        return judge(rule, value: value, interval: estimate.interval, rowCount: estimate.rowCount, holds: holds)
    }

    /// Judges a rule about the improvement over production.
    private func judge(
        _ rule: GateRule, _ candidate: EvaluationSummary, _ production: EvaluationSummary?, holds: (Double) -> Bool
    ) throws(EvaluationError) -> Judgement {
        guard let production else {
            let verdict: GateResult.Verdict = firstModel == .pass ? .pass : .insufficientEvidence
            return (verdict, "there is no production model to compare with")
        }
        let comparison = try PairedComparison(
            metric: rule.metric, slice: rule.slice, baseline: production, candidate: candidate)
        return judge(
            rule, value: comparison.improvement, interval: comparison.improvementInterval,
            rowCount: comparison.rowCount, holds: holds)
    }

    private func judge(
        _ rule: GateRule, value: Double, interval: ConfidenceInterval?, rowCount: Int, holds: (Double) -> Bool
    ) -> Judgement {
        let evidence = Self.text(value, interval, rowCount)
        guard rowCount >= rule.minimumRows else {
            return (.insufficientEvidence, "\(evidence); fewer than \(rule.minimumRows) rows")
        }
        switch rule.basis {
        case .value:
            return (holds(value) ? .pass : .fail, evidence)
        case .interval:
            guard let interval else { return (.insufficientEvidence, "\(evidence); no interval was estimated") }
            switch (holds(interval.lower), holds(interval.upper)) {
            case (true, true): return (.pass, evidence)
            case (false, false): return (.fail, evidence)
            default: return (.insufficientEvidence, "\(evidence); the interval includes the bound")
            }
        }
    }

    private static func text(_ value: Double, _ interval: ConfidenceInterval?, _ rowCount: Int) -> String {
        let range = interval.map {
            " [\(NumberText.formatted($0.lower, decimals: 4)), \(NumberText.formatted($0.upper, decimals: 4))]"
        }
        return "\(NumberText.formatted(value, decimals: 4))\(range ?? ""), n = \(rowCount)"
    }
}
