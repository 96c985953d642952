extension JSONTokenizer {
    /// The string of a token.
    ///
    /// - Parameter text: A string or key of the text being read.
    /// - Returns: The string, its escapes replaced.
    /// - Complexity: O(count); one allocation when the string is too long to be held inline.
    package func string(_ text: JSONText) -> String {
        let source = UnsafeBufferPointer(rebasing: bytes[text.start..<text.start + text.count])
        guard text.hasEscapes else { return String(decoding: source, as: UTF8.self) }
        // An escape is never shorter than what it stands for.
        return String(unsafeUninitializedCapacity: text.count) { Self.unescape(source, into: $0) }
    }

    /// The UTF-8 of a token in place, or `nil` when it has escapes.
    package func plainBytes(_ text: JSONText) -> UnsafeBufferPointer<UInt8>? {
        text.hasEscapes ? nil : UnsafeBufferPointer(rebasing: bytes[text.start..<text.start + text.count])
    }

    /// A number token as a 64-bit integer.
    ///
    /// - Returns: The integer, or `nil` when the number has a fraction or exponent or does not fit.
    package func int64(_ number: JSONNumber) -> Int64? { number.isInteger ? NumberParser.int64(slice(number)) : nil }

    /// A number token as an unsigned 64-bit integer.
    ///
    /// - Returns: The integer, or `nil` when the number has a fraction or exponent or does not fit.
    package func uint64(_ number: JSONNumber) -> UInt64? { number.isInteger ? NumberParser.uint64(slice(number)) : nil }

    /// A number token as a correctly rounded double.
    ///
    /// - Throws: ``CoreError`` of code `malformedInput` when the number is too large for a finite double.
    package func double(_ number: JSONNumber) throws(CoreError) -> Double {
        guard let value = NumberParser.double(slice(number)) else {
            throw malformed("the number is too large for a double", at: number.start)
        }
        return value
    }

    /// A number token as a correctly rounded float.
    ///
    /// - Throws: ``CoreError`` of code `malformedInput` when the number is too large for a finite float.
    package func float(_ number: JSONNumber) throws(CoreError) -> Float {
        guard let value = NumberParser.float(slice(number)) else {
            throw malformed("the number is too large for a float", at: number.start)
        }
        return value
    }

    /// A number token as ``JSONValue/integer(_:)`` or ``JSONValue/number(_:)``.
    ///
    /// Without fraction and exponent it is an integer, exact in 64 bits; only `-0` is a double, to keep its sign.
    ///
    /// - Throws: ``CoreError`` of code `malformedInput` when the number fits neither type, or is an integer that does
    ///   not fit in 64 bits and ``JSONLimits/largeIntegers`` refuses it.
    package func value(_ number: JSONNumber) throws(CoreError) -> JSONValue {
        guard number.isInteger else { return .number(try double(number)) }
        if let integer = NumberParser.int64(slice(number)) {
            return integer == 0 && bytes[number.start] == UInt8(ascii: "-") ? .number(-0.0) : .integer(integer)
        }
        guard limits.largeIntegers == .roundToDouble else {
            throw malformed("the integer does not fit in 64 bits", at: number.start)
        }
        return .number(try double(number))
    }

    private func slice(_ number: JSONNumber) -> UnsafeBufferPointer<UInt8> {
        UnsafeBufferPointer(rebasing: bytes[number.start..<number.start + number.count])
    }

    /// Replaces the escapes of a checked string.
    ///
    /// - Parameters:
    ///   - source: Bytes that ``string()`` accepted.
    ///   - target: At least as many bytes.
    /// - Returns: How many bytes were written.
    private static func unescape(
        _ source: UnsafeBufferPointer<UInt8>, into target: UnsafeMutableBufferPointer<UInt8>
    ) -> Int {
        var index = 0
        var written = 0
        while index < source.count {
            guard source[index] == UInt8(ascii: "\\"), index + 1 < source.count else {
                target[written] = source[index]
                index += 1
                written += 1
                continue
            }
            let letter = source[index + 1]
            guard letter == UInt8(ascii: "u") else {
                target[written] = unescaped(letter)
                index += 2
                written += 1
                continue
            }
            var scalar = hexUnit(source, at: index + 2) ?? 0xFFFD
            index += 6
            if scalar & 0xFC00 == 0xD800, let low = hexUnit(source, at: index + 2) {
                scalar = 0x10000 + (scalar & 0x3FF) << 10 + low & 0x3FF
                index += 6
            }
            for byte in UTF8.encode(Unicode.Scalar(scalar) ?? "\u{FFFD}") ?? .init() {
                target[written] = byte
                written += 1
            }
        }
        return written
    }

    private static func unescaped(_ letter: UInt8) -> UInt8 {
        switch letter {
        case UInt8(ascii: "b"): 0x08
        case UInt8(ascii: "f"): 0x0C
        case UInt8(ascii: "n"): 0x0A
        case UInt8(ascii: "r"): 0x0D
        case UInt8(ascii: "t"): 0x09
        default: letter
        }
    }
}
