public import MLCore

/// The mean negative logarithm of the probability given to the truth, in nats.
///
/// Probabilities are first held to [ε, 1 − ε] with ε = 2⁻⁵², as `log_loss` of scikit-learn does for doubles, so one
/// certain mistake costs 36.04 and not infinity. Multi-class rows cost −ln of the probability of their class; they are
/// not normalised. Multi-label rows cost the mean over labels of the binary loss.
public struct LogLoss: Metric {
    /// Creates the metric.
    public init() {}

    /// The name, `logLoss`.
    public var name: String { "logLoss" }
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

extension LogLoss: RowMeanMetric {
    func rowValues(predictions: Predictions, targets: Targets, weights: [Double]?) throws(CoreError) -> [Double] {
        let rows = try ClassificationRows(
            predictions: predictions, targets: targets, weights: weights, metric: name)
        try rows.checkProbabilities(metric: name)
        return rows.losses(
            ofOutput: { probability, isTrue in Self.cost(isTrue ? probability : 1 - probability) },
            ofClasses: { outputs, truth in Self.cost(outputs[outputs.startIndex + truth]) })
    }

    private static func cost(_ probability: Double) -> Double {
        let epsilon = 0x1p-52
        return -Elementary.log(min(max(probability, epsilon), 1 - epsilon))
    }
}
