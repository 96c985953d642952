public import MLCore

/// The share of label decisions that are wrong.
///
/// For classes this is 1 − accuracy; for sets of labels every label of a row is one decision. Definition as
/// `hamming_loss` of scikit-learn.
public struct HammingLoss: Metric {
    let rule: DecisionRule?

    /// Creates the metric.
    ///
    /// - Parameter rule: How outputs become labels; `nil` takes the standard rule of the task, thresholds of 0.5.
    public init(rule: DecisionRule? = nil) { self.rule = rule }

    /// The name, `hammingLoss`.
    public var name: String { "hammingLoss" }
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
    /// - Throws: `CoreError` when the parts do not fit together or an output is NaN.
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

extension HammingLoss: RowMeanMetric {
    func rowValues(predictions: Predictions, targets: Targets, weights: [Double]?) throws(CoreError) -> [Double] {
        let rows = try ClassificationRows(
            predictions: predictions, targets: targets, weights: weights, metric: name)
        let outcomes = try RowOutcomes(rows, rule: rule, metric: name)
        guard case .sets = rows.truth else {
            return (0..<outcomes.rowCount).map { outcomes.isExact(row: $0) ? 0 : 1 }
        }
        let decisions = Double(max(rows.labels.count, 1))
        return (0..<outcomes.rowCount).map { Double(outcomes.mistakes(row: $0)) / decisions }
    }
}
