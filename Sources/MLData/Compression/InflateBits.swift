/// The bits of a DEFLATE stream, the lowest bit of each byte first.
///
/// Behind the end come zeros, as many as one symbol can need; ``isSound`` says whether any of them were used.
struct InflateBits {
    private var next: UnsafePointer<UInt8>
    private let last: UnsafePointer<UInt8>
    private var buffer: UInt64 = 0
    private(set) var count = 0
    /// How many bits of the buffer come from behind the end.
    private var invented = 0

    init(_ first: UnsafePointer<UInt8>, _ last: UnsafePointer<UInt8>) {
        next = first
        self.last = last
    }

    /// Whether all bits that were taken are bits of the input.
    var isSound: Bool { invented <= count }

    /// The place behind the last byte of which a bit was taken.
    var position: UnsafePointer<UInt8> { next - max(0, count - invented) / 8 }

    /// Makes sure that there are 56 bits.
    @inline(__always)
    mutating func refill() {
        if last - next >= 8 {
            let word = UInt64(littleEndian: UnsafeRawPointer(next).loadUnaligned(as: UInt64.self))
            buffer |= word << UInt64(truncatingIfNeeded: count)
            let bytes = (63 - count) >> 3
            next += bytes
            count += bytes << 3
        } else {
            refillSlowly()
        }
    }

    private mutating func refillSlowly() {
        while count <= 56 {
            if next < last {
                buffer |= UInt64(next[0]) << UInt64(count)
                next += 1
            } else {
                invented += 8
            }
            count += 8
        }
    }

    /// The next bits without taking them; at most 56 after a refill.
    @inline(__always)
    func peek(_ width: Int) -> Int { Int(truncatingIfNeeded: buffer & (1 << UInt64(width) &- 1)) }

    /// Drops bits that were looked at.
    @inline(__always)
    mutating func drop(_ width: Int) {
        buffer >>= UInt64(truncatingIfNeeded: width)
        count -= width
    }

    /// Takes bits that are there after a refill.
    @inline(__always)
    mutating func peekTake(_ width: UInt8) -> Int {
        let value = peek(Int(width))
        drop(Int(width))
        return value
    }

    /// Takes up to 32 bits, which have to be there.
    mutating func take(_ width: Int) throws(CompressionFault) -> Int {
        refill()
        let value = peek(width)
        drop(width)
        guard isSound else { throw .truncated }
        return value
    }

    /// Drops the rest of the byte that was begun.
    mutating func align() { drop(count & 7) }

    /// Takes whole bytes at a byte border.
    mutating func takeBytes(_ length: Int) throws(CompressionFault) -> UnsafePointer<UInt8> {
        let begin = position
        guard isSound, length <= last - begin else { throw .truncated }
        next = begin + length
        buffer = 0
        count = 0
        invented = 0
        return begin
    }
}
