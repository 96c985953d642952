extension JSONTokenizer {
    /// Reads a string from its opening to its closing quote, eight bytes at a time where they are plain.
    mutating func string() throws(CoreError) -> JSONText {
        let bytes = self.bytes
        guard let base = bytes.baseAddress else { throw unexpected("a string") }
        let count = bytes.count
        let start = position + 1
        var index = start
        var hasEscapes = false
        var isASCII = true
        while true {
            index = Self.endOfPlainText(base, from: index, count: count)
            guard index < count else { throw malformed("the string has no closing quote", at: position) }
            let byte = base[index]
            if byte == UInt8(ascii: "\"") { break }
            if byte == UInt8(ascii: "\\") {
                hasEscapes = true
                index = try escape(at: index)
            } else if byte < 0x20 {
                throw malformed("a control character in a string must be escaped", at: index)
            } else {
                isASCII = false
                repeat {
                    let length = UTF8Validation.sequenceLength(base, at: index, count: count)
                    if length == 0 { throw malformed("the text is not valid UTF-8", at: index) }
                    index += length
                } while index < count && base[index] >= 0x80
            }
        }
        guard index - start <= limits.maximumStringByteCount else {
            throw limitExceeded(
                "a string has \(index - start) bytes, more than \(limits.maximumStringByteCount)", at: position)
        }
        position = index + 1
        return JSONText(start: start, count: index - start, hasEscapes: hasEscapes, isASCII: isASCII)
    }

    /// The offset of the first quote, backslash, control character or byte outside of ASCII.
    @inline(__always)
    private static func endOfPlainText(_ base: UnsafePointer<UInt8>, from start: Int, count: Int) -> Int {
        let ones: UInt64 = 0x0101_0101_0101_0101
        let raw = UnsafeRawPointer(base)
        var index = start
        while count - index >= 8 {
            let word = UInt64(littleEndian: raw.loadUnaligned(fromByteOffset: index, as: UInt64.self))
            // Per byte, the high bit is set where x - n borrows; a borrow can only mark bytes after a true one.
            let quotes = word ^ (ones &* 0x22)
            let backslashes = word ^ (ones &* 0x5C)
            let found =
                (quotes &- ones) & ~quotes | (backslashes &- ones) & ~backslashes | (word &- ones &* 0x20) & ~word
            let special = (found | word) & (ones &* 0x80)
            if special != 0 { return index + special.trailingZeroBitCount >> 3 }
            index += 8
        }
        while index < count {
            let byte = base[index]
            if byte == 0x22 || byte == 0x5C || byte < 0x20 || byte >= 0x80 { return index }
            index += 1
        }
        return index
    }

    /// Checks the escape whose backslash is at `index` and returns the offset after it.
    private func escape(at index: Int) throws(CoreError) -> Int {
        guard index + 1 < bytes.count else { throw malformed("the string has no closing quote", at: position) }
        switch bytes[index + 1] {
        case 0x22, 0x5C, 0x2F, 0x62, 0x66, 0x6E, 0x72, 0x74:
            return index + 2
        case UInt8(ascii: "u"):
            guard let unit = Self.hexUnit(bytes, at: index + 2) else {
                throw malformed("'\\u' needs four hexadecimal digits", at: index)
            }
            guard unit & 0xF800 == 0xD800 else { return index + 6 }
            guard unit < 0xDC00, index + 7 < bytes.count, bytes[index + 6] == UInt8(ascii: "\\"),
                bytes[index + 7] == UInt8(ascii: "u"), let low = Self.hexUnit(bytes, at: index + 8),
                low & 0xFC00 == 0xDC00
            else { throw malformed("a surrogate escape without its other half", at: index) }
            return index + 12
        default:
            throw malformed("unknown escape", at: index)
        }
    }

    /// Four hexadecimal digits as a UTF-16 code unit.
    static func hexUnit(_ bytes: UnsafeBufferPointer<UInt8>, at index: Int) -> UInt32? {
        guard index + 4 <= bytes.count else { return nil }
        var unit: UInt32 = 0
        for offset in 0..<4 {
            let byte = bytes[index + offset]
            switch byte {
            case UInt8(ascii: "0")...UInt8(ascii: "9"): unit = unit << 4 | UInt32(byte - UInt8(ascii: "0"))
            case UInt8(ascii: "a")...UInt8(ascii: "f"): unit = unit << 4 | UInt32(byte - UInt8(ascii: "a") + 10)
            case UInt8(ascii: "A")...UInt8(ascii: "F"): unit = unit << 4 | UInt32(byte - UInt8(ascii: "A") + 10)
            default: return nil
            }
        }
        return unit
    }

    /// Reads a number: `-? (0 | [1-9] digits?) ("." digits)? ([eE] [+-]? digits)?`.
    mutating func number() throws(CoreError) -> JSONNumber {
        let start = position
        var index = start
        var isInteger = true
        if bytes[index] == UInt8(ascii: "-") { index += 1 }
        let firstDigit = index
        index = endOfDigits(from: index)
        guard index > firstDigit else { throw malformed("a number needs a digit", at: index) }
        if index - firstDigit > 1, bytes[firstDigit] == UInt8(ascii: "0") {
            throw malformed("a number must not begin with zeros", at: firstDigit)
        }
        if index < bytes.count, bytes[index] == UInt8(ascii: ".") {
            isInteger = false
            let end = endOfDigits(from: index + 1)
            guard end > index + 1 else { throw malformed("a number needs a digit after its point", at: end) }
            index = end
        }
        if index < bytes.count, bytes[index] | 0x20 == UInt8(ascii: "e") {
            isInteger = false
            index += 1
            if index < bytes.count, bytes[index] == UInt8(ascii: "-") || bytes[index] == UInt8(ascii: "+") {
                index += 1
            }
            let end = endOfDigits(from: index)
            guard end > index else { throw malformed("a number needs a digit in its exponent", at: end) }
            index = end
        }
        position = index
        return JSONNumber(start: start, count: index - start, isInteger: isInteger)
    }

    private func endOfDigits(from start: Int) -> Int {
        var index = start
        while index < bytes.count, bytes[index] &- UInt8(ascii: "0") <= 9 { index += 1 }
        return index
    }
}
