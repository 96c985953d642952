/// Means of weighted values.
enum WeightedMean {
    /// The weighted mean, added up in order.
    static func value(_ values: [Double], weights: [Double]?) -> Double {
        guard let weights else {
            let count = Double(values.count)
            return values.reduce(0) { $0 + $1 / count }
        }
        let total = weights.reduce(0, +)
        var mean = 0.0
        for (value, weight) in zip(values, weights) { mean += value * (weight / total) }
        return mean
    }
}
