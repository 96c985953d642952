/// One bit for each of 128 bytes, the first byte in the lowest bit of ``low``.
///
/// Sixteen bytes are compared at a time. SSE2's instruction that makes bits of bytes is not at hand in Swift, so eight
/// comparisons each leave a bit in sixteen bytes, and the 8 × 8 blocks of bits are transposed with shifts (H. S. Warren,
/// *Hacker's Delight*, 7-3).
struct ByteMask128 {
    var low: UInt64
    var high: UInt64

    /// Makes a mask of sixteen bytes whose bit `k` belongs to byte `16 k + position`.
    @inline(__always)
    init(transposing bits: SIMD16<UInt8>) {
        var words = unsafeBitCast(bits, to: SIMD2<UInt64>.self)
        var swap = (words ^ (words &>> 7)) & SIMD2<UInt64>(repeating: 0x00AA_00AA_00AA_00AA)
        words = words ^ swap ^ (swap &<< 7)
        swap = (words ^ (words &>> 14)) & SIMD2<UInt64>(repeating: 0x0000_CCCC_0000_CCCC)
        words = words ^ swap ^ (swap &<< 14)
        swap = (words ^ (words &>> 28)) & SIMD2<UInt64>(repeating: 0x0000_0000_F0F0_F0F0)
        words = words ^ swap ^ (swap &<< 28)
        let bytes = unsafeBitCast(words, to: SIMD16<UInt8>.self)
        var joined = SIMD16<UInt8>()
        joined.evenHalf = bytes.lowHalf
        joined.oddHalf = bytes.highHalf
        let result = unsafeBitCast(joined, to: SIMD2<UInt64>.self)
        low = result[0]
        high = result[1]
    }

    /// The bytes among 128 that are equal to one.
    @inline(__always)
    init(of byte: UInt8, in bytes: UnsafePointer<UInt8>) {
        var bits = SIMD16<UInt8>(repeating: 0)
        let wanted = SIMD16<UInt8>(repeating: byte)
        var bit: UInt8 = 1
        for position in 0..<8 {
            bits |= ByteVector.load(bytes + 16 * position).equal(wanted) & SIMD16<UInt8>(repeating: bit)
            bit = bit &<< 1
        }
        self.init(transposing: bits)
    }

    /// For each bit, whether an odd number of bits is set from the lowest one to it.
    @inline(__always)
    static func prefixParity(_ bits: UInt64) -> UInt64 {
        var bits = bits
        bits ^= bits &<< 1
        bits ^= bits &<< 2
        bits ^= bits &<< 4
        bits ^= bits &<< 8
        bits ^= bits &<< 16
        return bits ^ bits &<< 32
    }
}

/// Sixteen bytes.
enum ByteVector {
    @inline(__always)
    static func load(_ bytes: UnsafePointer<UInt8>) -> SIMD16<UInt8> {
        UnsafeRawPointer(bytes).loadUnaligned(as: SIMD16<UInt8>.self)
    }
}

extension SIMD16<UInt8> {
    /// All bits of the bytes that are equal, none of the others.
    @inline(__always)
    func equal(_ other: SIMD16<UInt8>) -> SIMD16<UInt8> { unsafeBitCast(self .== other, to: SIMD16<UInt8>.self) }

    /// Whether any bit is set.
    @inline(__always)
    var isAnySet: Bool {
        let words = unsafeBitCast(self, to: SIMD2<UInt64>.self)
        return words[0] | words[1] != 0
    }

    /// The sum of the bytes.
    var total: Int {
        var sum = 0
        for lane in 0..<16 { sum += Int(self[lane]) }
        return sum
    }
}
