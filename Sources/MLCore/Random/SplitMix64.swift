/// SplitMix64 (Steele, Lea and Flood, OOPSLA 2014): fills the state of ``SeededGenerator`` and mixes its keys.
struct SplitMix64 {
    /// The increment of the sequence: 2⁶⁴ divided by the golden ratio, made odd.
    static let increment: UInt64 = 0x9E37_79B9_7F4A_7C15

    var state: UInt64

    mutating func next() -> UInt64 {
        state &+= Self.increment
        return Self.mixed(state)
    }

    /// A bijection of 64-bit words in which every input bit changes about half of the output bits.
    static func mixed(_ word: UInt64) -> UInt64 {
        var word = word
        word = (word ^ (word &>> 30)) &* 0xBF58_476D_1CE4_E5B9
        word = (word ^ (word &>> 27)) &* 0x94D0_49BB_1331_11EB
        return word ^ (word &>> 31)
    }
}
