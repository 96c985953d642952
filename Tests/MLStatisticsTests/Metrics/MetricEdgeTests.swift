import MLCore
import MLStatistics
import Testing

@Suite("Metrics: edge cases and refusals")
struct MetricEdgeTests {
    private let task = PredictionTask.binary(negative: "no", positive: "yes")

    private func rows(_ scores: [Double], _ truth: [Int32]) throws -> (Predictions, Targets) {
        (
            try Predictions(values: scores, rowCount: scores.count, task: task),
            .classes(try ClassTargets(indices: truth, labels: ["no", "yes"]))
        )
    }

    @Test("No rows leave every metric undefined, with a reason")
    func empty() throws {
        let (predictions, targets) = try rows([], [])
        for metric in MetricLawTests.metrics {
            let value = try metric.value(predictions: predictions, targets: targets)
            #expect(value.number == nil && value.reason?.isEmpty == false, "\(metric.name): \(value)")
        }
    }

    @Test("The area is undefined with one class only, also when the other has no weight")
    func oneClass() throws {
        let (predictions, targets) = try rows([0.1, 0.9], [1, 1])
        #expect(
            try ROCAUC().value(predictions: predictions, targets: targets)
                == .undefined(reason: "the rows have only one class for \"yes\""))
        let (both, mixed) = try rows([0.1, 0.9], [0, 1])
        #expect(try ROCAUC().value(predictions: both, targets: mixed) == .defined(1))
        #expect(try ROCAUC().value(predictions: both, targets: mixed, weights: [0, 1]).number == nil)
    }

    @Test("A mean over labels may leave out labels without both classes")
    func skippedLabels() throws {
        let labels = ["a", "b"]
        let predictions = try Predictions(
            values: [0.1, 0.2, 0.9, 0.3], rowCount: 2, task: .multilabel(labels: labels))
        let targets = Targets.labelSets(try LabelSets([[], ["a"]], labels: labels))
        #expect(try ROCAUC().value(predictions: predictions, targets: targets).number == nil)
        #expect(
            try ROCAUC(skippingUndefinedLabels: true).value(predictions: predictions, targets: targets) == .defined(1))
    }

    @Test("All scores equal give an area of one half")
    func ties() throws {
        let (predictions, targets) = try rows([0.5, 0.5, 0.5, 0.5, 0.5], [0, 1, 0, 1, 1])
        #expect(try ROCAUC().value(predictions: predictions, targets: targets) == .defined(0.5))
    }

    @Test("A zero denominator is 0, or undefined on request")
    func zeroDivision() throws {
        let (predictions, targets) = try rows([0.1, 0.2, 0.3], [0, 1, 0])
        #expect(try Precision(.positive).value(predictions: predictions, targets: targets) == .defined(0))
        let undefined = try Precision(.positive, zeroDivision: .undefined)
            .value(predictions: predictions, targets: targets)
        #expect(undefined == .undefined(reason: "label \"yes\" is never decided"))
        let mean = try Precision(.macro, zeroDivision: .undefined).value(predictions: predictions, targets: targets)
        #expect(mean == .defined(2.0 / 3))
    }

    @Test("A certain mistake costs 36.04 nats, not infinity")
    func certainMistake() throws {
        let (predictions, targets) = try rows([0, 1], [1, 1])
        let value = try LogLoss().value(predictions: predictions, targets: targets).number
        #expect(agrees(value, 36.04365338911715 / 2, tolerance: 1e-12))
    }

    @Test("NaN, wrong counts, other labels and bad weights are refused, and the state stays as it was")
    func refusals() throws {
        let (good, targets) = try rows([0.5, 0.7], [0, 1])
        let (nan, _) = try rows([0.5, .nan], [0, 1])
        let (beyond, _) = try rows([0.5, 1.5], [0, 1])
        let other = Targets.classes(try ClassTargets(indices: [0, 1], labels: ["yes", "no"]))
        let numbers = Targets.numbers([0, 1])
        let metric = LogLoss()
        var state = metric.makeState()
        try metric.update(&state, predictions: good, targets: targets, weights: nil)
        let before = state
        let attempts: [(Predictions, Targets, [Double]?, CoreError.Code)] = [
            (nan, targets, nil, .nonFiniteValue), (beyond, targets, nil, .invalidArgument),
            (good, other, nil, .shapeMismatch), (good, numbers, nil, .typeMismatch),
            (good, try targets.selecting(rows: [0]), nil, .shapeMismatch), (good, targets, [1], .shapeMismatch),
            (good, targets, [1, -1], .invalidArgument), (good, targets, [1, .nan], .invalidArgument),
            (good, targets, [1, .infinity], .invalidArgument),
        ]
        for (predictions, targets, weights, code) in attempts {
            let error = #expect(throws: CoreError.self) {
                try metric.update(&state, predictions: predictions, targets: targets, weights: weights)
            }
            #expect(error?.code == code)
        }
        #expect(state == before)
    }

    @Test("An unknown label, a positive label of many and a rule of another size are refused")
    func configuration() throws {
        let rows = try RandomRows(.multilabel, rows: 4, seed: 1)
        for metric in [
            FScore(.label("none")) as any Metric, Precision(.positive), ROCAUC(.label("none")), ROCAUC(.positive),
            Recall(.micro, rule: try DecisionRule(thresholds: [0.5])),
        ] {
            #expect(throws: CoreError.self) {
                try metric.value(predictions: rows.predictions, targets: rows.targets)
            }
        }
        #expect(throws: CoreError.self) { try FScore(.micro, beta: 0) }
        #expect(throws: CoreError.self) { try FScore(.micro, beta: .nan) }
    }

    @Test("Names say what is averaged")
    func names() throws {
        #expect(FScore(.micro).name == "microF1")
        #expect(FScore(.macro).name == "macroF1")
        #expect(FScore(.positive).name == "f1")
        #expect(FScore(.label("Drama")).name == "f1(Drama)")
        #expect(Precision(.micro).name == "microPrecision")
        #expect(try FScore(.macro, beta: 0.5).name == "macroF0.5")
        #expect(try FScore(.macro, beta: 2).name == "macroF2")
        #expect(ROCAUC().name == "rocAUC")
    }

    @Test("States of different labels: counts join by name, kept scores have no value")
    func differentLabels() throws {
        let labels = ["a", "b"]
        let first = try Predictions(values: [0.9, 0.1], rowCount: 1, task: .multilabel(labels: ["a", "b"]))
        let second = try Predictions(values: [0.9, 0.1], rowCount: 1, task: .multilabel(labels: ["c", "b"]))
        let metric = Recall(.micro)
        var left = metric.makeState()
        try metric.update(
            &left, predictions: first, targets: .labelSets(LabelSets([["a", "b"]], labels: labels)), weights: nil)
        var right = metric.makeState()
        try metric.update(
            &right, predictions: second, targets: .labelSets(LabelSets([["c"]], labels: ["c", "b"])), weights: nil)
        var joined = left
        joined.merge(right)
        right.merge(left)
        #expect(joined == right)
        #expect(metric.value(of: joined) == .defined(2.0 / 3))
        let area = ROCAUC()
        var kept = area.makeState()
        try area.update(
            &kept, predictions: first, targets: .labelSets(LabelSets([["a"]], labels: labels)), weights: nil)
        try area.update(
            &kept, predictions: second, targets: .labelSets(LabelSets([["c"]], labels: ["c", "b"])), weights: nil)
        #expect(area.value(of: kept).reason == "states with different labels were merged")
    }
}
