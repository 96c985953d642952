/// A text that is compared with many others given as UTF-8, with the meaning of `==` on `String`.
///
/// Two strings are equal when they are canonically equivalent. Equal bytes are always equal, and different bytes of
/// which one side is ASCII are only in the cases of ``ASCIIEquivalents``, so a `String` is made only for text with
/// other characters.
struct ComparableText {
    private let text: String
    private let bytes: [UInt8]
    private let isASCII: Bool

    init(_ text: String) {
        self.text = text
        bytes = Array(text.utf8)
        isASCII = bytes.allSatisfy { $0 < 0x80 }
    }

    /// Whether the other text is the same.
    func equals(_ other: UnsafeBufferPointer<UInt8>) -> Bool {
        if bytes.count == other.count, bytes.elementsEqual(other) { return true }
        if isASCII {
            // Such a character has more bytes than its equivalent, and at most three.
            guard other.count > bytes.count, other.count <= 3 * bytes.count, ASCIIEquivalents.occur(in: other) else {
                return false
            }
        }
        return text == String(decoding: other, as: UTF8.self)
    }
}
