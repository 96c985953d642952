public import MLCore

/// The mean squared distance of probabilities from the truth (Brier, 1950).
///
/// Binary rows cost (p − y)², as `brier_score_loss` of scikit-learn. Multi-class rows cost the sum over classes of the
/// squared differences, from 0 to 2; multi-label rows the mean over labels of the binary cost.
public struct BrierScore: Metric {
    /// Creates the metric.
    public init() {}

    /// The name, `brierScore`.
    public var name: String { "brierScore" }
    /// Less is better.
    public var direction: MetricDirection { .lowerIsBetter }

    /// No rows.
    public func makeState() -> MeanState { MeanState() }

    /// Adds the values of rows.
    ///
    /// - Parameters:
    ///   - state: The mean so far; unchanged when this throws.
    ///   - predictions: Outputs of a classifier.
    ///   - targets: Classes or label sets with the labels of the predictions.
    ///   - weights: One weight of at least 0 for each row, or `nil`.
    /// - Throws: `CoreError` when the parts do not fit together or an output is no probability.
    /// - Complexity: O(rows × labels).
    public func update(
        _ state: inout MeanState, predictions: Predictions, targets: Targets, weights: [Double]?
    ) throws {
        state.add(
            try rowValues(predictions: predictions, targets: targets, weights: weights), weights: weights)
    }

    /// The mean of the rows added so far, or why it is undefined.
    public func value(of state: MeanState) -> MetricValue { state.value }
}

extension BrierScore: RowMeanMetric {
    func rowValues(predictions: Predictions, targets: Targets, weights: [Double]?) throws(CoreError) -> [Double] {
        let rows = try ClassificationRows(
            predictions: predictions, targets: targets, weights: weights, metric: name)
        try rows.checkProbabilities(metric: name)
        return rows.losses(
            ofOutput: { probability, isTrue in Self.square(probability - (isTrue ? 1 : 0)) },
            ofClasses: { outputs, truth in
                var sum = 0.0
                for (label, probability) in outputs.enumerated() {
                    sum += Self.square(probability - (label == truth ? 1 : 0))
                }
                return sum
            })
    }

    private static func square(_ number: Double) -> Double {
        number * number
    }
}
