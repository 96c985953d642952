import MLCore

/// The standard normal distribution.
public enum NormalDistribution {
    /// The probability of a value of at most `x`.
    ///
    /// - Parameter x: The value; ±∞ give 0 and 1.
    /// - Returns: The probability, with full relative precision in the lower tail; NaN for NaN.
    public static func cumulative(_ x: Double) -> Double { 0.5 * ErrorFunction.complement(-x * inverseRootTwo) }

    /// The probability of a value above `x`.
    ///
    /// - Parameter x: The value; ±∞ give 1 and 0.
    /// - Returns: The probability, with full relative precision in the upper tail; NaN for NaN.
    public static func survival(_ x: Double) -> Double { cumulative(-x) }

    /// The value with a given probability at or below it.
    ///
    /// Rational approximations of Wichura (algorithm AS 241, 1988).
    ///
    /// - Parameter probability: From 0 to 1.
    /// - Returns: The value; −∞ at 0, +∞ at 1, NaN outside of 0 to 1.
    public static func quantile(_ probability: Double) -> Double { NormalQuantile.value(at: probability) }

    private static var inverseRootTwo: Double { 0.7071067811865476 }
}
