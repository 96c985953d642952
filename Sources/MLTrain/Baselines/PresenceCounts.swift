import MLCore

/// In how many rows, and in how much weight, each feature is present: stored, not zero and not missing.
struct PresenceCounts: Sendable {
    /// The number of rows with each feature.
    let rows: [Int]
    /// The weight of the rows with each feature.
    let weights: [Double]
    /// The weight of all rows.
    let total: Double

    init(_ features: FeatureMatrix<Double>, weights: [Double]) {
        var rows = [Int](repeating: 0, count: features.featureCount)
        var sums = [Double](repeating: 0, count: features.featureCount)
        for row in 0..<features.rowCount {
            features.forEachPresent(inRow: row) { feature in
                rows[feature] += 1
                sums[feature] += weights[row]
            }
        }
        self.rows = rows
        self.weights = sums
        total = weights.reduce(0, +)
    }

    /// The weight of those of the given rows that have each feature.
    static func weights(in features: FeatureMatrix<Double>, rows: [Int32], weights: [Double]) -> [Double] {
        var sums = [Double](repeating: 0, count: features.featureCount)
        for row in rows { features.forEachPresent(inRow: Int(row)) { sums[$0] += weights[Int(row)] } }
        return sums
    }
}

extension FeatureMatrix<Double> {
    /// Visits the features of a row that are present, in column order.
    fileprivate func forEachPresent(inRow row: Int, _ body: (Int) -> Void) {
        switch storage {
        case .dense(let values):
            for feature in 0..<featureCount {
                let value = values[row * featureCount + feature]
                if value != 0, !value.isNaN { body(feature) }
            }
        case .sparse(let rows, _):
            for position in rows.range(ofRow: row) {
                let value = rows.values[position]
                if value != 0, !value.isNaN { body(Int(rows.columns[position])) }
            }
        }
    }
}
