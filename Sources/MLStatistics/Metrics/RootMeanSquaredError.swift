public import MLCore

/// The root of the mean squared distance of predicted numbers from the truth, in the unit of the target.
///
/// Definition as `root_mean_squared_error` of scikit-learn.
public struct RootMeanSquaredError: Metric {
    /// Creates the metric.
    public init() {}

    /// The name, `rootMeanSquaredError`.
    public var name: String { "rootMeanSquaredError" }
    /// Less is better.
    public var direction: MetricDirection { .lowerIsBetter }

    /// No rows.
    public func makeState() -> MeanState { MeanState() }

    /// Adds the squared errors of rows.
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
            try squares(predictions: predictions, targets: targets, weights: weights), weights: weights)
    }

    /// The root of the mean of the rows added so far, or why it is undefined.
    public func value(of state: MeanState) -> MetricValue { Self.root(of: state.value) }

    fileprivate static func root(of mean: MetricValue) -> MetricValue {
        mean.number.map { .defined($0.squareRoot()) } ?? mean
    }

    private func squares(
        predictions: Predictions, targets: Targets, weights: [Double]?
    ) throws(CoreError) -> [Double] {
        try RegressionRows(predictions: predictions, targets: targets, weights: weights, metric: name)
            .values(metric: name) { $0 * $0 }
    }
}

extension RootMeanSquaredError: ResamplableMetric {
    package func resampler(
        predictions: Predictions, targets: Targets, weights: [Double]?
    ) throws -> any MetricResampler {
        RootMeanResampler(
            mean: MeanResampler(
                values: try squares(predictions: predictions, targets: targets, weights: weights), weights: weights))
    }
}

/// The root of a weighted mean of row values.
private struct RootMeanResampler: MetricResampler {
    let mean: MeanResampler

    func values(multiplicities: [Int32]) -> [MetricValue] {
        mean.values(multiplicities: multiplicities).map { RootMeanSquaredError.root(of: $0) }
    }
}
