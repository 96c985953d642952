/// The hash of 32 bits that LZ4 uses as a checksum (Collet, xxHash specification 0.1.1), with seed 0.
enum XXHash32 {
    private static let prime1: UInt32 = 0x9E37_79B1
    private static let prime2: UInt32 = 0x85EB_CA77
    private static let prime3: UInt32 = 0xC2B2_AE3D
    private static let prime4: UInt32 = 0x27D4_EB2F
    private static let prime5: UInt32 = 0x1656_67B1

    /// The hash of bytes.
    static func of(_ bytes: UnsafeRawBufferPointer) -> UInt32 {
        var index = 0
        let count = bytes.count
        var hash: UInt32
        func word(_ offset: Int) -> UInt32 {
            UInt32(littleEndian: bytes.loadUnaligned(fromByteOffset: offset, as: UInt32.self))
        }
        if count >= 16 {
            var lanes = (prime1 &+ prime2, prime2, UInt32(0), 0 &- prime1)
            while count - index >= 16 {
                lanes.0 = round(lanes.0, word(index))
                lanes.1 = round(lanes.1, word(index + 4))
                lanes.2 = round(lanes.2, word(index + 8))
                lanes.3 = round(lanes.3, word(index + 12))
                index += 16
            }
            hash = rotated(lanes.0, 1) &+ rotated(lanes.1, 7) &+ rotated(lanes.2, 12) &+ rotated(lanes.3, 18)
        } else {
            hash = prime5
        }
        hash = hash &+ UInt32(truncatingIfNeeded: count)
        while count - index >= 4 {
            hash = rotated(hash &+ word(index) &* prime3, 17) &* prime4
            index += 4
        }
        while index < count {
            hash = rotated(hash &+ UInt32(bytes[index]) &* prime5, 11) &* prime1
            index += 1
        }
        hash = (hash ^ hash >> 15) &* prime2
        hash = (hash ^ hash >> 13) &* prime3
        return hash ^ hash >> 16
    }

    private static func round(_ lane: UInt32, _ word: UInt32) -> UInt32 {
        rotated(lane &+ word &* prime2, 13) &* prime1
    }

    private static func rotated(_ value: UInt32, _ distance: UInt32) -> UInt32 {
        value << distance | value >> (32 - distance)
    }
}
