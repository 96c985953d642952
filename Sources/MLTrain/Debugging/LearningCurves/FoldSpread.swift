import MLCore

/// The mean of numbers of folds, with an interval that knows that folds share rows.
struct FoldSpread {
    let mean: Double
    /// `nil` for fewer than two numbers, or numbers too large.
    let standardDeviation: Double?
    /// The interval of the mean at 95 %; `nil` for fewer than two numbers, or numbers too large.
    let interval: ConfidenceInterval?

    /// How folds depend on each other.
    enum Dependence: Sendable {
        /// Each fold is measured on rows of its own, which the others learn from: so many for each row to learn from.
        case folds(measuredShare: Double)
        /// All are measured on the same rows.
        case samples

        /// What is added to one over the number of folds in the variance of the mean.
        var correction: Double { if case .folds(let share) = self { share } else { 0 } }

        /// How the interval is made.
        var method: String { if case .folds = self { "corrected resampled t" } else { "t over samples of the rows" } }
    }

    /// Summarises numbers.
    ///
    /// - Parameters:
    ///   - values: One number for each fold, in order.
    ///   - dependence: How the folds depend on each other.
    init?(_ values: [Double], _ dependence: Dependence) {
        guard !values.isEmpty else { return nil }
        let count = Double(values.count)
        let mean = values.reduce(0) { $0 + $1 / count }
        self.mean = mean
        let variance = values.reduce(0) { $0 + ($1 - mean) * ($1 - mean) } / max(1, count - 1)
        let reach =
            Self.quantile(values.count - 1) * (variance * (1 / count + dependence.correction)).squareRoot()
        // Scores near the end of the range have a mean, but no spread that can be written down.
        guard values.count >= 2, (mean - reach).isFinite, (mean + reach).isFinite else {
            (standardDeviation, interval) = (nil, nil)
            return
        }
        standardDeviation = variance.squareRoot()
        interval = ConfidenceInterval(
            lower: mean - reach, upper: mean + reach, level: 0.95,
            method: "\(dependence.method), \(values.count) folds")
    }

    /// The 0.975 quantile of Student's t distribution.
    ///
    /// Tabulated to 30 degrees of freedom, then the expansion of Abramowitz and Stegun 26.7.5.
    static func quantile(_ degreesOfFreedom: Int) -> Double {
        if degreesOfFreedom >= 1, degreesOfFreedom <= table.count { return table[degreesOfFreedom - 1] }
        let z = 1.959963984540054
        let n = Double(max(1, degreesOfFreedom))
        let (z3, z5) = (z * z * z, z * z * z * z * z)
        return z + (z3 + z) / (4 * n) + (5 * z5 + 16 * z3 + 3 * z) / (96 * n * n)
    }

    private static let table = [
        12.7062, 4.3027, 3.1824, 2.7764, 2.5706, 2.4469, 2.3646, 2.3060, 2.2622, 2.2281, 2.2010, 2.1788, 2.1604, 2.1448,
        2.1314, 2.1199, 2.1098, 2.1009, 2.0930, 2.0860, 2.0796, 2.0739, 2.0687, 2.0639, 2.0595, 2.0555, 2.0518, 2.0484,
        2.0452, 2.0423,
    ]
}
