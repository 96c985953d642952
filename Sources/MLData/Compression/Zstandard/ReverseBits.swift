/// The bits of a Zstandard stream that is read from its last bit to its first (RFC 8878, 4.1).
struct ReverseBits {
    private let first: UnsafePointer<UInt8>
    /// The first eight bytes, or as many as there are.
    private let head: UInt64
    /// How many bits are left; negative after bits were taken that are not there, which read as zeros.
    private(set) var count: Int

    /// Begins behind the highest bit that is set in the last byte.
    ///
    /// - Throws: ``CompressionFault`` when there are no bytes, or none is set.
    init(_ first: UnsafePointer<UInt8>, _ size: Int) throws(CompressionFault) {
        guard size > 0, first[size - 1] != 0 else { throw CompressionFault("a stream of bits has no end mark") }
        self.first = first
        var head: UInt64 = 0
        for index in 0..<min(8, size) { head |= UInt64(first[index]) << UInt64(8 * index) }
        self.head = head
        count = size * 8 - 1 - first[size - 1].leadingZeroBitCount
    }

    /// At least 57 of the next bits, the next one highest.
    @inline(__always)
    var window: UInt64 {
        let bytes = (count + 7) >> 3
        if bytes >= 8 {
            let word = UInt64(
                littleEndian: UnsafeRawPointer(first).loadUnaligned(fromByteOffset: bytes &- 8, as: UInt64.self))
            return word &<< UInt64(truncatingIfNeeded: bytes << 3 &- count)
        }
        guard bytes > 0 else { return 0 }
        return (head << UInt64(64 - 8 * bytes)) << UInt64(bytes << 3 - count)
    }

    /// Drops bits of the window.
    @inline(__always)
    mutating func drop(_ width: Int) { count &-= width }

    /// Takes up to 57 bits.
    @inline(__always)
    mutating func take(_ width: Int) -> Int {
        let value = window.top(width)
        count &-= width
        return value
    }
}

extension UInt64 {
    /// The highest bits as a number; none give 0.
    @inline(__always)
    func top(_ width: Int) -> Int { Int(truncatingIfNeeded: (self >> 1) &>> UInt64(truncatingIfNeeded: 63 &- width)) }
}
