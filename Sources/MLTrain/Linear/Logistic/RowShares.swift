import MLCore

/// The weight of each row as a share of the total, after class weights.
struct RowShares {
    /// One share for each row; they sum to 1 up to rounding.
    let values: [Double]
    /// The sum of the weights.
    let total: Double
    /// The sum of the weights of each class.
    let classTotals: [Double]

    init(
        _ weights: [Double], classes: [Int32], classTotals: [Double], _ mode: LogisticRegression.ClassWeights
    ) throws(TrainError) {
        var factors = [Double](repeating: 1, count: classTotals.count)
        let plainTotal = classTotals.reduce(0, +)
        if mode == .balanced { factors = classTotals.map { plainTotal / (Double(classTotals.count) * $0) } }
        let scaledTotals = zip(classTotals, factors).map { $0 * $1 }
        let sum = scaledTotals.reduce(0, +)
        guard sum.isFinite, sum > 0, factors.allSatisfy(\.isFinite) else {
            throw TrainError(.invalidTarget, "the weights of the rows are too large or too small to add up")
        }
        values = weights.indices.map { weights[$0] * factors[Int(classes[$0])] / sum }
        total = sum
        self.classTotals = scaledTotals
    }
}
