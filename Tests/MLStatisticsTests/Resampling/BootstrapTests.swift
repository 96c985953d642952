import MLCore
import MLStatistics
import Testing

@Suite("Bootstrap")
struct BootstrapTests {
    /// A metric of a host: known to the bootstrap only through weights.
    struct HostMetric: Metric {
        let inner: any Metric
        var name: String { inner.name }
        var direction: MetricDirection { inner.direction }
        func makeState() -> Sums { Sums() }

        struct Sums: MetricState {
            var value = MetricValue.undefined(reason: "none")
            mutating func merge(_ other: Sums) { value = other.value }
        }

        func update(_ state: inout Sums, predictions: Predictions, targets: Targets, weights: [Double]?) throws {
            state.value = try inner.value(predictions: predictions, targets: targets, weights: weights)
        }

        func value(of state: Sums) -> MetricValue { state.value }
    }

    @Test("Prepared metrics give on each resample what the metric gives with weights", arguments: [true, false])
    func fastPath(weighted: Bool) throws {
        let bootstrap = Bootstrap(try Resampling(seed: 3, count: 40))
        for kind in RandomRows.Kind.allCases {
            let rows = try RandomRows(kind, rows: 90, seed: 5)
            let weights = weighted ? rows.weights : nil
            let fast = try bootstrap.estimates(
                of: MetricLawTests.metrics, predictions: rows.predictions, targets: rows.targets, weights: weights)
            let slow = try bootstrap.estimates(
                of: MetricLawTests.metrics.map { HostMetric(inner: $0) }, predictions: rows.predictions,
                targets: rows.targets, weights: weights)
            for (left, right) in zip(fast, slow) {
                #expect(left.value == right.value && left.replicates.count == 40)
                for (first, second) in zip(left.replicates, right.replicates) {
                    #expect(agrees(first, second ?? .nan, tolerance: 1e-12), "\(left.metric)")
                }
            }
        }
    }

    @Test("Metrics that share counts keep their own decision rule and order")
    func sharedCounts() throws {
        let rows = try RandomRows(.multilabel, rows: 90, seed: 5)
        let bootstrap = Bootstrap(try Resampling(seed: 3, count: 20))
        let strict = try DecisionRule(thresholds: [Double](repeating: 0.8, count: 5))
        let metrics: [any Metric] = [
            FScore(.micro), FScore(.micro, rule: strict), LogLoss(), Precision(.macro), Recall(.macro, rule: strict),
            FScore(.label("label 2")), FScore(.label("label 2"), rule: strict),
        ]
        let together = try bootstrap.estimates(of: metrics, predictions: rows.predictions, targets: rows.targets)
        for (metric, estimate) in zip(metrics, together) {
            let alone = try bootstrap.estimates(of: [metric], predictions: rows.predictions, targets: rows.targets)
            #expect(alone == [estimate])
        }
        #expect(together[0].replicates != together[1].replicates)
        #expect(throws: CoreError.self) {
            try bootstrap.estimates(
                of: [FScore(.micro), FScore(.label("none"))], predictions: rows.predictions, targets: rows.targets)
        }
    }

    @Test("Replicates do not depend on the number of threads")
    func threads() throws {
        let rows = try RandomRows(.multilabel, rows: 150, seed: 6)
        let bootstrap = Bootstrap(try Resampling(seed: 8, count: 64))
        let one = try bootstrap.estimates(
            of: MetricLawTests.metrics, predictions: rows.predictions, targets: rows.targets, threads: 1)
        let four = try bootstrap.estimates(
            of: MetricLawTests.metrics, predictions: rows.predictions, targets: rows.targets, threads: 4)
        #expect(one == four)
        let other = try Bootstrap(try Resampling(seed: 9, count: 64)).estimates(
            of: MetricLawTests.metrics, predictions: rows.predictions, targets: rows.targets)
        #expect(one != other)
    }

    @Test("The interval of a mean has about its nominal coverage")
    func coverage() throws {
        var generator = SeededGenerator(seed: 10)
        var covered = 0
        for trial in 0..<200 {
            let sample = (0..<60).map { _ in generator.nextNormal() }
            let bootstrap = Bootstrap(try Resampling(seed: UInt64(trial), count: 200, level: 0.9))
            let replicates = try bootstrap.replicates(rowCount: 60) { counts in
                zip(counts, sample).reduce(0.0) { $0 + Double($1.0) * $1.1 } / 60
            }
            if try #require(bootstrap.interval(of: replicates)).contains(0) { covered += 1 }
        }
        #expect((160...195).contains(covered), "\(covered) of 200")
    }

    @Test("Each resample draws as many rows as there are")
    func drawCount() throws {
        let bootstrap = Bootstrap(try Resampling(seed: 1, count: 5))
        let totals = try bootstrap.replicates(rowCount: 1000) { Double($0.reduce(0, +)) }
        #expect(totals == [1000, 1000, 1000, 1000, 1000])
        #expect(try bootstrap.replicates(rowCount: 0) { _ in 1 }.isEmpty)
        #expect(throws: StatisticsError.self) { try bootstrap.replicates(rowCount: -1) { _ in 1 } }
    }

    @Test("Undefined replicates are left out and said; too many leave no interval")
    func undefinedReplicates() throws {
        let bootstrap = Bootstrap(try Resampling(seed: 1, count: 20, level: 0.9))
        var replicates: [Double?] = (0..<20).map(Double.init)
        replicates[3] = nil
        let interval = try #require(bootstrap.interval(of: replicates))
        #expect(interval.method == "percentile bootstrap, 20 resamples, 1 undefined left out")
        for index in 0..<5 { replicates[index] = nil }
        #expect(bootstrap.interval(of: replicates) == nil)
        #expect(bootstrap.interval(of: []) == nil)
    }

    @Test("A paired difference of correlated models is tighter than their intervals")
    func pairedDifference() throws {
        let rows = try RandomRows(.binary, rows: 400, seed: 21)
        let better = try Predictions(
            values: rows.predictions.values.map { 0.25 + $0 / 2 }, rowCount: 400, task: rows.predictions.task)
        let bootstrap = Bootstrap(try Resampling(seed: 2, count: 300))
        let first = try bootstrap.estimates(of: [BrierScore()], predictions: better, targets: rows.targets)[0]
        let second = try bootstrap.estimates(
            of: [BrierScore()], predictions: rows.predictions, targets: rows.targets)[0]
        let difference = try bootstrap.difference(of: first, and: second)
        let interval = try #require(difference.interval)
        #expect(interval.upper < 0)
        #expect(difference.share(above: 0) == 0)
        #expect(difference.share(above: -1) == 1)
        #expect(difference.replicates.count == 300)
        let other = try bootstrap.estimates(of: [LogLoss()], predictions: better, targets: rows.targets)[0]
        #expect(throws: StatisticsError.self) { try bootstrap.difference(of: first, and: other) }
    }

    @Test("A cancelled bootstrap throws")
    func cancellation() throws {
        let token = CancellationToken()
        token.cancel()
        let rows = try RandomRows(.binary, rows: 10, seed: 21)
        let bootstrap = Bootstrap(try Resampling(seed: 2, count: 300))
        #expect(throws: CoreError.self) {
            try bootstrap.estimates(
                of: [BrierScore()], predictions: rows.predictions, targets: rows.targets, cancellation: token)
        }
    }
}
