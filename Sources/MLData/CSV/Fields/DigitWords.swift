import MLCore

/// Digits of numbers, eight of them in a word.
///
/// The first character of a text is in the lowest byte of a word. The way to make a number of eight digits with three
/// multiplications is that of D. Lemire, *Quickly parsing eight digits* (2018).
enum DigitWords {
    static let zeros: UInt64 = 0x3030_3030_3030_3030
    private static let highBits: UInt64 = 0x8080_8080_8080_8080

    /// For each count from 0 to 16, the mask of the last bytes among sixteen: those of the first eight, of the last eight.
    private static let masks = ConstantTable<UInt64>(
        (0...16).flatMap { count -> [UInt64] in
            let last: UInt64 = count >= 8 ? .max : count == 0 ? 0 : .max << UInt64(64 - 8 * count)
            let first: UInt64 = count <= 8 ? 0 : .max << UInt64(128 - 8 * count)
            return [first, last]
        })

    private static let powers = ConstantTable<Double>([
        1e0, 1e1, 1e2, 1e3, 1e4, 1e5, 1e6, 1e7, 1e8, 1e9, 1e10, 1e11, 1e12, 1e13, 1e14, 1e15, 1e16,
    ])

    /// The tables, fetched once before a loop.
    struct Tables {
        fileprivate let masks = DigitWords.masks.start
        fileprivate let powers = DigitWords.powers.start
    }

    /// The bytes that are no digits, by their high bits; the bytes are those of a word with ``zeros`` taken off.
    @inline(__always)
    static func others(_ word: UInt64) -> UInt64 {
        (word &+ 0x7676_7676_7676_7676 | word) & highBits
    }

    /// The number of eight digits.
    @inline(__always)
    static func number(_ digits: UInt64) -> UInt64 {
        let pairs = digits &* 10 &+ digits &>> 8
        let first = (pairs & 0x0000_00FF_0000_00FF) &* 0x000F_4240_0000_0064
        let second = (pairs &>> 16 & 0x0000_00FF_0000_00FF) &* 0x0000_2710_0000_0001
        return (first &+ second) &>> 32
    }

    @inline(__always)
    static func word(_ bytes: UnsafePointer<UInt8>) -> UInt64 {
        UInt64(littleEndian: UnsafeRawPointer(bytes).loadUnaligned(as: UInt64.self))
    }

    /// The last digits of sixteen bytes before `end`, others being zero.
    @inline(__always)
    static func lastDigits(
        _ count: Int, before end: UnsafePointer<UInt8>, _ tables: Tables
    ) -> (first: UInt64, last: UInt64) {
        ((word(end - 16) ^ zeros) & tables.masks[2 &* count], (word(end - 8) ^ zeros) & tables.masks[2 &* count &+ 1])
    }

    /// An integer of at most sixteen digits with or without a minus sign; `nil` for other texts, and for leading zeros.
    ///
    /// - Precondition: There are 16 readable bytes before `end`.
    @inline(__always)
    static func integer(_ start: UnsafePointer<UInt8>, _ end: UnsafePointer<UInt8>, _ tables: Tables) -> Int64? {
        let isNegative = start.pointee == UInt8(ascii: "-")
        let count = end - start &- (isNegative ? 1 : 0)
        guard UInt(bitPattern: count &- 1) < 16 else { return nil }
        let value: UInt64
        if count <= 8 {
            let digits = (word(end - 8) ^ zeros) & tables.masks[2 &* count &+ 1]
            guard others(digits) == 0 else { return nil }
            value = number(digits)
        } else {
            let (first, last) = lastDigits(count, before: end, tables)
            guard others(first) | others(last) == 0 else { return nil }
            value = number(first) &* 100_000_000 &+ number(last)
        }
        if count > 1, (end - count).pointee == UInt8(ascii: "0") { return nil }
        let sign: Int64 = isNegative ? -1 : 0
        return (Int64(truncatingIfNeeded: value) ^ sign) &- sign
    }

    /// A number of at most sixteen characters besides a minus sign, digits and perhaps a point, exactly rounded; `nil`
    /// for other texts, for integers with leading zeros and for significands beyond 2⁵³.
    ///
    /// - Precondition: There are 16 readable bytes before `end`.
    @inline(__always)
    static func decimal(_ start: UnsafePointer<UInt8>, _ end: UnsafePointer<UInt8>, _ tables: Tables) -> Double? {
        let isNegative = start.pointee == UInt8(ascii: "-")
        let count = end - start &- (isNegative ? 1 : 0)
        guard UInt(bitPattern: count &- 1) < 16 else { return nil }
        var (first, last) = lastDigits(count, before: end, tables)
        // The high bits of the last eight bytes, and those of the first eight four bits lower: looking at each in its
        // turn would be a branch that is predicted badly.
        let marks = others(last) | others(first) &>> 4
        var fraction = 0
        if marks != 0 {
            // One character that is no digit, which is a point between or beside digits.
            guard marks & (marks &- 1) == 0, count > 1 else { return nil }
            let zeros = marks.leadingZeroBitCount
            fraction = zeros &>> 3 &+ (zeros & 4) &<< 1
            guard (end - 1 - fraction).pointee == UInt8(ascii: ".") else { return nil }
            // What is before the point moves up by a byte.
            let keptFirst = tables.masks[2 &* fraction]
            let keptLast = tables.masks[2 &* fraction &+ 1]
            let movedLast = last &<< 8 | first &>> 56
            first = first & keptFirst | (first &<< 8) & ~keptFirst
            last = last & keptLast | movedLast & ~keptLast
        } else if count > 1, (end - count).pointee == UInt8(ascii: "0") {
            return nil
        }
        let significand = number(first) &* 100_000_000 &+ number(last)
        guard significand <= 1 << 53 else { return nil }
        // Both are exact, so the quotient is rounded once (Clinger, 1990).
        let magnitude = Double(Int64(truncatingIfNeeded: significand)) / tables.powers[fraction]
        return Double(bitPattern: magnitude.bitPattern | (isNegative ? 1 : 0) &<< 63)
    }

    /// A number of 17 to 20 characters besides a minus sign, with a point and at most 19 digits behind leading zeros.
    ///
    /// - Returns: The digits and their exponent, or `nil` for other texts.
    @inline(__always)
    static func longDecimal(
        _ start: UnsafePointer<UInt8>, _ end: UnsafePointer<UInt8>
    ) -> (isNegative: Bool, significand: UInt64, exponent: Int)? {
        let isNegative = start.pointee == UInt8(ascii: "-")
        var text = start + (isNegative ? 1 : 0)
        guard end - text >= 17, end - text <= 20 else { return nil }
        var significand: UInt64 = 0
        while text < end, text.pointee &- UInt8(ascii: "0") <= 9 {
            significand = significand &* 10 &+ UInt64(text.pointee &- UInt8(ascii: "0"))
            text += 1
        }
        guard text < end, text.pointee == UInt8(ascii: ".") else { return nil }
        text += 1
        let fraction = end - text
        while end - text >= 8 {
            let digits = word(text) ^ zeros
            guard others(digits) == 0 else { return nil }
            significand = significand &* 100_000_000 &+ number(digits)
            text += 8
        }
        while text < end {
            guard text.pointee &- UInt8(ascii: "0") <= 9 else { return nil }
            significand = significand &* 10 &+ UInt64(text.pointee &- UInt8(ascii: "0"))
            text += 1
        }
        return (isNegative, significand, 0 &- fraction)
    }
}
