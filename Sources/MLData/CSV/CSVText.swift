import MLCore

/// The meaning of the text of a field.
enum CSVText {
    /// `true` or `false`, in any case.
    static func bool(_ text: UnsafeBufferPointer<UInt8>) -> Bool? {
        if equals(text, "true") { return true }
        return equals(text, "false") ? false : nil
    }

    /// NaN and the infinities in the spellings of other tools.
    static func nonFinite(_ text: UnsafeBufferPointer<UInt8>) -> Double? {
        guard let first = text.first else { return nil }
        let isNegative = first == UInt8(ascii: "-")
        let hasSign = isNegative || first == UInt8(ascii: "+")
        let word = UnsafeBufferPointer(rebasing: text[(hasSign ? 1 : 0)...])
        if equals(word, "nan") { return .nan }
        if equals(word, "inf") || equals(word, "infinity") { return isNegative ? -.infinity : .infinity }
        return nil
    }

    static func isNonFiniteWord(_ text: UnsafeBufferPointer<UInt8>) -> Bool { nonFinite(text) != nil }

    /// Whether the text is a decimal number, of whatever size.
    static func isDecimal(_ text: UnsafeBufferPointer<UInt8>) -> Bool {
        var digits = 0
        var index = 0
        func peek() -> UInt8 { index < text.count ? text[index] : 0 }
        func skipDigits() -> Int {
            let first = index
            while peek() &- UInt8(ascii: "0") <= 9 { index += 1 }
            return index - first
        }
        if peek() == UInt8(ascii: "-") || peek() == UInt8(ascii: "+") { index += 1 }
        digits = skipDigits()
        if peek() == UInt8(ascii: ".") {
            index += 1
            digits += skipDigits()
        }
        guard digits > 0 else { return false }
        if peek() | 0x20 == UInt8(ascii: "e") {
            index += 1
            if peek() == UInt8(ascii: "-") || peek() == UInt8(ascii: "+") { index += 1 }
            guard skipDigits() > 0 else { return false }
        }
        return index == text.count
    }

    /// Whether the text is an integer, of whatever size, that a number would not write back: with leading zeros or
    /// beyond 64 bits.
    static func isIntegerThatIsNoNumber(_ text: UnsafeBufferPointer<UInt8>) -> Bool {
        let hasSign = text.first == UInt8(ascii: "-") || text.first == UInt8(ascii: "+")
        let digits = text[(hasSign ? 1 : 0)...]
        guard let first = digits.first, digits.allSatisfy({ $0 &- UInt8(ascii: "0") <= 9 }) else { return false }
        return digits.count > 1 && first == UInt8(ascii: "0") || NumberParser.int64(text) == nil
    }

    /// A list written as a JSON array of strings.
    static func list(_ text: UnsafeBufferPointer<UInt8>) -> [String]? {
        guard var tokens = try? JSONTokenizer(text), case .beginArray? = try? tokens.next() else { return nil }
        var list: [String] = []
        while let token = try? tokens.next() {
            switch token {
            case .string(let text): list.append(tokens.string(text))
            case .endArray:
                guard case .end? = try? tokens.next() else { return nil }
                return list
            default: return nil
            }
        }
        return nil
    }

    private static func equals(_ text: UnsafeBufferPointer<UInt8>, _ word: StaticString) -> Bool {
        guard text.count == word.utf8CodeUnitCount else { return false }
        for index in 0..<text.count where text[index] | 0x20 != word.utf8Start[index] { return false }
        return true
    }
}
