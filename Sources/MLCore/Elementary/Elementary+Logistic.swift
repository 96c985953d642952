extension Elementary {
    /// The logistic function 1 / (1 + e⁻ˣ).
    ///
    /// Small results keep their precision: `sigmoid(-700)` is e⁻⁷⁰⁰ to 2 units in the last place.
    ///
    /// - Parameter x: The log odds.
    /// - Returns: The probability, in [0, 1]; 0 at −∞, 1 at +∞, NaN for NaN.
    public static func sigmoid(_ x: Double) -> Double {
        let exponential = exp(-abs(x))
        let denominator = DoubleDouble.ordered(1, exponential)
        let quotient = (x < 0 ? exponential : 1) / denominator.high
        return quotient - quotient * (denominator.low / denominator.high)
    }

    /// The soft maximum of `x` and 0: ln(1 + eˣ), the negative log likelihood of a logistic model.
    ///
    /// - Parameter x: The argument.
    /// - Returns: ln(1 + eˣ) without overflow; 0 at −∞, +∞ at +∞, NaN for NaN.
    public static func softplus(_ x: Double) -> Double {
        let rest = log1p(exp(-abs(x)))
        return x > 0 ? x + rest : rest
    }

    /// The hyperbolic tangent of `x`.
    ///
    /// - Parameter x: The argument.
    /// - Returns: tanh x, in [−1, 1]; ±0 for ±0, NaN for NaN.
    public static func tanh(_ x: Double) -> Double {
        let magnitude = abs(x)
        guard magnitude >= 0x1p-28 else { return x }
        // 1 − tanh(20) is below a quarter of the last place of 1.
        guard magnitude < 20 else { return x.isNaN ? x : (x < 0 ? -1 : 1) }
        // tanh = E / (E + 2) with E = e²ˣ − 1 in two parts, the division corrected to first order.
        let (exponent, reduced) = expm1Parts(2 * magnitude)
        let scale = powerOfTwo(exponent)
        let high = reduced.high * scale
        let low = reduced.low * scale
        let denominator = DoubleDouble.sum(2, high)
        let quotient = high / denominator.high
        let result = quotient + quotient * (low / high - (denominator.low + low) / denominator.high)
        return x < 0 ? -result : result
    }
}
