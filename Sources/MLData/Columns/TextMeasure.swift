/// Counts of characters and words in UTF-8.
package enum TextMeasure {
    /// The number of characters, which are extended grapheme clusters as in `String.count`.
    package static func characterCount(_ text: UnsafeBufferPointer<UInt8>) -> Int {
        // In ASCII, only CR and LF join to one character.
        text.allSatisfy { $0 < 0x80 && $0 != 0x0D } ? text.count : String(decoding: text, as: UTF8.self).count
    }

    /// The number of words: longest runs without Unicode white space.
    package static func wordCount(_ text: UnsafeBufferPointer<UInt8>) -> Int {
        var count = 0
        var isInWord = false
        var index = 0
        while index < text.count {
            let length = spaceLength(text, at: index)
            if length == 0, !isInWord { count += 1 }
            isInWord = length == 0
            index += max(1, length)
        }
        return count
    }

    /// The number of bytes of the white space character at `index`, or 0 when there is another character or a part of one.
    ///
    /// White space is the property White_Space of Unicode 16: U+0009 to U+000D, U+0020, U+0085, U+00A0, U+1680, U+2000 to
    /// U+200A, U+2028, U+2029, U+202F, U+205F and U+3000.
    @inline(__always)
    private static func spaceLength(_ text: UnsafeBufferPointer<UInt8>, at index: Int) -> Int {
        let byte = text[index]
        if byte < 0x80 { return byte == 0x20 || (0x09...0x0D).contains(byte) ? 1 : 0 }
        if byte == 0xC2, index + 1 < text.count { return text[index + 1] == 0x85 || text[index + 1] == 0xA0 ? 2 : 0 }
        guard (0xE1...0xE3).contains(byte), index + 2 < text.count else { return 0 }
        switch (byte, text[index + 1], text[index + 2]) {
        case (0xE1, 0x9A, 0x80), (0xE2, 0x80, 0x80...0x8A), (0xE2, 0x80, 0xA8), (0xE2, 0x80, 0xA9), (0xE2, 0x80, 0xAF),
            (0xE2, 0x81, 0x9F), (0xE3, 0x80, 0x80):
            return 3
        default: return 0
        }
    }
}
