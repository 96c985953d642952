import MLCore

/// Conversions of stored numbers into those of columns.
enum StoredNumbers {
    /// A half-precision number (IEEE 754, binary16).
    @inline(__always)
    static func float(half bits: UInt16) -> Float {
        let sign = UInt32(bits & 0x8000) << 16
        let exponent = UInt32(bits >> 10 & 0x1F)
        let fraction = UInt32(bits & 0x3FF)
        switch exponent {
        case 0:
            let magnitude = Float(fraction) * 0x1p-24
            return sign == 0 ? magnitude : -magnitude
        case 31: return Float(bitPattern: sign | 0x7F80_0000 | fraction << 13)
        default: return Float(bitPattern: sign | (exponent + 112) << 23 | fraction << 13)
        }
    }

    /// The powers of ten that are doubles.
    static let powersOfTen: [Double] = {
        var powers: [Double] = [1]
        for _ in 0..<22 { powers.append((powers.last ?? 1) * 10) }
        return powers
    }()

    /// The nearest double of a decimal number.
    ///
    /// - Parameters:
    ///   - bytes: The number without its point as a big-endian integer in two's complement.
    ///   - scale: How many digits are behind the point.
    /// - Returns: The double, or `nil` for more than 32 bytes or a number beyond the range of doubles.
    static func double(bigEndian bytes: UnsafeRawBufferPointer, scale: Int) -> Double? {
        guard let first = bytes.first else { return 0 }
        let isNegative = first >= 0x80
        if bytes.count <= 8 {
            var value: Int64 = isNegative ? -1 : 0
            for byte in bytes { value = value << 8 | Int64(byte) }
            return double(value, scale: scale)
        }
        guard bytes.count <= 32 else { return nil }
        // The magnitude as digits, nine at a time.
        var words = [UInt32](repeating: isNegative ? .max : 0, count: 8)
        for (index, byte) in bytes.reversed().enumerated() {
            let shift = UInt32(index & 3) * 8
            words[index >> 2] = words[index >> 2] & ~(0xFF << shift) | UInt32(byte) << shift
        }
        if isNegative {
            var carry: UInt64 = 1
            for index in words.indices {
                let sum = UInt64(~words[index]) + carry
                words[index] = UInt32(truncatingIfNeeded: sum)
                carry = sum >> 32
            }
        }
        var groups: [UInt32] = []
        while words.contains(where: { $0 != 0 }) {
            var remainder: UInt64 = 0
            for index in words.indices.reversed() {
                let value = remainder << 32 | UInt64(words[index])
                words[index] = UInt32(truncatingIfNeeded: value / 1_000_000_000)
                remainder = value % 1_000_000_000
            }
            groups.append(UInt32(truncatingIfNeeded: remainder))
        }
        var text = isNegative ? "-" : ""
        for (index, group) in groups.reversed().enumerated() {
            let digits = String(group)
            text += index == 0 ? digits : String(repeating: "0", count: 9 - digits.count) + digits
        }
        return groups.isEmpty ? 0 : parsed(text, scale: scale)
    }

    /// The nearest double of `value` divided by 10 to the power of `scale`.
    @inline(__always)
    static func double(_ value: Int64, scale: Int) -> Double? {
        // A quotient of two exact doubles is rounded once.
        if scale >= 0, scale <= 22, value.magnitude <= 1 << 53 { return Double(value) / powersOfTen[scale] }
        return parsed(String(value), scale: scale)
    }

    private static func parsed(_ digits: String, scale: Int) -> Double? {
        let (exponent, overflow) = (0).subtractingReportingOverflow(scale)
        guard !overflow, abs(exponent) <= 10_000 else { return nil }
        var text = "\(digits)e\(exponent)"
        return text.withUTF8 { NumberParser.double($0) }
    }
}
