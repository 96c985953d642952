/// Strict conversion of decimal text to numbers, without locale, white space or special words.
///
/// The grammar is `[+-]? (digits ("." digits?)? | "." digits) ([eE] [+-]? digits)?` for floating-point numbers and
/// `[+-]? digits` for integers, in ASCII. `0x10`, `nan`, `inf`, `1_000`, `1,000` and surrounding white space are refused.
/// Every function returns `nil` for text outside of its grammar and for values that do not fit the type: a number never
/// becomes infinite and an integer never wraps. Values too small for a floating-point type round to zero or to a
/// subnormal number, as IEEE 754 says.
///
/// The functions over `UnsafeBufferPointer` are the kernels; the others are fronts for text held in other ways.
package enum NumberParser {
    /// Reads a signed 64-bit integer.
    ///
    /// - Parameter text: The whole text, in ASCII.
    /// - Returns: The number, or `nil` when the text is no integer or the integer does not fit.
    package static func int64(_ text: UnsafeBufferPointer<UInt8>) -> Int64? {
        guard let (magnitude, isNegative) = integer(text) else { return nil }
        guard isNegative else { return Int64(exactly: magnitude) }
        return magnitude <= Int64.min.magnitude ? Int64(truncatingIfNeeded: 0 &- magnitude) : nil
    }

    /// Reads an unsigned 64-bit integer; `-0` is zero, other negative numbers are refused.
    ///
    /// - Parameter text: The whole text, in ASCII.
    /// - Returns: The number, or `nil` when the text is no integer or the integer does not fit.
    package static func uint64(_ text: UnsafeBufferPointer<UInt8>) -> UInt64? {
        guard let (magnitude, isNegative) = integer(text) else { return nil }
        return isNegative && magnitude != 0 ? nil : magnitude
    }

    /// Reads a signed 64-bit integer from an array slice.
    package static func int64(_ text: ArraySlice<UInt8>) -> Int64? { text.withUnsafeBufferPointer { int64($0) } }

    /// Reads a signed 64-bit integer from a string.
    package static func int64(_ text: some StringProtocol) -> Int64? {
        var text = String(text)
        return text.withUTF8 { int64($0) }
    }

    private static func integer(_ text: UnsafeBufferPointer<UInt8>) -> (magnitude: UInt64, isNegative: Bool)? {
        var index = 0
        var isNegative = false
        if let first = text.first, first == UInt8(ascii: "-") || first == UInt8(ascii: "+") {
            isNegative = first == UInt8(ascii: "-")
            index = 1
        }
        guard index < text.count else { return nil }
        var magnitude: UInt64 = 0
        while index < text.count {
            guard let digit = DecimalLiteral.digit(text[index]) else { return nil }
            let (product, productOverflow) = magnitude.multipliedReportingOverflow(by: 10)
            let (sum, sumOverflow) = product.addingReportingOverflow(UInt64(digit))
            if productOverflow || sumOverflow { return nil }
            magnitude = sum
            index += 1
        }
        return (magnitude, isNegative)
    }
}
