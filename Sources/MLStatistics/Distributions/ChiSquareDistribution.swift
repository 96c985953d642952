import MLCore

/// The chi-square distribution with a whole number of degrees of freedom.
public enum ChiSquareDistribution {
    /// The probability of a value above `x`.
    ///
    /// The finite sums of Abramowitz and Stegun 26.4.4 and 26.4.5: all terms are positive, so the relative precision
    /// holds in the tail.
    ///
    /// - Parameters:
    ///   - x: The value; at most 0 gives 1, +∞ gives 0, NaN gives NaN.
    ///   - degreesOfFreedom: From 1 to 1,000,000.
    /// - Returns: The probability.
    /// - Throws: ``StatisticsError`` with code `invalidArgument` for degrees of freedom out of range.
    /// - Complexity: O(degrees of freedom).
    public static func survival(_ x: Double, degreesOfFreedom: Int) throws(StatisticsError) -> Double {
        guard (1...1_000_000).contains(degreesOfFreedom) else {
            throw StatisticsError(
                .invalidArgument, "\(degreesOfFreedom) degrees of freedom", at: "chi-square distribution")
        }
        if x.isNaN { return x }
        if x <= 0 { return 1 }
        if x == .infinity { return 0 }
        let half = x / 2
        let logHalf = Elementary.log(half)
        let isOdd = degreesOfFreedom % 2 == 1
        var sum = isOdd ? ErrorFunction.complement(half.squareRoot()) : 0
        // The logarithm of e^(−h) hᵏ / Γ(k + 1), for k = 0, 1, … or ½, 1½, ….
        var k = isOdd ? 0.5 : 0
        var logTerm = isOdd ? logHalf / 2 - half - logGammaThreeHalves : -half
        for _ in 0..<(degreesOfFreedom / 2) {
            sum += Elementary.exp(logTerm)
            k += 1
            logTerm += Elementary.log(half / k)
        }
        return min(sum, 1)
    }

    /// ln(√π / 2).
    private static var logGammaThreeHalves: Double { -0.12078223763524522 }
}
