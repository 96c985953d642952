/// The words for numbers that are not finite, which JSON does not have but some programs write: `NaN`, `Infinity` and
/// `-Infinity`. They are only read where ``JSONTokenizer/acceptsNonFiniteNumbers`` is set.
extension JSONTokenizer {
    /// Reads the word at the reading position as a number token.
    ///
    /// - Parameter first: The byte at the reading position.
    /// - Returns: The token, or `nil` when there is no such word.
    @inline(__always)
    mutating func nonFiniteNumber(_ first: UInt8) -> JSONNumber? {
        switch first {
        case UInt8(ascii: "N"): return nonFiniteNumber("NaN")
        case UInt8(ascii: "I"): return nonFiniteNumber("Infinity")
        case UInt8(ascii: "-") where position + 1 < bytes.count && bytes[position + 1] == UInt8(ascii: "I"):
            return nonFiniteNumber("-Infinity")
        default: return nil
        }
    }

    private mutating func nonFiniteNumber(_ word: StaticString) -> JSONNumber? {
        let start = position
        let end = start + word.utf8CodeUnitCount
        guard end <= bytes.count else { return nil }
        for index in 0..<word.utf8CodeUnitCount where bytes[start + index] != word.utf8Start[index] { return nil }
        position = end
        return JSONNumber(start: start, count: word.utf8CodeUnitCount, isInteger: false)
    }

    /// A number token as a correctly rounded float, which may be not finite if the text says so.
    ///
    /// - Throws: ``CoreError`` of code `malformedInput` when the number is too large for a finite float.
    @inline(__always)
    package func extendedFloat(_ number: JSONNumber) throws(CoreError) -> Float {
        switch bytes[number.start + number.count - 1] {
        case UInt8(ascii: "N"): .nan
        case UInt8(ascii: "y"): bytes[number.start] == UInt8(ascii: "-") ? -.infinity : .infinity
        default: try float(number)
        }
    }
}
