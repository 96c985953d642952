/// The escapes of JSON strings (RFC 8259, 7).
enum JSONLEscapes {
    /// Writes a string without its escapes; it never becomes longer.
    ///
    /// - Returns: How many bytes were written, or `nil` when an escape is none.
    static func append(
        _ source: UnsafePointer<UInt8>, _ count: Int, to target: UnsafeMutablePointer<UInt8>
    ) -> Int? {
        let text = UnsafeBufferPointer(start: source, count: count)
        var index = 0
        var written = 0
        while index < count {
            guard text[index] == UInt8(ascii: "\\") else {
                target[written] = text[index]
                index += 1
                written += 1
                continue
            }
            guard index + 1 < count else { return nil }
            let escape = text[index + 1]
            index += 2
            switch escape {
            case UInt8(ascii: "\""), UInt8(ascii: "\\"), UInt8(ascii: "/"): target[written] = escape
            case UInt8(ascii: "b"): target[written] = 0x08
            case UInt8(ascii: "f"): target[written] = 0x0C
            case UInt8(ascii: "n"): target[written] = 0x0A
            case UInt8(ascii: "r"): target[written] = 0x0D
            case UInt8(ascii: "t"): target[written] = 0x09
            case UInt8(ascii: "u"):
                guard let scalar = scalar(text, &index) else { return nil }
                for byte in UTF8.encode(scalar) ?? UTF8.encodedReplacementCharacter {
                    target[written] = byte
                    written += 1
                }
                continue
            default: return nil
            }
            written += 1
        }
        return written
    }

    /// The scalar of one escape, or of a pair of surrogates.
    private static func scalar(_ text: UnsafeBufferPointer<UInt8>, _ index: inout Int) -> Unicode.Scalar? {
        guard let unit = self.unit(text, at: index) else { return nil }
        index += 4
        guard unit & 0xF800 == 0xD800 else { return Unicode.Scalar(unit) }
        guard unit < 0xDC00, index + 1 < text.count, text[index] == UInt8(ascii: "\\"),
            text[index + 1] == UInt8(ascii: "u"), let low = self.unit(text, at: index + 2),
            low & 0xFC00 == 0xDC00
        else { return nil }
        index += 6
        return Unicode.Scalar(0x1_0000 + (unit & 0x3FF) << 10 + low & 0x3FF)
    }

    /// Four hexadecimal digits as a UTF-16 code unit.
    private static func unit(_ text: UnsafeBufferPointer<UInt8>, at index: Int) -> UInt32? {
        guard index + 4 <= text.count else { return nil }
        var unit: UInt32 = 0
        for byte in text[index..<index + 4] {
            let digit = byte &- UInt8(ascii: "0")
            let letter = (byte | 0x20) &- UInt8(ascii: "a")
            guard digit <= 9 || letter <= 5 else { return nil }
            unit = unit << 4 | UInt32(digit <= 9 ? digit : letter + 10)
        }
        return unit
    }
}
