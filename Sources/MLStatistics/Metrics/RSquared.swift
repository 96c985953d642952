public import MLCore

/// The share of the variance of the truth that a regression explains: 1 − Σ (y − ŷ)² / Σ (y − ȳ)².
///
/// 1 is perfect, 0 is as good as always predicting the mean of the truth, and there is no lower bound. Definition as
/// `r2_score` of scikit-learn, except that truth that is constant, or varies by less than about 4 in a million of its
/// size, leaves it undefined.
public struct RSquared: Metric {
    /// Creates the metric.
    public init() {}

    /// The name, `rSquared`.
    public var name: String { "rSquared" }
    /// More is better.
    public var direction: MetricDirection { .higherIsBetter }

    /// No rows.
    public func makeState() -> RegressionSums { RegressionSums() }

    /// Adds rows.
    ///
    /// - Parameters:
    ///   - state: The sums so far; unchanged when this throws.
    ///   - predictions: Outputs of a regression of one target.
    ///   - targets: Finite numbers.
    ///   - weights: One weight of at least 0 for each row, or `nil`.
    /// - Throws: `CoreError` when the parts do not fit together or a number is not finite.
    /// - Complexity: O(rows).
    public func update(
        _ state: inout RegressionSums, predictions: Predictions, targets: Targets, weights: [Double]?
    ) throws {
        let rows = try RegressionRows(predictions: predictions, targets: targets, weights: weights, metric: name)
        let residuals = try rows.values(metric: name) { $0 * $0 }
        state.add(residuals: residuals, truth: rows.truth, weights: weights)
    }

    /// The value of the rows added so far, or why it is undefined.
    public func value(of state: RegressionSums) -> MetricValue { state.rSquared }
}

/// The sums behind ``RSquared``.
///
/// The sums are exact, so merging is associative and commutative to the bit.
public struct RegressionSums: MetricState, Hashable, Codable {
    private var weight = ExactSum()
    private var residuals = ExactSum()
    private var truth = ExactSum()
    private var squares = ExactSum()
    private var least: Double?
    private var greatest: Double?

    /// Creates the sums of no rows.
    public init() {}

    /// Joins the rows of another state.
    public mutating func merge(_ other: RegressionSums) {
        weight.merge(other.weight)
        residuals.merge(other.residuals)
        truth.merge(other.truth)
        squares.merge(other.squares)
        least = [least, other.least].compactMap(\.self).min()
        greatest = [greatest, other.greatest].compactMap(\.self).max()
    }

    mutating func add(residuals errors: [Double], truth numbers: [Double], weights: [Double]?) {
        for row in numbers.indices {
            let rowWeight = weights?[row] ?? 1
            guard rowWeight > 0 else { continue }
            let number = numbers[row]
            weight.add(rowWeight)
            residuals.add(rowWeight * errors[row])
            truth.add(rowWeight * number)
            squares.add(rowWeight * number * number)
            least = min(least ?? number, number)
            greatest = max(greatest ?? number, number)
        }
    }

    var rSquared: MetricValue {
        guard let least, let greatest else { return .undefined(reason: "there are no rows") }
        guard least < greatest else { return .undefined(reason: "the truth is constant") }
        let sum = truth.value
        let variation = squares.value - sum / weight.value * sum
        let value = 1 - residuals.value / variation
        // Of the difference of two nearly equal sums only the last digits are left, and these are rounded.
        guard variation > squares.value * 0x1p-36, value.isFinite else {
            return .undefined(reason: "the truth varies too little for its size, or is too large")
        }
        return .defined(value)
    }
}
