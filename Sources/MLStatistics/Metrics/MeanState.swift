public import MLCore

/// A weighted mean over rows: the state of losses that are means.
///
/// Both sums are exact, so merging is associative and commutative to the bit.
public struct MeanState: MetricState, Hashable, Codable {
    /// The weighted sum of the values of the rows.
    public private(set) var total: ExactSum
    /// The sum of the weights of the rows.
    public private(set) var weight: ExactSum

    /// Creates the state of no rows.
    public init() {
        total = ExactSum()
        weight = ExactSum()
    }

    /// Joins the rows of another state.
    public mutating func merge(_ other: MeanState) {
        total.merge(other.total)
        weight.merge(other.weight)
    }

    /// The mean, or why there is none.
    public var value: MetricValue {
        let weight = weight.value
        return weight > 0 ? .defined(total.value / weight) : .undefined(reason: "there are no rows")
    }

    mutating func add(_ values: [Double], weights: [Double]?) {
        guard let weights else {
            for value in values { total.add(value) }
            weight.add(Double(values.count))
            return
        }
        for (value, rowWeight) in zip(values, weights) {
            total.add(rowWeight * value)
            weight.add(rowWeight)
        }
    }
}

/// A metric that is the mean of a value of each row.
protocol RowMeanMetric: ResamplableMetric where State == MeanState {
    /// The value of each row, checked to be finite.
    func rowValues(predictions: Predictions, targets: Targets, weights: [Double]?) throws(CoreError) -> [Double]
}

extension RowMeanMetric {
    package func resampler(
        predictions: Predictions, targets: Targets, weights: [Double]?
    ) throws -> any MetricResampler {
        MeanResampler(
            values: try rowValues(predictions: predictions, targets: targets, weights: weights), weights: weights)
    }
}
