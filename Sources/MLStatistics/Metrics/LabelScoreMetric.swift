import MLCore

/// A metric on the counts of decided labels.
protocol LabelScoreMetric: ResamplableMetric {
    var score: LabelScore { get }
    var rule: DecisionRule? { get }
}

extension LabelScoreMetric {
    /// Decides labels and compares them with the truth.
    func outcomes(predictions: Predictions, targets: Targets, weights: [Double]?) throws(CoreError) -> RowOutcomes {
        let rows = try ClassificationRows(
            predictions: predictions, targets: targets, weights: weights, metric: score.name)
        try score.check(rows)
        return try RowOutcomes(rows, rule: rule, metric: score.name)
    }

    /// Prepares rows for resampling.
    package func resampler(
        predictions: Predictions, targets: Targets, weights: [Double]?
    ) throws -> any MetricResampler {
        let outcomes = try outcomes(predictions: predictions, targets: targets, weights: weights)
        return LabelCountResampler(outcomes: outcomes, weights: weights, scores: [score])
    }
}

extension LabelScore {
    func value(of state: LabelCounts) -> MetricValue {
        value(labels: state.labels, counts: state.counts, rowWeight: state.rowWeight)
    }
}
