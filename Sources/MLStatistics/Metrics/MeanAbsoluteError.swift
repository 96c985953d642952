public import MLCore

/// The mean distance of predicted numbers from the truth, in the unit of the target.
///
/// Definition as `mean_absolute_error` of scikit-learn.
public struct MeanAbsoluteError: Metric {
    /// Creates the metric.
    public init() {}

    /// The name, `meanAbsoluteError`.
    public var name: String { "meanAbsoluteError" }
    /// Less is better.
    public var direction: MetricDirection { .lowerIsBetter }

    /// No rows.
    public func makeState() -> MeanState { MeanState() }

    /// Adds the values of rows.
    ///
    /// - Parameters:
    ///   - state: The mean so far; unchanged when this throws.
    ///   - predictions: Outputs of a regression of one target.
    ///   - targets: Finite numbers.
    ///   - weights: One weight of at least 0 for each row, or `nil`.
    /// - Throws: `CoreError` when the parts do not fit together or a number is not finite.
    /// - Complexity: O(rows).
    public func update(
        _ state: inout MeanState, predictions: Predictions, targets: Targets, weights: [Double]?
    ) throws {
        state.add(
            try rowValues(predictions: predictions, targets: targets, weights: weights), weights: weights)
    }

    /// The mean of the rows added so far, or why it is undefined.
    public func value(of state: MeanState) -> MetricValue { state.value }
}

extension MeanAbsoluteError: RowMeanMetric {
    func rowValues(predictions: Predictions, targets: Targets, weights: [Double]?) throws(CoreError) -> [Double] {
        try RegressionRows(predictions: predictions, targets: targets, weights: weights, metric: name)
            .values(metric: name) { abs($0) }
    }
}
