import MLCore

/// The distribution of the two-sided Kolmogorov-Smirnov distance between `n` draws and the continuous distribution that
/// they come from.
///
/// The choice of methods follows Simard and L'Ecuyer ("Computing the two-sided Kolmogorov-Smirnov distribution", J.
/// Statistical Software 39, 2011) as SciPy's `kstwo` does: exact for small `n`, the one-sided law doubled in the tail,
/// and the series of Pelz and Good (1976) for large `n`. Agrees with SciPy to about 9 digits.
public enum KolmogorovSmirnovDistribution {
    /// The probability of a distance above `distance`.
    ///
    /// - Parameters:
    ///   - distance: The distance; at most 0 gives 1, at least 1 gives 0, NaN gives NaN.
    ///   - count: The number of draws, at least 1.
    /// - Returns: The probability.
    /// - Throws: ``StatisticsError`` with code `invalidArgument` for a count below 1.
    public static func survival(_ distance: Double, count: Int) throws(StatisticsError) -> Double {
        guard count >= 1 else {
            throw StatisticsError(.invalidArgument, "\(count) draws", at: "Kolmogorov-Smirnov distribution")
        }
        if distance.isNaN { return distance }
        let n = Double(count)
        let scaled = n * distance
        let square = scaled * distance
        if distance <= 0 || scaled <= 0.5 { return 1 }
        if distance >= 1 || square >= 370 { return 0 }
        if scaled <= 1 { return 1 - smallest(count, scaled) }
        if scaled >= n - 1 { return 2 * Elementary.pow(1 - distance, n) }
        if distance >= 0.5 || square > (count <= 140 ? 4 : 2.2) { return min(2 * oneSided(count, distance), 1) }
        let isSmall = count <= 140 || (count <= 1000 && n * distance * distance.squareRoot() <= 1.4)
        let cumulative = isSmall ? durbin(count, distance) : pelzGood(n, distance)
        return min(max(1 - cumulative, 0), 1)
    }

    /// The probability of a distance of at most `scaled / n` for `scaled` of at most 1: n! ((2 · scaled − 1) / n)ⁿ.
    private static func smallest(_ count: Int, _ scaled: Double) -> Double {
        var logarithm = 0.0
        for k in 1...count {
            logarithm += Elementary.log(Double(k) / Double(count) * (2 * scaled - 1))
            if logarithm < -745 { return 0 }
        }
        return Elementary.exp(logarithm)
    }

    /// The probability that the one-sided distance is at least `x` (Smirnov, 1944; Birnbaum and Tingey, 1951).
    private static func oneSided(_ count: Int, _ x: Double) -> Double {
        let n = Double(count)
        // Far in the tail of long samples the limit is exact to the digits promised.
        if count > 1_000_000 { return Elementary.exp(-2 * (n * x + 1 / 6.0) * (n * x + 1 / 6.0) / n) }
        var sum = 0.0
        var logBinomial = 0.0
        for j in 0...Int(n * (1 - x)) {
            let share = Double(j) / n
            let rest = 1 - x - share
            if rest > 0 || j == count {
                let power = rest > 0 ? Double(count - j) * Elementary.log(rest) : 0
                sum += Elementary.exp(logBinomial + Double(j - 1) * Elementary.log(x + share) + power)
            }
            if j < count { logBinomial += Elementary.log(Double(count - j) / Double(j + 1)) }
        }
        return x * sum
    }
}
