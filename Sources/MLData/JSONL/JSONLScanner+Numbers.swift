import MLCore

extension JSONLScanner {
    /// A number that was gone behind.
    struct Number {
        let start: UnsafePointer<UInt8>
        let end: UnsafePointer<UInt8>
        let isInteger: Bool
    }

    /// Goes behind a number: `-? (0 | [1-9] digits?) ("." digits)? ([eE] [+-]? digits)?`.
    @inline(__always)
    mutating func number() -> Number? {
        let start = next
        var text = start
        if text.pointee == UInt8(ascii: "-") { text += 1 }
        let first = text
        Self.skipDigits(&text)
        guard text > first, first.pointee != UInt8(ascii: "0") || text - first == 1 else { return nil }
        var isInteger = true
        if text.pointee == UInt8(ascii: ".") {
            isInteger = false
            text += 1
            let fraction = text
            Self.skipDigits(&text)
            guard text > fraction else { return nil }
        }
        if text.pointee | 0x20 == UInt8(ascii: "e") {
            isInteger = false
            text += 1
            if text.pointee == UInt8(ascii: "-") || text.pointee == UInt8(ascii: "+") { text += 1 }
            let exponent = text
            Self.skipDigits(&text)
            guard text > exponent else { return nil }
        }
        next = text
        return Number(start: start, end: text, isInteger: isInteger)
    }

    @inline(__always)
    private static func skipDigits(_ text: inout UnsafePointer<UInt8>) {
        while true {
            let others = DigitWords.others(DigitWords.word(text) ^ DigitWords.zeros)
            if others != 0 {
                text += others.trailingZeroBitCount &>> 3
                return
            }
            text += 8
        }
    }

    @inline(__always)
    func integer(_ number: Number) -> Int64? {
        if let value = DigitWords.integer(number.start, number.end, tables) { return value }
        return NumberParser.int64(UnsafeBufferPointer(start: number.start, count: number.end - number.start))
    }

    @inline(__always)
    func double(_ number: Number) -> Double? {
        if let value = DigitWords.decimal(number.start, number.end, tables) { return value }
        if let long = DigitWords.longDecimal(number.start, number.end),
            let value = NumberParser.double(significand: long.significand, exponent: long.exponent)
        {
            return Double(bitPattern: value.bitPattern | (long.isNegative ? 1 : 0) &<< 63)
        }
        return NumberParser.double(UnsafeBufferPointer(start: number.start, count: number.end - number.start))
    }
}
