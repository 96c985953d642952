public import MLCore

extension Bootstrap {
    /// The values of metrics with intervals and replicates.
    ///
    /// All metrics see the same resamples. Counts, means and areas are prepared once and then recomputed for each
    /// resample; precision, recall and F with the same decision rule share their counts. Metrics of a host are given the
    /// multiplicities as weights.
    ///
    /// - Parameters:
    ///   - metrics: The metrics.
    ///   - predictions: Outputs of a model.
    ///   - targets: What turned out to be true, one for each row.
    ///   - weights: One weight for each row, or `nil` for weights of 1.
    ///   - threads: How many threads may be used; the result does not depend on it.
    ///   - cancellation: Stops the work.
    /// - Returns: One estimate for each metric, in order.
    /// - Throws: What the metrics throw, or `CoreError` with code `cancelled`.
    public func estimates(
        of metrics: [any Metric], predictions: Predictions, targets: Targets, weights: [Double]? = nil,
        threads: Int = 1, cancellation: CancellationToken = CancellationToken()
    ) throws -> [MetricEstimate] {
        let plan = try ResamplingPlan(metrics, predictions: predictions, targets: targets, weights: weights)
        let rowCount = predictions.rowCount
        let resamples = rowCount == 0 ? 0 : resampling.count
        let rows = try parallelMap(count: resamples, threads: threads) { resample -> [Double?] in
            try cancellation.check()
            let counts = multiplicities(resample: resample, rowCount: rowCount)
            return try plan.values(multiplicities: counts)
        }
        return try metrics.indices.map { position in
            let metric = metrics[position]
            let replicates = rows.map { $0[position] }
            return MetricEstimate(
                metric: metric.name, direction: metric.direction,
                value: try metric.value(predictions: predictions, targets: targets, weights: weights),
                rowCount: rowCount, interval: interval(of: replicates), replicates: replicates)
        }
    }
}
