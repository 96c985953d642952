extension JSONTokenizer {
    /// The string of a token.
    ///
    /// - Parameter text: A string or key of the text being read.
    /// - Returns: The string, its escapes replaced.
    /// - Complexity: O(count); one allocation when the string is too long to be held inline.
    package func string(_ text: JSONText) -> String {
        text.string(in: bytes)
    }

    /// The UTF-8 of a token in place, or `nil` when it has escapes.
    package func plainBytes(_ text: JSONText) -> UnsafeBufferPointer<UInt8>? {
        text.hasEscapes ? nil : text.slice(of: bytes)
    }

    /// A number token as a 64-bit integer.
    ///
    /// - Returns: The integer, or `nil` when the number has a fraction or exponent or does not fit.
    package func int64(_ number: JSONNumber) -> Int64? {
        number.isInteger ? NumberParser.int64(number.slice(of: bytes)) : nil
    }

    /// A number token as an unsigned 64-bit integer.
    ///
    /// - Returns: The integer, or `nil` when the number has a fraction or exponent or does not fit.
    package func uint64(_ number: JSONNumber) -> UInt64? {
        number.isInteger ? NumberParser.uint64(number.slice(of: bytes)) : nil
    }

    /// A number token as a correctly rounded double.
    ///
    /// - Throws: ``CoreError`` of code `malformedInput` when the number is too large for a finite double.
    package func double(_ number: JSONNumber) throws(CoreError) -> Double {
        guard let value = NumberParser.double(number.slice(of: bytes)) else {
            throw malformed("the number is too large for a double", at: number.start)
        }
        return value
    }

    /// A number token as a correctly rounded float.
    ///
    /// - Throws: ``CoreError`` of code `malformedInput` when the number is too large for a finite float.
    package func float(_ number: JSONNumber) throws(CoreError) -> Float {
        guard let value = NumberParser.float(number.slice(of: bytes)) else {
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
        if let integer = NumberParser.int64(number.slice(of: bytes)) {
            return integer == 0 && bytes[number.start] == UInt8(ascii: "-") ? .number(-0.0) : .integer(integer)
        }
        guard limits.largeIntegers == .roundToDouble else {
            throw malformed("the integer does not fit in 64 bits", at: number.start)
        }
        return .number(try double(number))
    }
}
