import MLCore

/// Metrics prepared for resampling, those on the same decided labels together.
struct ResamplingPlan: Sendable {
    /// Prepared rows, and which metrics their values belong to.
    private var parts: [(resampler: any MetricResampler, positions: [Int])] = []
    private let count: Int

    /// Prepares the rows for each metric.
    ///
    /// - Throws: What the metrics throw for rows that do not fit them.
    init(_ metrics: [any Metric], predictions: Predictions, targets: Targets, weights: [Double]?) throws {
        count = metrics.count
        var partOfRule: [DecisionRule?: Int] = [:]
        for (position, metric) in metrics.enumerated() {
            if let metric = metric as? any LabelScoreMetric, let part = partOfRule[metric.rule],
                var shared = parts[part].resampler as? LabelCountResampler
            {
                try metric.score.check(
                    ClassificationRows(
                        predictions: predictions, targets: targets, weights: weights, metric: metric.name))
                shared.scores.append(metric.score)
                parts[part] = (shared, parts[part].positions + [position])
                continue
            }
            if let metric = metric as? any LabelScoreMetric { partOfRule[metric.rule] = parts.count }
            let resampler =
                try (metric as? any ResamplableMetric)?
                .resampler(predictions: predictions, targets: targets, weights: weights)
                ?? Self.resampler(of: metric, predictions: predictions, targets: targets, weights: weights)
            parts.append((resampler, [position]))
        }
    }

    /// The values of all metrics on a resample, in their order; `nil` where undefined.
    func values(multiplicities: [Int32]) throws -> [Double?] {
        var result = [Double?](repeating: nil, count: count)
        for part in parts {
            for (position, value) in zip(part.positions, try part.resampler.values(multiplicities: multiplicities)) {
                result[position] = value.number
            }
        }
        return result
    }

    private static func resampler(
        of metric: some Metric, predictions: Predictions, targets: Targets, weights: [Double]?
    ) -> any MetricResampler {
        WeightResampler(metric: metric, predictions: predictions, targets: targets, weights: weights)
    }
}
