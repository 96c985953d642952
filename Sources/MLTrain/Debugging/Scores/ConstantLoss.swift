import MLCore

/// The loss of the best constant prediction, which is known without any training.
///
/// Classes: the entropy of their shares. Label sets: the mean over the labels of the entropy of the share of each.
/// Numbers: the variance. All in the definitions of `LogLoss` and of the mean squared error.
enum ConstantLoss {
    /// The loss of targets.
    ///
    /// - Parameters:
    ///   - targets: The targets; no rows give 0.
    ///   - weights: One weight for each row, or `nil` for weights of 1.
    /// - Returns: The loss, 0 when all rows have the same target.
    static func value(_ targets: Targets, weights: [Double]? = nil) -> Double {
        value(targets, rows: Array(0..<targets.rowCount), weights: weights)
    }

    /// The loss of some of the rows.
    static func value(_ targets: Targets, rows: [Int], weights: [Double]? = nil) -> Double {
        var total = 0.0
        for row in rows { total += weights?[row] ?? 1 }
        guard total > 0 else { return 0 }
        switch targets {
        case .numbers(let numbers):
            var mean = 0.0
            for row in rows { mean += numbers[row] * ((weights?[row] ?? 1) / total) }
            var variance = 0.0
            for row in rows {
                let distance = numbers[row] - mean
                variance += distance * distance * ((weights?[row] ?? 1) / total)
            }
            return variance
        case .classes(let classes):
            var sums: [Int32: Double] = [:]
            for row in rows { sums[classes.indices[row], default: 0] += weights?[row] ?? 1 }
            return sums.keys.sorted().reduce(0) { $0 + part((sums[$1] ?? 0) / total) }
        case .labelSets(let sets):
            var sums: [Int32: Double] = [:]
            for row in rows {
                for position in sets.range(ofRow: row) {
                    sums[sets.indices[position], default: 0] += weights?[row] ?? 1
                }
            }
            let entropies = sums.keys.sorted().reduce(0.0) { sum, label in
                let share = min((sums[label] ?? 0) / total, 1)
                return sum + part(share) + part(1 - share)
            }
            return sets.labels.isEmpty ? 0 : entropies / Double(sets.labels.count)
        }
    }

    /// −p ln p, which is 0 at 0.
    private static func part(_ share: Double) -> Double { share > 0 ? -share * Elementary.log(share) : 0 }
}
