/// The three characters beyond ASCII that are canonically equivalent to ASCII: the Kelvin sign (K), the Greek question
/// mark (;) and the Greek varia (`).
///
/// `String` takes them for equal. No other text with characters beyond ASCII is equal to one without.
enum ASCIIEquivalents {
    /// Whether one of them occurs in well-formed UTF-8.
    static func occur(in text: UnsafeBufferPointer<UInt8>) -> Bool {
        var index = 0
        while index + 1 < text.count {
            switch (text[index], text[index + 1]) {
            case (0xCD, 0xBE): return true
            case (0xE2, 0x84) where index + 2 < text.count && text[index + 2] == 0xAA: return true
            case (0xE1, 0xBF) where index + 2 < text.count && text[index + 2] == 0xAF: return true
            default: index += 1
            }
        }
        return false
    }
}
