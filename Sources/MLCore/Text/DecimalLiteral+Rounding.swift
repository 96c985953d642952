extension DecimalLiteral {
    /// The magnitude as a correctly rounded double, when 128-bit integers decide it: powers of ten from −27 to 27, which
    /// is where 5 to that power fits in 64 bits.
    ///
    /// The significand times or divided by a power of five gives 64 leading bits and whether anything follows them; what
    /// is left is a power of two. The result is a normal number for every significand.
    var roundedDouble: Double? {
        guard !isTruncated, significand != 0, exponent.magnitude < UInt(Self.powersOfFive.count) else { return nil }
        let five = Self.powersOfFive[Int(exponent.magnitude)]
        let bits: UInt64
        let hasMore: Bool
        var power = exponent
        if exponent >= 0 {
            let (high, low) = significand.multipliedFullWidth(by: five)
            let shift = high == 0 ? 64 + low.leadingZeroBitCount : high.leadingZeroBitCount
            // A shift by 64 or more of a 64-bit number is 0 in Swift, as it has to be here.
            bits = high == 0 ? low << (shift - 64) : high << shift | low >> (64 - shift)
            hasMore = high != 0 && low << shift != 0
            power += 64 - shift
        } else {
            let divisorShift = five.leadingZeroBitCount
            let divisor = five << divisorShift
            let shift = significand.leadingZeroBitCount
            let dividend = significand << shift
            let isLarge = dividend >= divisor
            let (quotient, remainder) = divisor.dividingFullWidth(
                isLarge ? (dividend >> 1, dividend << 63) : (dividend, 0))
            bits = quotient
            hasMore = remainder != 0
            power += divisorShift - shift - (isLarge ? 63 : 64)
        }
        var leading = bits >> 11
        let rest = bits & 0x7FF
        if rest > 0x400 || (rest == 0x400 && (hasMore || leading & 1 == 1)) { leading += 1 }
        return Double(leading) * Double(bitPattern: UInt64(power + 11 + 1023) << 52)
    }

    /// 5 to the power of the index: all that fit in 64 bits.
    private static let powersOfFive: [UInt64] = {
        var powers: [UInt64] = [1]
        while let last = powers.last {
            let (next, overflow) = last.multipliedReportingOverflow(by: 5)
            if overflow { break }
            powers.append(next)
        }
        return powers
    }()
}
