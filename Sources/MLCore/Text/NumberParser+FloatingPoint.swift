extension NumberParser {
    /// Reads a double, correctly rounded (to nearest, ties to even).
    ///
    /// Short numbers take the exact path of Clinger, "How to read floating point numbers accurately" (1990): a
    /// significand below 2⁵³ times or divided by a power of ten up to 10²² is a single rounded operation. Up to 19
    /// digits are rounded by the algorithm of Eisel and Lemire, and so are more of them unless the ones behind decide.
    /// The rest goes through the standard library, with at most 800 digits: a double's decimal expansion and every
    /// midpoint between two doubles ends before that, so one sticky digit stands for whatever follows.
    ///
    /// - Parameter text: The whole text, in ASCII.
    /// - Returns: The number, or `nil` when the text is no number or is too large for a finite double.
    package static func double(_ text: UnsafeBufferPointer<UInt8>) -> Double? {
        guard let literal = DecimalLiteral(text) else { return nil }
        let magnitude =
            exactDouble(literal) ?? literal.roundedBits(.double).map(Double.init(bitPattern:))
            ?? rounded(literal, text, minimumPower: -326, maximumPower: 310)
        guard let magnitude, magnitude.isFinite else { return nil }
        return literal.isNegative ? -magnitude : magnitude
    }

    /// The double nearest to an integer times a power of ten, ties to even; `nil` when it is not finite.
    package static func double(significand: UInt64, exponent: Int) -> Double? {
        let value = Double(bitPattern: DecimalRounding.double.bits(significand: significand, exponent: exponent))
        return value.isFinite ? value : nil
    }

    /// Reads a float, correctly rounded from the text and not by way of a rounded double.
    ///
    /// - Parameter text: The whole text, in ASCII.
    /// - Returns: The number, or `nil` when the text is no number or is too large for a finite float.
    package static func float(_ text: UnsafeBufferPointer<UInt8>) -> Float? {
        guard let literal = DecimalLiteral(text) else { return nil }
        let bits = literal.roundedBits(.float).map { UInt32(truncatingIfNeeded: $0) }
        let magnitude =
            bits.map(Float.init(bitPattern:)) ?? rounded(literal, text, minimumPower: -48, maximumPower: 41)
        guard let magnitude, magnitude.isFinite else { return nil }
        return literal.isNegative ? -magnitude : magnitude
    }

    /// Reads a double from an array slice.
    package static func double(_ text: ArraySlice<UInt8>) -> Double? { text.withUnsafeBufferPointer { double($0) } }

    /// Reads a double from a string.
    package static func double(_ text: some StringProtocol) -> Double? {
        var text = String(text)
        return text.withUTF8 { double($0) }
    }

    /// Reads a float from an array slice.
    package static func float(_ text: ArraySlice<UInt8>) -> Float? { text.withUnsafeBufferPointer { float($0) } }

    /// Reads a float from a string.
    package static func float(_ text: some StringProtocol) -> Float? {
        var text = String(text)
        return text.withUTF8 { float($0) }
    }

    private static let powersOfTen: [Double] = [
        1e0, 1e1, 1e2, 1e3, 1e4, 1e5, 1e6, 1e7, 1e8, 1e9, 1e10, 1e11, 1e12, 1e13, 1e14, 1e15, 1e16, 1e17, 1e18, 1e19,
        1e20, 1e21, 1e22,
    ]

    /// The magnitude of the literal when one exactly rounded operation gives it.
    private static func exactDouble(_ literal: DecimalLiteral) -> Double? {
        if literal.significand == 0 { return literal.isTruncated ? nil : 0 }
        guard !literal.isTruncated, literal.significand <= 1 << 53 else { return nil }
        let significand = Double(literal.significand)
        switch literal.exponent {
        case 0: return significand
        case 1...22: return significand * powersOfTen[literal.exponent]
        case -22 ... -1: return significand / powersOfTen[-literal.exponent]
        default: return nil
        }
    }

    /// The literal's magnitude, rounded by the standard library.
    ///
    /// - Parameters:
    ///   - literal: The scanned text.
    ///   - text: The text, for the digits that the literal does not hold.
    ///   - minimumPower: Numbers below ten to this power round to zero.
    ///   - maximumPower: Numbers of at least ten to this power minus one are not finite.
    /// - Returns: The number, or `nil` when it is too large.
    private static func rounded<Number: BinaryFloatingPoint & LosslessStringConvertible>(
        _ literal: DecimalLiteral, _ text: UnsafeBufferPointer<UInt8>, minimumPower: Int, maximumPower: Int
    ) -> Number? {
        let power = literal.exponent + literal.digitCount
        guard power < maximumPower else { return nil }
        guard power > minimumPower else { return 0 }
        var result = Number("\(literal.significand)e\(literal.exponent)")
        if literal.isTruncated {
            // The value lies strictly between two 19-digit numbers: when both round to the same number, so does it.
            let above = Number("\(literal.significand + 1)e\(literal.exponent)")
            if result != above { result = Number(decimalText(literal, text)) }
        }
        return result
    }

    /// The literal's magnitude as `0.DIGITSeN` with at most 800 digits and a sticky one.
    private static func decimalText(_ literal: DecimalLiteral, _ text: UnsafeBufferPointer<UInt8>) -> String {
        var digits = Array("0.".utf8)
        var isSignificant = false
        var remaining = 800
        for byte in text {
            if byte | 0x20 == UInt8(ascii: "e") { break }
            guard let digit = DecimalLiteral.digit(byte) else { continue }
            if digit != 0 { isSignificant = true }
            guard isSignificant else { continue }
            if remaining > 0 {
                digits.append(byte)
                remaining -= 1
            } else if digit != 0 {
                digits.append(UInt8(ascii: "1"))
                break
            }
        }
        return String(decoding: digits, as: UTF8.self) + "e\(literal.exponent + literal.digitCount)"
    }
}
