/// A decimal number as it is written: sign, the first 19 significant digits, and a power of ten.
///
/// The grammar is `[+-]? (digits ("." digits?)? | "." digits) ([eE] [+-]? digits)?`, in ASCII, and nothing else: no
/// white space, hexadecimal, `nan` or `inf` words, underscores or thousands separators.
struct DecimalLiteral {
    /// The most digits that always fit in ``significand``.
    static let significantDigits = 19

    /// Whether the text starts with `-`.
    var isNegative = false
    /// The first 19 significant digits as an integer.
    var significand: UInt64 = 0
    /// The power of ten that ``significand`` is multiplied by.
    var exponent = 0
    /// How many digits ``significand`` holds; leading zeros do not count.
    var digitCount = 0
    /// Whether a digit other than zero follows the ones that ``significand`` holds.
    var isTruncated = false
    /// Whether the text has a fraction point or an exponent.
    var isInteger = true

    /// Reads the whole of `text`, or returns `nil` when it does not follow the grammar.
    ///
    /// - Complexity: O(count), without allocation.
    init?(_ text: UnsafeBufferPointer<UInt8>) {
        let count = text.count
        var index = 0
        if index < count, text[index] == UInt8(ascii: "-") || text[index] == UInt8(ascii: "+") {
            isNegative = text[index] == UInt8(ascii: "-")
            index += 1
        }
        let firstDigit = index
        while index < count, let digit = Self.digit(text[index]) {
            append(digit, isFraction: false)
            index += 1
        }
        var written = index - firstDigit
        if index < count, text[index] == UInt8(ascii: ".") {
            isInteger = false
            index += 1
            let firstFraction = index
            while index < count, let digit = Self.digit(text[index]) {
                append(digit, isFraction: true)
                index += 1
            }
            written += index - firstFraction
        }
        guard written > 0 else { return nil }
        if index < count, text[index] | 0x20 == UInt8(ascii: "e") {
            isInteger = false
            index += 1
            guard let power = Self.exponent(text, &index) else { return nil }
            exponent += power
        }
        guard index == count else { return nil }
    }

    /// The value of an ASCII digit.
    @inline(__always)
    static func digit(_ byte: UInt8) -> UInt8? {
        let digit = byte &- UInt8(ascii: "0")
        return digit <= 9 ? digit : nil
    }

    @inline(__always)
    private mutating func append(_ digit: UInt8, isFraction: Bool) {
        if digitCount < Self.significantDigits {
            // At most 19 digits: the product and sum stay below 10^19 < 2^64.
            significand = significand &* 10 &+ UInt64(digit)
            if significand != 0 { digitCount += 1 }
            if isFraction { exponent -= 1 }
        } else {
            if digit != 0 { isTruncated = true }
            if !isFraction { exponent += 1 }
        }
    }

    /// Reads `[+-]? digits` at `index`; the value saturates far outside of what any text in memory can compensate.
    private static func exponent(_ text: UnsafeBufferPointer<UInt8>, _ index: inout Int) -> Int? {
        var isNegative = false
        if index < text.count, text[index] == UInt8(ascii: "-") || text[index] == UInt8(ascii: "+") {
            isNegative = text[index] == UInt8(ascii: "-")
            index += 1
        }
        let first = index
        var value = 0
        while index < text.count, let digit = digit(text[index]) {
            if value < 100_000_000_000_000_000 { value = value * 10 + Int(digit) }
            index += 1
        }
        guard index > first else { return nil }
        return isNegative ? -value : value
    }
}
