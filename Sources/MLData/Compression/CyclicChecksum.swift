/// The cyclic redundancy check of 32 bits that gzip and Parquet use (polynomial 0x04C11DB7, reflected; RFC 1952, 8).
package enum CyclicChecksum {
    /// Eight tables of 256 entries: the entry of table `k` is a byte followed by `k` zero bytes.
    private static let tables: [UInt32] = {
        var tables = [UInt32](repeating: 0, count: 8 * 256)
        for byte in 0..<256 {
            var value = UInt32(byte)
            for _ in 0..<8 { value = value & 1 == 1 ? value >> 1 ^ 0xEDB8_8320 : value >> 1 }
            tables[byte] = value
        }
        for index in 256..<(8 * 256) {
            let before = tables[index - 256]
            tables[index] = before >> 8 ^ tables[Int(before & 0xFF)]
        }
        return tables
    }()

    /// The checksum of bytes.
    ///
    /// - Parameters:
    ///   - bytes: The bytes.
    ///   - seed: The checksum of what comes before them.
    /// - Returns: The checksum of both.
    /// - Complexity: O(count), eight bytes at a time (Kounavis and Berry, "Novel table lookup-based algorithms for
    ///   high-performance CRC generation", 2008).
    package static func of(_ bytes: UnsafeRawBufferPointer, continuing seed: UInt32 = 0) -> UInt32 {
        tables.withUnsafeBufferPointer { tables in
            var value = ~seed
            var index = 0
            let count = bytes.count
            while count - index >= 8 {
                let word = UInt64(littleEndian: bytes.loadUnaligned(fromByteOffset: index, as: UInt64.self))
                let mixed = word ^ UInt64(value)
                var next: UInt32 = 0
                for step in 0..<8 {
                    next ^= tables[(7 - step) << 8 | Int(mixed >> UInt64(8 * step) & 0xFF)]
                }
                value = next
                index += 8
            }
            while index < count {
                value = value >> 8 ^ tables[Int((value ^ UInt32(bytes[index])) & 0xFF)]
                index += 1
            }
            return ~value
        }
    }
}
