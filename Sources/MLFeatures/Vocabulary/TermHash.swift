/// A fast hash of bytes for tables in memory; never stored, and of no influence on any result.
///
/// Seeded anew in each process, so that inputs cannot be made to collide. The mixing step is that of wyhash: the high
/// and low half of a 128-bit product.
enum TermHash {
    /// The seed of this process.
    static let seed = UInt64.random(in: .min ... .max)
    /// The part of a hash that tables keep beside the position of a term.
    static let tagMask: UInt64 = 0xFFFF_FFFF_0000_0000

    /// The hash of some bytes.
    ///
    /// - Precondition: `count` bytes can be read at `bytes`.
    @inline(__always)
    static func hash(_ bytes: UnsafePointer<UInt8>, count: Int, seed: UInt64) -> UInt64 {
        let raw = UnsafeRawPointer(bytes)
        var state = seed ^ (UInt64(truncatingIfNeeded: count) &* 0x9E37_79B9_7F4A_7C15)
        var offset = 0
        while offset + 8 <= count {
            state = mixed(state ^ raw.loadUnaligned(fromByteOffset: offset, as: UInt64.self), 0xA076_1D64_78BD_642F)
            offset += 8
        }
        var tail: UInt64 = 0
        if offset + 4 <= count {
            tail = UInt64(raw.loadUnaligned(fromByteOffset: offset, as: UInt32.self))
            offset += 4
        }
        while offset < count {
            tail = tail << 8 | UInt64(bytes[offset])
            offset += 1
        }
        return mixed(state ^ tail, 0xE703_7ED1_A0B4_28DB)
    }

    /// Whether two runs of bytes of the same length are equal.
    ///
    /// - Precondition: `count` bytes can be read at both.
    @inline(__always)
    static func areEqual(_ left: UnsafePointer<UInt8>, _ right: UnsafePointer<UInt8>, count: Int) -> Bool {
        let leftRaw = UnsafeRawPointer(left)
        let rightRaw = UnsafeRawPointer(right)
        var offset = 0
        while offset + 8 <= count {
            if leftRaw.loadUnaligned(fromByteOffset: offset, as: UInt64.self)
                != rightRaw.loadUnaligned(fromByteOffset: offset, as: UInt64.self)
            {
                return false
            }
            offset += 8
        }
        while offset < count {
            if left[offset] != right[offset] { return false }
            offset += 1
        }
        return true
    }

    @inline(__always)
    private static func mixed(_ left: UInt64, _ right: UInt64) -> UInt64 {
        let product = left.multipliedFullWidth(by: right)
        return product.high ^ product.low
    }
}
