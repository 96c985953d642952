extension NumberText {
    /// The number with a fixed count of decimals.
    ///
    /// The exact binary value is rounded, and only exact ties go to the even digit, as in C's `printf`: 2.5 with no
    /// decimals is `2`, 0.125 with two is `0.12`, and 1.005 with two is `1.00` because that double is below the tie.
    /// A result of zero has no sign. Not a number is `nan`, infinities are `inf` and `-inf`. Large numbers
    /// print all of their digits.
    ///
    /// - Parameters:
    ///   - value: Any number.
    ///   - decimals: The digits after the point, 0 to 18; values outside count as the nearest of these.
    /// - Returns: The text, such as `-0.250`.
    public static func formatted(_ value: Double, decimals: Int) -> String {
        let decimals = min(max(decimals, 0), 18)
        return formatted(value, decimals: decimals, scale: decimals)
    }

    /// A fraction of one as a percentage with a fixed count of decimals: `0.256` is `25.6%`.
    ///
    /// - Parameters:
    ///   - fraction: The fraction, 1 for 100%.
    ///   - decimals: The digits after the point, 0 to 18; values outside count as the nearest of these.
    /// - Returns: The text, rounded once as ``formatted(_:decimals:)`` does.
    public static func percentage(_ fraction: Double, decimals: Int = 1) -> String {
        let decimals = min(max(decimals, 0), 18)
        let text = formatted(fraction, decimals: decimals, scale: decimals + 2)
        return fraction.isFinite ? text + "%" : text
    }

    /// `round(value × 10^scale)` with a point before the last `decimals` digits.
    private static func formatted(_ value: Double, decimals: Int, scale: Int) -> String {
        guard value.isFinite else { return value.description }
        var digits = scaledDigits(value.magnitude, scale: scale)
        let isZero = digits.allSatisfy { $0 == UInt8(ascii: "0") }
        if digits.count <= decimals {
            digits.insert(contentsOf: repeatElement(UInt8(ascii: "0"), count: decimals + 1 - digits.count), at: 0)
        }
        if decimals > 0 { digits.insert(UInt8(ascii: "."), at: digits.count - decimals) }
        let text = String(decoding: digits, as: UTF8.self)
        return value < 0 && !isZero ? "-" + text : text
    }

    /// The decimal digits of the finite, not negative `value × 10^scale`, rounded half to even.
    private static func scaledDigits(_ value: Double, scale: Int) -> [UInt8] {
        // value = significand × 2^exponent; 2^53 × 10^20 < 2^120, so the product is exact.
        let isNormal = value.exponentBitPattern != 0
        let significand = value.significandBitPattern | (isNormal ? 1 << 52 : 0)
        let exponent = max(Int(value.exponentBitPattern), 1) - 1075
        let power = (0..<scale).reduce(into: UInt128(1)) { result, _ in result *= 10 }
        let product = UInt128(significand) * power
        guard exponent < 0 else { return digits(product, shiftedLeft: exponent) }
        let shift = -exponent
        guard shift < 128 else { return [UInt8(ascii: "0")] }
        var quotient = product >> UInt128(shift)
        let remainder = product - quotient << UInt128(shift)
        let half = UInt128(1) << UInt128(shift - 1)
        if remainder > half || (remainder == half && quotient & 1 == 1) { quotient += 1 }
        return Array(quotient.description.utf8)
    }

    /// The decimal digits of `value × 2^shift`, in limbs of nine digits.
    private static func digits(_ value: UInt128, shiftedLeft shift: Int) -> [UInt8] {
        let base: UInt64 = 1_000_000_000
        var limbs: [UInt64] = []
        var rest = value
        repeat {
            limbs.append(UInt64(rest % UInt128(base)))
            rest /= UInt128(base)
        } while rest != 0
        var remaining = shift
        while remaining > 0 {
            let step = min(remaining, 30)
            var carry: UInt64 = 0
            for index in limbs.indices {
                let product = limbs[index] << UInt64(step) + carry
                limbs[index] = product % base
                carry = product / base
            }
            while carry != 0 {
                limbs.append(carry % base)
                carry /= base
            }
            remaining -= step
        }
        var text = Array((limbs.last ?? 0).description.utf8)
        for limb in limbs.dropLast().reversed() {
            let digits = Array(limb.description.utf8)
            text.append(contentsOf: repeatElement(UInt8(ascii: "0"), count: 9 - digits.count))
            text.append(contentsOf: digits)
        }
        return text
    }
}
