extension SeededGenerator: Codable {
    /// Encodes the state as one string of 64 hexadecimal digits, so that no reader can round the words.
    ///
    /// - Parameter encoder: The encoder to write to.
    /// - Throws: What the encoder throws.
    public func encode(to encoder: any Encoder) throws {
        var bytes: [UInt8] = []
        for word in [state.0, state.1, state.2, state.3] {
            for shift in stride(from: 56 as UInt64, through: 0, by: -8) {
                bytes.append(UInt8(truncatingIfNeeded: word &>> shift))
            }
        }
        var container = encoder.singleValueContainer()
        try container.encode(Hexadecimal.text(bytes))
    }

    /// Decodes a state and continues its stream.
    ///
    /// - Parameter decoder: The decoder to read from.
    /// - Throws: ``CoreError`` `malformedInput` for anything but 64 lower-case hexadecimal digits that are not all zero,
    ///   and what the decoder throws.
    public init(from decoder: any Decoder) throws {
        let text = try decoder.singleValueContainer().decode(String.self)
        guard text.utf8.count == 64, let bytes = Hexadecimal.bytes(text), bytes.contains(where: { $0 != 0 }) else {
            throw CoreError(
                .malformedInput, "not a state of a seeded generator",
                remedy: "A state is 64 lower-case hexadecimal digits, not all zero.")
        }
        let words = stride(from: 0, to: 32, by: 8).map { start in
            bytes[start..<start + 8].reduce(0 as UInt64) { $0 &<< 8 | UInt64($1) }
        }
        self.init(words: (words[0], words[1], words[2], words[3]))
    }
}
