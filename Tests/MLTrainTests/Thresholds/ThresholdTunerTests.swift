import MLCore
import MLTrain
import Testing

@Suite("ThresholdTuner")
struct ThresholdTunerTests {
    /// The counts behind F1 of a rule, by plain enumeration.
    private func counts(
        _ predictions: Predictions, _ sets: LabelSets, _ rule: DecisionRule
    ) throws -> (pooled: Double, mean: Double) {
        var (hits, predicted, actual) = ([Int](), [Int](), [Int]())
        for label in sets.labels.indices {
            var sums = (0, 0, 0)
            for row in 0..<predictions.rowCount {
                let isPositive = sets.indices[sets.offsets[row]..<sets.offsets[row + 1]].contains(Int32(label))
                let isAccepted = predictions.values[row * sets.labels.count + label] >= rule.thresholds[label]
                sums.0 += isPositive && isAccepted ? 1 : 0
                sums.1 += isAccepted ? 1 : 0
                sums.2 += isPositive ? 1 : 0
            }
            hits.append(sums.0)
            predicted.append(sums.1)
            actual.append(sums.2)
        }
        let all = Double(predicted.reduce(0, +) + actual.reduce(0, +))
        let each = hits.indices.map { 2 * Double(hits[$0]) / Double(max(1, predicted[$0] + actual[$0])) }
        return (2 * Double(hits.reduce(0, +)) / max(1, all), each.reduce(0, +) / Double(each.count))
    }

    private func example(seed: UInt64) throws -> (Predictions, LabelSets) {
        var generator = SeededGenerator(seed: seed)
        var values: [Double] = []
        var rows: [[String]] = []
        for _ in 0..<8 {
            var row: [String] = []
            for label in ["a", "b"] {
                // Few distinct values, so that there are ties.
                let probability = (generator.nextUniform() * 6).rounded() / 6
                values.append(probability)
                if generator.nextUniform() < 0.2 + 0.6 * probability { row.append(label) }
            }
            rows.append(row)
        }
        let task = PredictionTask.multilabel(labels: ["a", "b"])
        return (
            try Predictions(values: values, rowCount: 8, task: task), try LabelSets(rows, labels: ["a", "b"])
        )
    }

    @Test("no thresholds on a grid do better", arguments: 0..<20)
    func optimum(seed: Int) throws {
        let (predictions, sets) = try example(seed: UInt64(seed))
        let grid = (0...24).map { Double($0) / 24 }
        var best = (shared: (pooled: 0.0, mean: 0.0), separate: (pooled: 0.0, mean: 0.0))
        for first in grid {
            for second in grid {
                let value = try counts(predictions, sets, try DecisionRule(thresholds: [first, second]))
                best.separate = (max(best.separate.pooled, value.pooled), max(best.separate.mean, value.mean))
                if first == second {
                    best.shared = (max(best.shared.pooled, value.pooled), max(best.shared.mean, value.mean))
                }
            }
        }
        func tuned(_ objective: ThresholdTuner.Objective, _ scope: ThresholdTuner.Scope) throws -> (
            pooled: Double, mean: Double
        ) {
            let tuner = ThresholdTuner(objective: objective, scope: scope, minimumPositives: 1)
            return try counts(
                predictions, sets, try tuner.rule(for: predictions, targets: .labelSets(sets)))
        }
        #expect(abs(try tuned(.microF1, .shared).pooled - best.shared.pooled) < 1e-12)
        #expect(abs(try tuned(.macroF1, .shared).mean - best.shared.mean) < 1e-12)
        #expect(abs(try tuned(.microF1, .perLabel).pooled - best.separate.pooled) < 1e-12)
        #expect(abs(try tuned(.macroF1, .perLabel).mean - best.separate.mean) < 1e-12)
    }

    @Test("a label with few positive rows takes the shared threshold, and none at all the fallback")
    func fewPositives() throws {
        let (predictions, sets) = try example(seed: 3)
        let shared = try ThresholdTuner(scope: .shared).rule(for: predictions, targets: .labelSets(sets))
        let separate = try ThresholdTuner(minimumPositives: 100).rule(for: predictions, targets: .labelSets(sets))
        #expect(separate == shared)
        let none = try LabelSets([[String]](repeating: [], count: 8), labels: ["a", "b"])
        let rule = try ThresholdTuner(fallback: 0.3).rule(for: predictions, targets: .labelSets(none))
        #expect(rule.thresholds == [0.3, 0.3])
    }

    @Test("a binary task is tuned too")
    func binary() throws {
        let task = PredictionTask.binary(negative: "n", positive: "p")
        let predictions = try Predictions(values: [0.1, 0.2, 0.3, 0.4], rowCount: 4, task: task)
        let classes = try ClassTargets(indices: [0, 0, 1, 1], labels: ["n", "p"])
        let rule = try ThresholdTuner(minimumPositives: 1).rule(for: predictions, targets: .classes(classes))
        #expect(rule.thresholds == [0.25])
    }

    @Test("what does not belong together is a typed error")
    func mismatches() throws {
        let (predictions, sets) = try example(seed: 1)
        let tuner = ThresholdTuner()
        let other = try LabelSets([[String]](repeating: [], count: 8), labels: ["b", "a"])
        let shorter = try sets.selecting(rows: [0, 1])
        let undefined = try Predictions(
            values: [Double](repeating: .nan, count: 16), rowCount: 8, task: predictions.task)
        for (predictions, targets) in [
            (predictions, Targets.labelSets(other)), (predictions, .labelSets(shorter)),
            (predictions, .numbers([Double](repeating: 0, count: 8))), (undefined, .labelSets(sets)),
        ] {
            #expect {
                try tuner.rule(for: predictions, targets: targets)
            } throws: { ($0 as? TrainError)?.code == .invalidTarget }
        }
        #expect {
            try ThresholdTuner(minimumPositives: 0, fallback: 2).validated()
        } throws: { "\($0)".contains("minimumPositives") && "\($0)".contains("fallback") }
    }
}
