/// Reading and writing scalars in UTF-8 bytes.
///
/// The texts are well-formed UTF-8 by construction of `String` and of text columns. Should bytes be malformed all the
/// same, reading stays within the buffer and gives U+FFFD for one byte.
enum UTF8Scalars {
    /// The scalar at an offset and the number of its bytes, at least 1.
    ///
    /// - Precondition: `offset` is within the text.
    @inline(__always)
    static func decode(
        _ text: UnsafeBufferPointer<UInt8>, at offset: Int
    ) -> (scalar: Unicode.Scalar, length: Int) {
        let lead = UInt32(text[offset])
        if lead < 0x80 { return (Unicode.Scalar(UInt8(lead)), 1) }
        let length = lead >= 0xF0 ? 4 : lead >= 0xE0 ? 3 : 2
        guard lead >= 0xC0, offset + length <= text.count else { return ("\u{FFFD}", 1) }
        var value = lead & (0x7F >> UInt32(length))
        for index in 1..<length { value = value << 6 | UInt32(text[offset + index] & 0x3F) }
        guard let scalar = Unicode.Scalar(value) else { return ("\u{FFFD}", 1) }
        return (scalar, length)
    }

    /// Where the scalar before an offset begins, or `nil` at the beginning of the text.
    static func startOfScalar(before offset: Int, in text: UnsafeBufferPointer<UInt8>) -> Int? {
        var start = offset - 1
        guard start >= 0 else { return nil }
        while start > 0, offset - start < 4, text[start] & 0xC0 == 0x80 { start -= 1 }
        return start
    }

    /// Writes a scalar and returns the number of bytes written, 1 to 4.
    ///
    /// - Precondition: There is room for four bytes at `output`.
    @inline(__always)
    static func encode(_ scalar: UInt32, to output: UnsafeMutablePointer<UInt8>) -> Int {
        if scalar < 0x80 {
            output[0] = UInt8(truncatingIfNeeded: scalar)
            return 1
        }
        if scalar < 0x800 {
            output[0] = UInt8(truncatingIfNeeded: 0xC0 | scalar >> 6)
            output[1] = UInt8(truncatingIfNeeded: 0x80 | scalar & 0x3F)
            return 2
        }
        if scalar < 0x1_0000 {
            output[0] = UInt8(truncatingIfNeeded: 0xE0 | scalar >> 12)
            output[1] = UInt8(truncatingIfNeeded: 0x80 | scalar >> 6 & 0x3F)
            output[2] = UInt8(truncatingIfNeeded: 0x80 | scalar & 0x3F)
            return 3
        }
        output[0] = UInt8(truncatingIfNeeded: 0xF0 | scalar >> 18)
        output[1] = UInt8(truncatingIfNeeded: 0x80 | scalar >> 12 & 0x3F)
        output[2] = UInt8(truncatingIfNeeded: 0x80 | scalar >> 6 & 0x3F)
        output[3] = UInt8(truncatingIfNeeded: 0x80 | scalar & 0x3F)
        return 4
    }
}
