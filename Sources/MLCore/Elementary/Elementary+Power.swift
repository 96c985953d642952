extension Elementary {
    /// `base` to the power `exponent`, with the special cases of IEEE 754-2019 section 9.2 (those of C's `pow`).
    ///
    /// - Parameters:
    ///   - base: The base; a negative one needs a whole exponent.
    ///   - exponent: The exponent.
    /// - Returns: The power; 1 for an exponent of ±0 or a base of 1 (NaN or not), NaN for a negative finite base with a
    ///   fractional exponent, +∞ or ±0 beyond the range.
    public static func pow(_ base: Double, _ exponent: Double) -> Double {
        if exponent == 0 || base == 1 { return 1 }
        if base.isNaN || exponent.isNaN { return .nan }
        if exponent.isInfinite {
            let magnitude = abs(base)
            if magnitude == 1 { return 1 }
            return (magnitude > 1) == (exponent > 0) ? .infinity : 0
        }
        let parity = Parity(of: exponent)
        let sign: Double = base.sign == .minus && parity == .odd ? -1 : 1
        if base == 0 { return exponent < 0 ? sign * .infinity : sign * 0 }
        if base.isInfinite { return exponent < 0 ? sign * 0 : sign * .infinity }
        if base < 0, parity == .fractional { return .nan }
        return sign * positivePower(abs(base), exponent)
    }

    /// x^y = e^(y · ln x) for finite x > 0 and finite y ≠ 0, ln x to more than 64 bits.
    private static func positivePower(_ x: Double, _ y: Double) -> Double {
        if x == 1 { return 1 }
        // |ln x| is between 2⁻⁵³ and 745: outside of these bounds only one answer is left.
        if abs(y) > 0x1p64 { return (x > 1) == (y > 0) ? .infinity : 0 }
        if abs(y) < 0x1p-64 { return 1 }
        let logarithm = ReducedLogarithm(x).extendedValue
        let product = DoubleDouble.product(y, logarithm.high)
        let power = DoubleDouble.ordered(product.high, product.low + y * logarithm.low)
        if power.high > 710 { return .infinity }
        if power.high < -746 { return 0 }
        let reduced = ReducedExponential(power.high, tail: power.low)
        return scaled(reduced.leading + reduced.trailing, by: reduced.exponent)
    }

    private enum Parity {
        case even
        case odd
        case fractional

        init(of value: Double) {
            let magnitude = abs(value)
            // From 2⁵³ on, every double is an even whole number.
            if magnitude >= 0x1p53 {
                self = .even
            } else if magnitude.rounded(.towardZero) != magnitude {
                self = .fractional
            } else {
                self = Int64(magnitude) & 1 == 1 ? .odd : .even
            }
        }
    }
}

extension ReducedLogarithm {
    /// ln x in two parts, relative error below 2⁻⁶⁴: 2s · (1 + s² · (1/3 + s² · R(s²))) with s = f / (2 + f).
    var extendedValue: DoubleDouble {
        let denominator = DoubleDouble.ordered(2, fraction)
        let s = fraction / denominator.high
        let covered = DoubleDouble.product(s, denominator.high)
        let sRest = (((fraction - covered.high) - covered.low) - s * denominator.low) / denominator.high

        var z = DoubleDouble.product(s, s)
        z.low += 2 * s * sRest
        let tail = z.high * Self.extendedPolynomial(z.high)
        var third = DoubleDouble.ordered(0x1.5555555555555p-2, tail)
        third.low += 0x1.5555555555555p-56
        let product = DoubleDouble.product(z.high, third.high)
        var bracket = DoubleDouble.ordered(1, product.high)
        bracket.low += product.low + (z.high * third.low + z.low * third.high)

        let twice = DoubleDouble.product(2 * s, bracket.high)
        let twiceRest = twice.low + (2 * s * bracket.low + 2 * sRest * bracket.high)
        let total = DoubleDouble.sum(exponent * Elementary.ln2High, twice.high)
        return DoubleDouble.ordered(total.high, total.low + (twiceRest + exponent * Elementary.ln2Low))
    }

    /// R in atanh(s) / s = 1 + z · (1/3 + z · R(z)), z = s².
    private static func extendedPolynomial(_ z: Double) -> Double {
        var sum = 0x1.b8eeb7095f447p-5
        sum = sum * z + 0x1.ac479c05883d9p-5
        sum = sum * z + 0x1.e1f81bf33b7c7p-5
        sum = sum * z + 0x1.1110df49dca19p-4
        sum = sum * z + 0x1.3b13b1bdb9604p-4
        sum = sum * z + 0x1.745d174511201p-4
        sum = sum * z + 0x1.c71c71c71cff7p-4
        sum = sum * z + 0x1.2492492492491p-3
        return sum * z + 0x1.999999999999ap-3
    }
}
