extension Elementary {
    /// The natural logarithm of `x`.
    ///
    /// - Parameter x: The argument.
    /// - Returns: ln x; +0 at 1, −∞ at ±0, +∞ at +∞, NaN below 0 and for NaN.
    public static func log(_ x: Double) -> Double {
        guard x > 0, x < .infinity else {
            if x == 0 { return -.infinity }
            return x > 0 ? x : .nan
        }
        let reduced = ReducedLogarithm(x)
        return reduced.value(correction: 0)
    }

    /// The natural logarithm of 1 + `x`, exact to 2 units in the last place also for small `x`.
    ///
    /// - Parameter x: The argument.
    /// - Returns: ln(1 + x); −∞ at −1, +∞ at +∞, ±0 for ±0, NaN below −1 and for NaN.
    public static func log1p(_ x: Double) -> Double {
        guard x > -1, x < .infinity else {
            if x == -1 { return -.infinity }
            return x > 0 ? x : .nan
        }
        if abs(x) < 0x1p-54 { return x }
        // √½ − 1 < x < √2 − 1: 1 + x needs no power of two, and x itself is the reduced argument.
        if x > -0.2928, x < 0.4142 {
            return ReducedLogarithm(fraction: x, exponent: 0).value(correction: 0)
        }
        let sum = 1 + x
        let lost = x >= 1 ? 1 - (sum - x) : x - (sum - 1)
        return ReducedLogarithm(sum).value(correction: lost / sum)
    }
}

/// x = 2^`exponent` · (1 + `fraction`) with 1 + fraction between √½ and √2.
struct ReducedLogarithm {
    /// The power of two.
    let exponent: Double
    /// The distance of the significand from 1: exact.
    let fraction: Double

    @inline(__always)
    init(fraction: Double, exponent: Double) {
        self.exponent = exponent
        self.fraction = fraction
    }

    /// Reduces a positive finite number.
    @inline(__always)
    init(_ x: Double) {
        var bits = x.bitPattern
        var power: Int64 = -1023
        if bits < 0x0010_0000_0000_0000 {
            bits = (x * 0x1p54).bitPattern
            power = -1077
        }
        // The upper bits of √½ = 0x3FE6A09E667F3BCD: move the interval [√½, √2) onto one binade.
        bits &+= 0x3FF0_0000_0000_0000 &- 0x3FE6_A09E_0000_0000
        power &+= Int64(truncatingIfNeeded: bits &>> 52)
        let significand = Double(bitPattern: (bits & 0x000F_FFFF_FFFF_FFFF) &+ 0x3FE6_A09E_0000_0000)
        fraction = significand - 1
        exponent = Double(power)
    }

    /// ln x + `correction`.
    ///
    /// With s = f / (2 + f): ln(1 + f) = 2s + s·R(s²) = f − (f²/2 − s·(f²/2 + R)).
    @inline(__always)
    func value(correction: Double) -> Double {
        let f = fraction
        let s = f / (2 + f)
        let z = s * s
        let w = z * z
        let even = w * (0x1.9999999995204p-2 + w * (0x1.c71c62c639fdep-3 + w * 0x1.39fd392179a95p-3))
        let odd =
            z
            * (0x1.5555555555558p-1 + w
                * (0x1.2492492e09d4dp-2 + w * (0x1.7462bd8f7796ep-3 + w * 0x1.2b6688a387e03p-3)))
        let half = 0.5 * f * f
        let low = s * (half + (even + odd)) + (exponent * Elementary.ln2Low + correction)
        return exponent * Elementary.ln2High - ((half - low) - f)
    }
}
