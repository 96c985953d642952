import MLCore

/// The limiting distribution of √n times the two-sided Kolmogorov-Smirnov distance (Kolmogorov, 1933).
public enum KolmogorovDistribution {
    /// The probability of a value above `x`: 2 Σ (−1)^(k−1) e^(−2k²x²).
    ///
    /// Small values use the equal series of Jacobi's theta function, which converges fast there.
    ///
    /// - Parameter x: The value; at most 0 gives 1, +∞ gives 0, NaN gives NaN.
    /// - Returns: The probability.
    public static func survival(_ x: Double) -> Double {
        if x.isNaN { return x }
        if x <= 0.04 { return 1 }
        if x < 0.82 {
            let exponent = -pi * pi / (8 * x * x)
            var sum = 0.0
            for k in stride(from: 7.0, through: 1, by: -2) { sum += Elementary.exp(k * k * exponent) }
            return 1 - (2 * pi).squareRoot() / x * sum
        }
        if x > 20 { return 0 }
        var sum = 0.0
        for k in stride(from: 6.0, through: 1, by: -1) {
            let term = Elementary.exp(-2 * k * k * x * x)
            sum = term - sum
        }
        return min(2 * sum, 1)
    }

    static var pi: Double { 3.141592653589793 }
}
