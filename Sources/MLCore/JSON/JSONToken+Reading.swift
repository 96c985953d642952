extension JSONText {
    /// The bytes between the quotes.
    func slice(of bytes: UnsafeBufferPointer<UInt8>) -> UnsafeBufferPointer<UInt8> {
        UnsafeBufferPointer(rebasing: bytes[start..<start + count])
    }

    /// The string, its escapes replaced.
    func string(in bytes: UnsafeBufferPointer<UInt8>) -> String {
        let source = slice(of: bytes)
        guard hasEscapes else { return String(decoding: source, as: UTF8.self) }
        // An escape is never shorter than what it stands for.
        return String(unsafeUninitializedCapacity: count) { Self.unescape(source, into: $0) }
    }

    /// Replaces the escapes of a checked string.
    ///
    /// - Parameters:
    ///   - source: Bytes that ``JSONTokenizer`` accepted.
    ///   - target: At least as many bytes.
    /// - Returns: How many bytes were written.
    private static func unescape(
        _ source: UnsafeBufferPointer<UInt8>, into target: UnsafeMutableBufferPointer<UInt8>
    ) -> Int {
        var index = 0
        var written = 0
        while index < source.count {
            guard source[index] == UInt8(ascii: "\\"), index + 1 < source.count else {
                target[written] = source[index]
                index += 1
                written += 1
                continue
            }
            let letter = source[index + 1]
            guard letter == UInt8(ascii: "u") else {
                target[written] = unescaped(letter)
                index += 2
                written += 1
                continue
            }
            var scalar = JSONTokenizer.hexUnit(source, at: index + 2) ?? 0xFFFD
            index += 6
            if scalar & 0xFC00 == 0xD800, let low = JSONTokenizer.hexUnit(source, at: index + 2) {
                scalar = 0x10000 + (scalar & 0x3FF) << 10 + low & 0x3FF
                index += 6
            }
            for byte in UTF8.encode(Unicode.Scalar(scalar) ?? "\u{FFFD}") ?? .init() {
                target[written] = byte
                written += 1
            }
        }
        return written
    }

    private static func unescaped(_ letter: UInt8) -> UInt8 {
        switch letter {
        case UInt8(ascii: "b"): 0x08
        case UInt8(ascii: "f"): 0x0C
        case UInt8(ascii: "n"): 0x0A
        case UInt8(ascii: "r"): 0x0D
        case UInt8(ascii: "t"): 0x09
        default: letter
        }
    }
}

extension JSONNumber {
    /// The bytes of the number.
    func slice(of bytes: UnsafeBufferPointer<UInt8>) -> UnsafeBufferPointer<UInt8> {
        UnsafeBufferPointer(rebasing: bytes[start..<start + count])
    }
}
