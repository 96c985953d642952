extension SeededGenerator: Codable {
    /// Encodes the state as one string of 64 hexadecimal digits, so that no reader can round the words.
    ///
    /// - Parameter encoder: The encoder to write to.
    /// - Throws: What the encoder throws.
    public func encode(to encoder: any Encoder) throws {
        var text = ""
        for word in [state.0, state.1, state.2, state.3] {
            let digits = String(word, radix: 16)
            text += String(repeating: "0", count: 16 - digits.count) + digits
        }
        var container = encoder.singleValueContainer()
        try container.encode(text)
    }

    /// Decodes a state and continues its stream.
    ///
    /// - Parameter decoder: The decoder to read from.
    /// - Throws: ``CoreError`` `malformedInput` for anything but 64 hexadecimal digits that are not all zero, and what
    ///   the decoder throws.
    public init(from decoder: any Decoder) throws {
        let text = try decoder.singleValueContainer().decode(String.self)
        let bytes = Array(text.utf8)
        var words: [UInt64] = []
        if bytes.count == 64 {
            for start in stride(from: 0, to: 64, by: 16) {
                let digits = bytes[start..<start + 16]
                // `UInt64(_:radix:)` alone would also take a sign.
                guard digits.allSatisfy(Self.isHexadecimal) else { break }
                guard let word = UInt64(String(decoding: digits, as: UTF8.self), radix: 16) else { break }
                words.append(word)
            }
        }
        guard words.count == 4, words.contains(where: { $0 != 0 }) else {
            throw CoreError(
                .malformedInput, "not a state of a seeded generator",
                remedy: "A state is 64 hexadecimal digits, not all zero.")
        }
        self.init(words: (words[0], words[1], words[2], words[3]))
    }

    private static func isHexadecimal(_ byte: UInt8) -> Bool {
        switch byte {
        case UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "a")...UInt8(ascii: "f"): true
        default: false
        }
    }
}
