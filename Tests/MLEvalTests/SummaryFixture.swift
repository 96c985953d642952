import MLCore

/// Evaluations made by hand: one metric whose replicates surround its value.
enum SummaryFixture {
    static func summary(
        _ value: Double, spread: Double = 0.01, subject: String = "candidate", dataset: String = "validation",
        metric: String = "microF1", direction: MetricDirection = .higherIsBetter, rows: Int = 500, seed: UInt64 = 1,
        shared: Double = 0
    ) throws -> EvaluationSummary {
        let resampling = try Resampling(seed: seed, count: 101)
        // A ramp of the given half width; `shared` adds noise that two summaries have in common.
        let replicates = (0..<resampling.count).map { index -> Double? in
            let ramp = (Double(index) / 50 - 1) * spread
            let common = (index % 2 == 0 ? 1.0 : -1.0) * shared
            return value + ramp + common
        }
        let interval = ConfidenceInterval(
            lower: value - spread - shared, upper: value + spread + shared, level: 0.95, method: "by hand")
        let estimate = MetricEstimate(
            metric: metric, direction: direction, value: .defined(value), rowCount: rows, interval: interval,
            replicates: replicates)
        return EvaluationSummary(
            subject: subject, dataset: dataset, resampling: resampling,
            overall: .init(name: "all", predicate: .all, rowCount: rows, metrics: [estimate]))
    }
}
