/// Numbers as text, the same on every platform and in every locale.
public enum NumberText {
    /// The shortest decimal text that reads back as exactly `value`, in one fixed layout.
    ///
    /// The digits are the fewest that identify the number among doubles, and of those the closest to it. The layout is
    /// `Number::toString` of ECMA-262 with one addition: text that would look like an integer gets `.0`, so a
    /// floating-point number is recognisable and negative zero (`-0.0`) survives. `0.1`, `1.0`,
    /// `100000000000000000000.0`, `1e+21`, `0.000001`, `1e-7`, `5e-324`. Not a number is `nan` and infinities are `inf`
    /// and `-inf`.
    package static func shortest(_ value: Double) -> String {
        var bytes: [UInt8] = []
        appendShortest(value, to: &bytes)
        return String(decoding: bytes, as: UTF8.self)
    }

    /// The shortest decimal text that reads back as exactly `value` as a float; the layout is that of doubles.
    package static func shortest(_ value: Float) -> String {
        var bytes: [UInt8] = []
        appendShortest(value, to: &bytes)
        return String(decoding: bytes, as: UTF8.self)
    }

    /// Appends ``shortest(_:)-(Double)``.
    package static func appendShortest(_ value: Double, to bytes: inout [UInt8]) {
        append(description: value.description, to: &bytes)
    }

    /// Appends ``shortest(_:)-(Float)``.
    package static func appendShortest(_ value: Float, to bytes: inout [UInt8]) {
        append(description: value.description, to: &bytes)
    }

    /// Lays out the digits of a standard-library description anew, so that its layout does not matter.
    private static func append(description: String, to bytes: inout [UInt8]) {
        var description = description
        description.withUTF8 { text in
            guard let literal = DecimalLiteral(text), !literal.isTruncated else {
                // `nan`, `inf` and `-inf`: the shortest digits of a number are at most 17, so nothing else comes here.
                bytes.append(contentsOf: text)
                return
            }
            if literal.isNegative { bytes.append(UInt8(ascii: "-")) }
            var significand = literal.significand
            var exponent = significand == 0 ? 0 : literal.exponent
            while significand != 0 {
                let (quotient, remainder) = significand.quotientAndRemainder(dividingBy: 10)
                if remainder != 0 { break }
                significand = quotient
                exponent += 1
            }
            withUnsafeTemporaryAllocation(of: UInt8.self, capacity: DecimalLiteral.significantDigits + 1) { digits in
                var first = digits.count
                repeat {
                    first -= 1
                    digits[first] = UInt8(ascii: "0") + UInt8(truncatingIfNeeded: significand % 10)
                    significand /= 10
                } while significand != 0
                append(digits: UnsafeBufferPointer(rebasing: digits[first...]), exponent: exponent, to: &bytes)
            }
        }
    }

    /// Appends `digits × 10^exponent` in the layout of ECMA-262, section 6.1.6.1.20.
    private static func append(digits: UnsafeBufferPointer<UInt8>, exponent: Int, to bytes: inout [UInt8]) {
        let zero = UInt8(ascii: "0")
        let point = UInt8(ascii: ".")
        let pointPosition = digits.count + exponent
        switch pointPosition {
        case digits.count...max(digits.count, 21) where pointPosition <= 21:
            bytes.append(contentsOf: digits)
            bytes.append(contentsOf: repeatElement(zero, count: exponent))
            bytes.append(point)
            bytes.append(zero)
        case 1..<max(digits.count, 1):
            bytes.append(contentsOf: digits[..<pointPosition])
            bytes.append(point)
            bytes.append(contentsOf: digits[pointPosition...])
        case -5...0:
            bytes.append(zero)
            bytes.append(point)
            bytes.append(contentsOf: repeatElement(zero, count: -pointPosition))
            bytes.append(contentsOf: digits)
        default:
            bytes.append(contentsOf: digits[..<1])
            if digits.count > 1 {
                bytes.append(point)
                bytes.append(contentsOf: digits[1...])
            }
            let power = pointPosition - 1
            bytes.append(contentsOf: "e\(power < 0 ? "-" : "+")\(power.magnitude)".utf8)
        }
    }
}
