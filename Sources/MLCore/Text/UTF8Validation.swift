/// Strict checking of UTF-8 (Unicode 16, table 3-7: no overlong forms, no surrogates, nothing above U+10FFFF).
package enum UTF8Validation {
    /// The offset of the first byte that does not begin a well-formed sequence.
    ///
    /// - Parameter bytes: The bytes to check.
    /// - Returns: The offset, or `nil` when all bytes are well-formed UTF-8.
    /// - Complexity: O(count), eight bytes at a time in ASCII.
    package static func firstInvalidOffset(in bytes: UnsafeBufferPointer<UInt8>) -> Int? {
        guard let base = bytes.baseAddress else { return nil }
        let raw = UnsafeRawPointer(base)
        let count = bytes.count
        var index = 0
        while index < count {
            if count - index >= 8, raw.loadUnaligned(fromByteOffset: index, as: UInt64.self) & highBits == 0 {
                index += 8
            } else if base[index] < 0x80 {
                index += 1
            } else {
                let length = sequenceLength(base, at: index, count: count)
                if length == 0 { return index }
                index += length
            }
        }
        return nil
    }

    /// The offset of the first byte of an array that does not begin a well-formed sequence.
    package static func firstInvalidOffset(in bytes: [UInt8]) -> Int? {
        bytes.withUnsafeBufferPointer { firstInvalidOffset(in: $0) }
    }

    /// The string, or `nil` when the bytes are not well-formed UTF-8.
    package static func string(_ bytes: UnsafeBufferPointer<UInt8>) -> String? {
        firstInvalidOffset(in: bytes) == nil ? String(decoding: bytes, as: UTF8.self) : nil
    }

    private static let highBits: UInt64 = 0x8080_8080_8080_8080

    /// The length of the well-formed multi-byte sequence at `index`, or 0 when there is none.
    ///
    /// - Precondition: `index < count`, and `bytes` holds `count` bytes.
    @inline(__always)
    static func sequenceLength(_ bytes: UnsafePointer<UInt8>, at index: Int, count: Int) -> Int {
        let lead = bytes[index]
        let available = count - index
        var lower: UInt8 = 0x80
        var upper: UInt8 = 0xBF
        let length: Int
        switch lead {
        case 0xC2...0xDF: length = 2
        case 0xE0...0xEF:
            length = 3
            if lead == 0xE0 { lower = 0xA0 }
            if lead == 0xED { upper = 0x9F }
        case 0xF0...0xF4:
            length = 4
            if lead == 0xF0 { lower = 0x90 }
            if lead == 0xF4 { upper = 0x8F }
        default: return 0
        }
        guard available >= length, bytes[index + 1] >= lower, bytes[index + 1] <= upper else { return 0 }
        if length > 2, bytes[index + 2] & 0xC0 != 0x80 { return 0 }
        if length > 3, bytes[index + 3] & 0xC0 != 0x80 { return 0 }
        return length
    }
}
