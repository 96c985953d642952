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
        for byte in text {
            if byte >= 0x80 { return slowWordCount(text) }
            let isSpace = byte == 0x20 || (0x09...0x0D).contains(byte)
            if !isSpace, !isInWord { count += 1 }
            isInWord = !isSpace
        }
        return count
    }

    private static func slowWordCount(_ text: UnsafeBufferPointer<UInt8>) -> Int {
        var count = 0
        var isInWord = false
        for scalar in String(decoding: text, as: UTF8.self).unicodeScalars {
            let isSpace = scalar.properties.isWhitespace
            if !isSpace, !isInWord { count += 1 }
            isInWord = !isSpace
        }
        return count
    }
}
