/// Searching in bytes, eight at a time.
enum ByteSearch {
    /// The offset of the first line feed at or after `start`, or the number of bytes when there is none.
    ///
    /// - Precondition: `start` lies within the bytes or at their end.
    static func firstLineFeed(in bytes: UnsafeBufferPointer<UInt8>, from start: Int) -> Int {
        guard let base = bytes.baseAddress else { return bytes.count }
        let ones: UInt64 = 0x0101_0101_0101_0101
        let raw = UnsafeRawPointer(base)
        var index = start
        while bytes.count - index >= 8 {
            let word = UInt64(littleEndian: raw.loadUnaligned(fromByteOffset: index, as: UInt64.self))
            let different = word ^ (ones &* 0x0A)
            let found = (different &- ones) & ~different & (ones &* 0x80)
            if found != 0 { return index + found.trailingZeroBitCount >> 3 }
            index += 8
        }
        while index < bytes.count, base[index] != 0x0A { index += 1 }
        return index
    }
}
