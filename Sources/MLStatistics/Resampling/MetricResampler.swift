package import MLCore

/// A metric that can prepare rows once and then be computed quickly on many resamples of them.
package protocol ResamplableMetric: Metric {
    /// Prepares rows for resampling.
    ///
    /// - Throws: `CoreError` when the parts do not fit together.
    func resampler(predictions: Predictions, targets: Targets, weights: [Double]?) throws -> any MetricResampler
}

/// Rows prepared for computing one or more metrics on resamples of them.
package protocol MetricResampler: Sendable {
    /// The values of the metrics when each row occurs as often as given.
    ///
    /// - Parameter multiplicities: How often each row occurs; as many as there are rows.
    /// - Returns: For each metric its value, or why it is undefined.
    /// - Throws: What a metric of a host throws.
    func values(multiplicities: [Int32]) throws -> [MetricValue]
}

/// Precision, recall and F with any averaging from the same outcome counts.
struct LabelCountResampler: MetricResampler {
    let outcomes: RowOutcomes
    let weights: [Double]?
    var scores: [LabelScore]

    func values(multiplicities: [Int32]) -> [MetricValue] {
        var rowWeight = 0.0
        var counts = [Double](repeating: 0, count: 3 * outcomes.labels.count)
        counts.withUnsafeMutableBufferPointer { counts in
            outcomes.codes.withUnsafeBufferPointer { codes in
                outcomes.offsets.withUnsafeBufferPointer { offsets in
                    for row in 0..<min(multiplicities.count, offsets.count - 1) where multiplicities[row] > 0 {
                        let weight = Double(multiplicities[row]) * (weights?[row] ?? 1)
                        rowWeight += weight
                        for position in offsets[row]..<offsets[row + 1] { counts[Int(codes[position])] += weight }
                    }
                }
            }
        }
        return scores.map { $0.value(labels: outcomes.labels, counts: counts, rowWeight: rowWeight) }
    }
}

/// A weighted mean of row values, added in the order of the rows.
struct MeanResampler: MetricResampler {
    let values: [Double]
    let weights: [Double]?

    func values(multiplicities: [Int32]) -> [MetricValue] {
        var (sum, total) = (0.0, 0.0)
        for row in 0..<min(multiplicities.count, values.count) {
            let weight = Double(multiplicities[row]) * (weights?[row] ?? 1)
            sum += weight * values[row]
            total += weight
        }
        return [total > 0 ? .defined(sum / total) : .undefined(reason: "there are no rows")]
    }
}

/// Areas under curves whose rows are already sorted.
struct CurveResampler: MetricResampler {
    let curves: CurveSet
    let weights: [Double]?

    func values(multiplicities: [Int32]) -> [MetricValue] {
        guard let weights else { return [curves.value { Double(multiplicities[$0]) }] }
        return [curves.value { Double(multiplicities[$0]) * weights[$0] }]
    }
}

/// Any metric, by giving the multiplicities as weights.
struct WeightResampler<M: Metric>: MetricResampler {
    let metric: M
    let predictions: Predictions
    let targets: Targets
    let weights: [Double]?

    func values(multiplicities: [Int32]) throws -> [MetricValue] {
        let resampled = multiplicities.enumerated().map { row, count in Double(count) * (weights?[row] ?? 1) }
        return [try metric.value(predictions: predictions, targets: targets, weights: resampled)]
    }
}
