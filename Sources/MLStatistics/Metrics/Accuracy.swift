public import MLCore

/// The share of rows that are decided exactly right.
///
/// For classes this is the accuracy; for sets of labels the subset accuracy, where one wrong label makes a row wrong.
/// Definition as `accuracy_score` of scikit-learn.
public struct Accuracy: Metric {
    let rule: DecisionRule?

    /// Creates the metric.
    ///
    /// - Parameter rule: How outputs become labels; `nil` takes the standard rule of the task, thresholds of 0.5.
    public init(rule: DecisionRule? = nil) { self.rule = rule }

    /// The name, `accuracy`.
    public var name: String { "accuracy" }
    /// More is better.
    public var direction: MetricDirection { .higherIsBetter }

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

extension Accuracy: RowMeanMetric {
    func rowValues(predictions: Predictions, targets: Targets, weights: [Double]?) throws(CoreError) -> [Double] {
        let rows = try ClassificationRows(
            predictions: predictions, targets: targets, weights: weights, metric: name)
        let outcomes = try RowOutcomes(rows, rule: rule, metric: name)
        return (0..<outcomes.rowCount).map { outcomes.isExact(row: $0) ? 1 : 0 }
    }
}
