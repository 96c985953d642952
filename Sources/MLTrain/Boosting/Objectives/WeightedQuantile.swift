/// Quantiles of weighted values.
enum WeightedQuantile {
    /// The smallest value up to which the weights reach a share of all weights; between neighbours that reach exactly
    /// the share, their middle.
    ///
    /// - Parameters:
    ///   - values: At least one value, none NaN.
    ///   - weights: The weight of each value; `nil` for the same weights.
    ///   - level: The share, from 0 to 1.
    /// - Returns: The quantile.
    static func value(_ values: [Double], weights: [Double]?, _ level: Double) -> Double {
        let order = values.indices.sorted { (values[$0], $0) < (values[$1], $1) }
        let total = weights?.reduce(0, +) ?? Double(values.count)
        let wanted = level * total
        var reached = 0.0
        for (position, index) in order.enumerated() {
            reached += weights?[index] ?? 1
            if reached > wanted { return values[index] }
            if reached == wanted, position + 1 < order.count {
                return values[index] / 2 + values[order[position + 1]] / 2
            }
        }
        return order.last.map { values[$0] } ?? 0
    }
}
