/// A fixed stream of pseudo-random numbers for the tests of parsers (SplitMix64).
struct FuzzSource: RandomNumberGenerator {
    private var state: UInt64

    init(seed: UInt64) { state = seed }

    mutating func next() -> UInt64 {
        state &+= 0x9E37_79B9_7F4A_7C15
        var z = state
        z = (z ^ (z >> 30)) &* 0xBF58_476D_1CE4_E5B9
        z = (z ^ (z >> 27)) &* 0x94D0_49BB_1331_11EB
        return z ^ (z >> 31)
    }

    /// A double of any exponent, without NaN and infinity.
    mutating func anyFiniteDouble() -> Double {
        while true {
            let value = Double(bitPattern: next())
            if value.isFinite { return value }
        }
    }

    /// A float of any exponent, without NaN and infinity.
    mutating func anyFiniteFloat() -> Float {
        while true {
            let value = Float(bitPattern: UInt32(truncatingIfNeeded: next()))
            if value.isFinite { return value }
        }
    }

    /// The bytes with one to four of them replaced, removed, repeated or inserted.
    mutating func mutated(_ bytes: [UInt8]) -> [UInt8] {
        var bytes = bytes
        for _ in 0..<Int.random(in: 1...4, using: &self) {
            let position = Int.random(in: 0...bytes.count, using: &self)
            let byte = UInt8(truncatingIfNeeded: next())
            switch next() % 5 {
            case 0 where position < bytes.count: bytes[position] = byte
            case 1 where position < bytes.count: bytes.remove(at: position)
            case 2 where position < bytes.count: bytes[position] ^= 1 << (byte & 7)
            case 3: bytes.removeSubrange(position...)
            default:
                let special = Array("\"\\{}[],:0-.eE/u\u{0}\u{7f}ntf \n".utf8) + [0xC0, 0xED, 0xF4, 0xFF]
                bytes.insert(special[Int(byte) % special.count], at: position)
            }
        }
        return bytes
    }
}
