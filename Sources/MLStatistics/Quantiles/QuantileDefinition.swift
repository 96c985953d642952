/// Which number is called the quantile of a sample.
///
/// The nine definitions of Hyndman and Fan ("Sample quantiles in statistical packages", The American Statistician 50,
/// 1996) and four that take an order statistic next to position (n − 1)·p. The raw values are the names in NumPy.
public enum QuantileDefinition: String, Sendable, Hashable, Codable, CaseIterable {
    /// Type 1: the inverse of the empirical distribution function.
    case invertedCDF = "inverted_cdf"
    /// Type 2: as type 1, averaging where the distribution function is flat.
    case averagedInvertedCDF = "averaged_inverted_cdf"
    /// Type 3: the observation closest to position n·p, the even one on ties.
    case closestObservation = "closest_observation"
    /// Type 4: linear interpolation of the empirical distribution function.
    case interpolatedInvertedCDF = "interpolated_inverted_cdf"
    /// Type 5: piecewise linear with knots halfway through the steps (Hazen).
    case hazen
    /// Type 6: the expected position n + 1 (Weibull).
    case weibull
    /// Type 7: linear between order statistics at (n − 1)·p; the default of NumPy and R.
    case linear
    /// Type 8: approximately median-unbiased whatever the distribution.
    case medianUnbiased = "median_unbiased"
    /// Type 9: approximately unbiased for normal samples.
    case normalUnbiased = "normal_unbiased"
    /// The order statistic at or below position (n − 1)·p.
    case lower
    /// The order statistic at or above position (n − 1)·p.
    case higher
    /// The mean of ``lower`` and ``higher``.
    case midpoint
    /// The order statistic nearest to position (n − 1)·p, the even one on ties.
    case nearest
}

extension QuantileDefinition {
    /// The position of a quantile from 0: a whole number, or the point between two order statistics.
    func position(_ probability: Double, count: Int) -> Double {
        let n = Double(count)
        switch self {
        case .invertedCDF: return (n * probability - 1).rounded(.up)
        case .averagedInvertedCDF:
            let position = n * probability - 1
            return position == position.rounded() ? position + 0.5 : position.rounded(.up)
        case .closestObservation:
            let position = n * probability - 1.5
            let floor = position.rounded(.down)
            let isOdd = (floor / 2).rounded(.down) * 2 != floor
            return position == floor && isOdd ? floor : floor + 1
        case .interpolatedInvertedCDF: return Self.position(n, probability, 0, 1)
        case .hazen: return Self.position(n, probability, 0.5, 0.5)
        case .weibull: return Self.position(n, probability, 0, 0)
        case .linear: return (n - 1) * probability
        case .medianUnbiased: return Self.position(n, probability, 1.0 / 3, 1.0 / 3)
        case .normalUnbiased: return Self.position(n, probability, 3.0 / 8, 3.0 / 8)
        case .lower: return ((n - 1) * probability).rounded(.down)
        case .higher: return ((n - 1) * probability).rounded(.up)
        case .midpoint:
            let position = (n - 1) * probability
            return 0.5 * (position.rounded(.down) + position.rounded(.up))
        case .nearest: return ((n - 1) * probability).rounded(.toNearestOrEven)
        }
    }

    private static func position(_ n: Double, _ probability: Double, _ alpha: Double, _ beta: Double) -> Double {
        n * probability + (alpha + probability * (1 - alpha - beta)) - 1
    }
}
