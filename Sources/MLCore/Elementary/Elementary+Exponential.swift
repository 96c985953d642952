extension Elementary {
    /// e to the power `x`.
    ///
    /// - Parameter x: The exponent.
    /// - Returns: eˣ; 0 at −∞ and below −745.14, +∞ at +∞ and above 709.79, NaN for NaN.
    public static func exp(_ x: Double) -> Double {
        // False for NaN, which falls through to the comparisons below and comes back as itself.
        guard abs(x) < 746 else {
            if x > 0 { return .infinity }
            return x < 0 ? 0 : x
        }
        let reduced = ReducedExponential(x)
        return scaled(reduced.leading + reduced.trailing, by: reduced.exponent)
    }

    /// e to the power `x`, minus 1, exact to 2 units in the last place also for small `x`.
    ///
    /// - Parameter x: The exponent.
    /// - Returns: eˣ − 1; −1 at −∞, +∞ at +∞, ±0 for ±0, NaN for NaN.
    public static func expm1(_ x: Double) -> Double {
        guard abs(x) < 710 else {
            if x > 0 { return .infinity }
            return x < 0 ? -1 : x
        }
        // e⁻⁴⁰ is below a quarter of the last place of 1.
        if x < -40 { return -1 }
        if abs(x) < 0x1p-54 { return x }
        let (exponent, value) = expm1Parts(x)
        return scaled(value.high, by: exponent)
    }

    /// eˣ − 1 as (high + low) · 2^exponent, for x between −40 and 710.
    static func expm1Parts(_ x: Double) -> (exponent: Int64, value: DoubleDouble) {
        let reduced = ReducedExponential(x)
        let k = reduced.exponent
        // eˣ − 1 = 2ᵏ · ((1 − 2⁻ᵏ) + (e^r − 1)); the first bracket is exact up to k = 53 and is 1 in effect after it.
        let base = k > 60 ? 1 : 1 - powerOfTwo(-k)
        let leading = DoubleDouble.ordered(base, reduced.remainder)
        return (k, DoubleDouble.ordered(leading.high, leading.low + reduced.correction))
    }
}

/// eˣ = 2^`exponent` · (1 + `remainder` + `correction`) with |remainder| ≤ ½ ln 2.
struct ReducedExponential {
    /// The power of two, k = x / ln 2 rounded to a whole number.
    let exponent: Int64
    /// x − k · (leading bits of ln 2): exact.
    let remainder: Double
    /// e^r − 1 − remainder, at most 0.075 in magnitude.
    let correction: Double

    /// The larger part of 1 + remainder + correction.
    @inline(__always)
    var leading: Double { 1 + remainder }
    /// The smaller part of 1 + remainder + correction.
    @inline(__always)
    var trailing: Double { (remainder - (leading - 1)) + correction }

    /// Reduces x + tail, |x| < 746, |tail| far below |x|.
    @inline(__always)
    init(_ x: Double, tail: Double = 0) {
        let shifted = x * Elementary.inverseLn2 + Elementary.roundingShift
        let whole = shifted - Elementary.roundingShift
        exponent = Int64(bitPattern: shifted.bitPattern &- Elementary.roundingShift.bitPattern)
        remainder = x - whole * Elementary.ln2High
        let rest = whole * Elementary.ln2Low - tail
        let r = remainder - rest
        // (e^r − 1 − r) / r² as a polynomial, by Estrin's scheme.
        let r2 = r * r
        let r4 = r2 * r2
        let p01 = 0.5 + r * 0x1.5555555555557p-3
        let p23 = 0x1.5555555555556p-5 + r * 0x1.11111111100cep-7
        let p45 = 0x1.6c16c16c162ccp-10 + r * 0x1.a01a01abef415p-13
        let p67 = 0x1.a01a01a6dcaffp-16 + r * 0x1.71de021a90822p-19
        let p8 = 0x1.27e4db57442fbp-22 + r * 0x1.af4e196027428p-26 + r2 * 0x1.1f731ea5352cap-29
        let polynomial = (p01 + r2 * p23) + r4 * ((p45 + r2 * p67) + r4 * p8)
        correction = r2 * polynomial - rest
    }
}
