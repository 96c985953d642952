/// 64-bit hashes that are the same on every machine and in every run, so that sketches made apart can be joined.
///
/// Words are folded by full-width multiplication, as in wyhash (Wang Yi, 2019). The hash is not keyed: somebody who
/// chooses the values can make them collide, and a sketch of them then counts too few.
package enum StableHash {
    @inlinable
    static var first: UInt64 { 0xA076_1D64_78BD_642F }
    @inlinable
    static var second: UInt64 { 0xE703_7ED1_A0B4_28DB }

    /// The hash of a word.
    @inlinable
    @inline(__always)
    package static func hash(_ word: UInt64) -> UInt64 { folded(word ^ first, folded(word ^ second, first)) }

    /// The hash of a sequence that has the hash `state` so far and goes on with `word`.
    @inlinable
    @inline(__always)
    package static func combined(_ state: UInt64, _ word: UInt64) -> UInt64 { folded(state ^ word ^ first, second) }

    /// The hash of bytes; their number counts.
    package static func hash(_ bytes: UnsafeBufferPointer<UInt8>) -> UInt64 {
        guard let base = bytes.baseAddress, bytes.count > 0 else { return folded(second ^ first, second) }
        let raw = UnsafeRawPointer(base)
        let count = bytes.count
        var state = UInt64(truncatingIfNeeded: count) ^ second
        var offset = 0
        while offset + 8 <= count {
            let word = UInt64(littleEndian: raw.loadUnaligned(fromByteOffset: offset, as: UInt64.self))
            state = folded(state ^ word, first)
            offset += 8
        }
        if offset < count {
            var word: UInt64 = 0
            if count >= 8 {
                // The last eight bytes, some of which were hashed already: the number of bytes tells which.
                word = UInt64(littleEndian: raw.loadUnaligned(fromByteOffset: count - 8, as: UInt64.self))
            } else {
                for index in 0..<count { word |= UInt64(bytes[index]) &<< UInt64(8 * index) }
            }
            state = folded(state ^ word, first)
        }
        return folded(state ^ first, second ^ UInt64(truncatingIfNeeded: count))
    }

    /// The hash of a text's UTF-8.
    package static func hash(_ text: String) -> UInt64 {
        var text = text
        return text.withUTF8 { hash($0) }
    }

    @inlinable
    @inline(__always)
    static func folded(_ left: UInt64, _ right: UInt64) -> UInt64 {
        let product = left.multipliedFullWidth(by: right)
        return product.high ^ product.low
    }
}
