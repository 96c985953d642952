import MLCore
import MLStatistics
import Testing

@Suite("Metrics: laws of mergeable states")
struct MetricLawTests {
    static let metrics: [any Metric] = [
        LogLoss(), BrierScore(), Accuracy(), HammingLoss(), ROCAUC(), ROCAUC(.micro), ROCAUC(.weighted),
        Precision(.micro), Precision(.macro), Recall(.macro), FScore(.micro), FScore(.macro), FScore(.weighted),
    ]

    private func state<M: Metric>(_ metric: M, _ rows: RandomRows, weighted: Bool) throws -> M.State {
        var state = metric.makeState()
        try metric.update(
            &state, predictions: rows.predictions, targets: rows.targets, weights: weighted ? rows.weights : nil)
        return state
    }

    private func checkLaws(_ metric: some Metric, _ rows: RandomRows, weighted: Bool) throws {
        let whole = metric.value(of: try state(metric, rows, weighted: weighted))
        let parts = try [0..<37, 37..<38, 38..<38, 38..<120].map {
            try state(metric, rows.selecting(Array($0)), weighted: weighted)
        }
        func merged(_ order: [Int]) -> MetricValue {
            var sum = metric.makeState()
            for index in order { sum.merge(parts[index]) }
            return metric.value(of: sum)
        }
        var right = parts[2]
        right.merge(parts[3])
        var nested = parts[0]
        nested.merge(parts[1])
        nested.merge(right)
        var generator = SeededGenerator(seed: 4)
        let shuffled = try rows.selecting(generator.shuffled(Array(0..<120)))
        let permuted = metric.value(of: try state(metric, shuffled, weighted: weighted))
        let results = [merged([0, 1, 2, 3]), merged([3, 1, 0, 2]), metric.value(of: nested), permuted]
        for result in results {
            if weighted, !(metric is LogLoss || metric is BrierScore || metric is Accuracy || metric is HammingLoss) {
                #expect(agrees(result.number, whole.number ?? .nan, tolerance: 1e-13), "\(metric.name)")
            } else {
                #expect(result == whole, "\(metric.name)")
            }
        }
    }

    @Test("Parts merged in any order equal the whole, to the bit without weights", arguments: RandomRows.Kind.allCases)
    func merging(kind: RandomRows.Kind) throws {
        let rows = try RandomRows(kind, rows: 120, seed: 11)
        for metric in Self.metrics {
            try checkLaws(metric, rows, weighted: false)
            try checkLaws(metric, rows, weighted: true)
        }
    }

    @Test("A whole-number weight equals repeating the row", arguments: RandomRows.Kind.allCases)
    func repeating(kind: RandomRows.Kind) throws {
        let rows = try RandomRows(kind, rows: 60, seed: 12)
        let repeats = (0..<60).map { ($0 * 7) % 4 }
        let repeated = try rows.selecting(repeats.enumerated().flatMap { Array(repeating: $0, count: $1) })
        for metric in Self.metrics {
            let weighted = try metric.value(
                predictions: rows.predictions, targets: rows.targets, weights: repeats.map(Double.init))
            let plain = try metric.value(predictions: repeated.predictions, targets: repeated.targets)
            #expect(agrees(weighted.number, plain.number ?? .nan, tolerance: 1e-13), "\(metric.name)")
        }
    }

    @Test("Decisions are those of DecisionRule", arguments: RandomRows.Kind.allCases)
    func decisions(kind: RandomRows.Kind) throws {
        let rows = try RandomRows(kind, rows: 200, seed: 13, levels: 4)
        let task = rows.predictions.task
        let rule = DecisionRule.standard(for: task)
        var exact = 0
        for row in 0..<200 {
            let decided = try rule.labels(for: rows.predictions.row(row), task: task)
            let truth: [String] =
                switch rows.targets {
                case .classes(let classes): [classes.labels[Int(classes.indices[row])]]
                case .labelSets(let sets):
                    sets.indices[sets.offsets[row]..<sets.offsets[row + 1]].map { sets.labels[Int($0)] }
                case .numbers: []
                }
            if decided == truth { exact += 1 }
        }
        let accuracy = try Accuracy().value(predictions: rows.predictions, targets: rows.targets)
        #expect(accuracy == .defined(Double(exact) / 200))
        #expect(exact > 0)
    }
}
