/// A binary floating-point format, as far as rounding decimal numbers to it needs.
struct DecimalRounding: Sendable {
    /// The bits of the significand that are stored.
    let significandBits: Int
    /// The exponent field of subnormal numbers, less the bias.
    let minimumExponent: Int
    /// The exponent field of infinity.
    let infiniteExponent: Int
    /// The powers of ten among which a number can lie exactly between two others.
    let halfwayPowers: ClosedRange<Int>

    static let double = DecimalRounding(
        significandBits: 52, minimumExponent: -1023, infiniteExponent: 0x7FF, halfwayPowers: -4...23)
    static let float = DecimalRounding(
        significandBits: 23, minimumExponent: -127, infiniteExponent: 0xFF, halfwayPowers: -17...10)

    /// The bits of the number nearest to `significand` times ten to the power of `exponent`, ties to even.
    ///
    /// The algorithm of M. Eisel and D. Lemire (D. Lemire, *Number Parsing at a Gigabyte per Second*, 2021), with which
    /// 64 or 128 bits of the power of five always decide (N. Mushtak and D. Lemire, *Fast number parsing without
    /// fallback*, 2022).
    ///
    /// - Returns: The exponent and significand fields; those of infinity when the number is too large.
    func bits(significand: UInt64, exponent: Int) -> UInt64 {
        let infinity = UInt64(infiniteExponent) << UInt64(significandBits)
        guard significand != 0, exponent >= PowersOfFive.smallest else { return 0 }
        guard exponent <= PowersOfFive.largest else { return infinity }
        let leadingZeros = significand.leadingZeroBitCount
        let word = significand &<< UInt64(leadingZeros)
        let index = 2 &* (exponent &- PowersOfFive.smallest)
        let pairs = PowersOfFive.pairs.start
        var (high, low) = word.multipliedFullWidth(by: pairs[index])
        let precision: UInt64 = .max >> UInt64(significandBits + 3)
        if high & precision == precision {
            let second = word.multipliedFullWidth(by: pairs[index &+ 1]).high
            low = low &+ second
            if second > low { high = high &+ 1 }
        }
        let upper = Int(high &>> 63)
        let shift = UInt64(truncatingIfNeeded: upper &+ 64 &- significandBits &- 3)
        var mantissa = high &>> shift
        var power = (217_706 &* exponent) &>> 16 &+ 63 &+ upper &- leadingZeros &- minimumExponent
        if power <= 0 {
            guard 1 &- power < 64 else { return 0 }
            mantissa = mantissa &>> UInt64(truncatingIfNeeded: 1 &- power)
            // The carry of a subnormal number makes the smallest normal one by itself.
            return (mantissa &+ mantissa & 1) &>> 1
        }
        if low <= 1, halfwayPowers.contains(exponent), mantissa & 3 == 1, mantissa &<< shift == high {
            mantissa &= ~1
        }
        mantissa = (mantissa &+ mantissa & 1) &>> 1
        if mantissa >= 2 << UInt64(significandBits) {
            mantissa = 1 << UInt64(significandBits)
            power = power &+ 1
        }
        guard power < infiniteExponent else { return infinity }
        return UInt64(truncatingIfNeeded: power) &<< UInt64(significandBits)
            | mantissa & ~(1 << UInt64(significandBits))
    }
}

extension DecimalLiteral {
    /// The magnitude as the bits of a format, correctly rounded, unless digits that are not held decide it.
    func roundedBits(_ rounding: DecimalRounding) -> UInt64? {
        let bits = rounding.bits(significand: significand, exponent: exponent)
        guard isTruncated else { return bits }
        // The value lies strictly between two 19-digit numbers: when both round to the same number, so does it.
        return rounding.bits(significand: significand &+ 1, exponent: exponent) == bits ? bits : nil
    }
}
