import MLCore
import MLStatistics
import Testing

@Suite("Regression metrics")
struct RegressionMetricTests {
    private static let metrics: [any Metric] = [RootMeanSquaredError(), MeanAbsoluteError(), RSquared()]

    private func predictions(_ values: [Double]) throws -> Predictions {
        try Predictions(values: values, rowCount: values.count, task: .regression(targets: ["target"]))
    }

    @Test("States of parts merge to the value of the whole, in any order")
    func merging() throws {
        var generator = SeededGenerator(seed: 11)
        let truth = (0..<90).map { _ in generator.nextUniform() * 100 }
        let predicted = truth.map { $0 + generator.nextUniform() * 10 - 5 }
        for metric in Self.metrics { try checkMerging(metric, predicted, truth) }
    }

    private func checkMerging(_ metric: some Metric, _ predicted: [Double], _ truth: [Double]) throws {
        let whole = try metric.value(predictions: predictions(predicted), targets: .numbers(truth))
        for order in [[0, 1, 2], [2, 0, 1]] {
            var state = metric.makeState()
            for part in order {
                let rows = [0..<10, 10..<11, 11..<90][part]
                var other = metric.makeState()
                try metric.update(
                    &other, predictions: predictions(Array(predicted[rows])), targets: .numbers(Array(truth[rows])),
                    weights: nil)
                state.merge(other)
            }
            #expect(metric.value(of: state) == whole, "\(metric.name)")
        }
    }

    @Test("Perfect predictions, the mean, and rows of weight zero have the values of the definition")
    func values() throws {
        let truth = [1.0, 2, 3, 6]
        let targets = Targets.numbers(truth)
        #expect(try RSquared().value(predictions: predictions(truth), targets: targets) == .defined(1))
        #expect(try RSquared().value(predictions: predictions([3, 3, 3, 3]), targets: targets) == .defined(0))
        #expect(try RootMeanSquaredError().value(predictions: predictions(truth), targets: targets) == .defined(0))
        let weighted = try MeanAbsoluteError().value(
            predictions: predictions([2, 9, 9, 9]), targets: targets, weights: [2, 0, 0, 0])
        #expect(weighted == .defined(1))
    }

    @Test("No rows and constant truth are undefined, with a reason")
    func undefined() throws {
        for metric in Self.metrics {
            let value = try metric.value(predictions: predictions([]), targets: .numbers([]))
            #expect(value.number == nil && value.reason?.isEmpty == false)
        }
        let constant = try RSquared().value(predictions: predictions([1, 2]), targets: .numbers([0.1, 0.1]))
        #expect(constant == .undefined(reason: "the truth is constant"))
    }

    @Test("The share of explained variance is near its definition, or undefined where rounding would decide it")
    func offsets() throws {
        let truth = (0..<100).map { Double($0 % 7) }
        let predicted = truth.map { $0 + 0.5 }
        let expected = try #require(
            try RSquared().value(predictions: predictions(predicted), targets: .numbers(truth)).number)
        for exponent in 0..<16 {
            let offset = Double("1e\(exponent)") ?? 0
            let value = try RSquared().value(
                predictions: predictions(predicted.map { $0 + offset }), targets: .numbers(truth.map { $0 + offset }))
            if let number = value.number {
                #expect(abs(number - expected) < 1e-3, "at \(offset): \(number)")
            } else {
                #expect(exponent > 5 && value.reason?.contains("too little") == true, "at \(offset)")
            }
        }
    }

    @Test("Classes, numbers that are not finite, and errors too large are refused")
    func refusals() throws {
        let classes = Targets.classes(try ClassTargets(["a", "b"]))
        for metric in Self.metrics {
            #expect(throws: CoreError.self) { try metric.value(predictions: predictions([1, 2]), targets: classes) }
            for bad in [Double.nan, .infinity] {
                #expect(throws: CoreError.self) {
                    try metric.value(predictions: predictions([1, bad]), targets: .numbers([1, 2]))
                }
            }
        }
        #expect(throws: CoreError.self) {
            try RootMeanSquaredError().value(predictions: predictions([1e200]), targets: .numbers([0]))
        }
    }

    @Test("Bootstrap intervals hold the value")
    func intervals() throws {
        var generator = SeededGenerator(seed: 5)
        let truth = (0..<200).map { _ in generator.nextUniform() }
        let predicted = truth.map { $0 + generator.nextUniform() * 0.2 }
        let estimates = try Bootstrap(Resampling(seed: 1, count: 100)).estimates(
            of: Self.metrics, predictions: predictions(predicted), targets: .numbers(truth))
        for estimate in estimates {
            let interval = try #require(estimate.interval)
            let value = try #require(estimate.value)
            #expect(interval.lower < value && value < interval.upper, "\(estimate.metric)")
        }
    }
}
