extension SeededGenerator {
    /// The generator of a key, independent of this one and of the generators of all other keys.
    ///
    /// The current state and the key are absorbed into four lanes by the SplitMix64 mixer, each lane with its own
    /// increment, and the lanes are the new state. This generator does not advance, so the result depends on the state
    /// and the key only: work item `i` gets the same stream whichever thread runs it.
    ///
    /// - Parameter key: The key, such as the index of a work item.
    /// - Returns: A generator at the start of its own stream.
    public func derived(_ key: UInt64) -> SeededGenerator {
        var absorption = Absorption(state)
        absorption.absorb(1)
        absorption.absorb(key)
        return SeededGenerator(words: absorption.lanes)
    }

    /// The generator of a sequence of keys, such as (repeat, fold, tree).
    ///
    /// The length counts: `derived(1)`, `derived(1, 0)` and `derived()` give different streams.
    ///
    /// - Parameter keys: The keys, in order.
    /// - Returns: A generator at the start of its own stream.
    public func derived(_ keys: UInt64...) -> SeededGenerator {
        var absorption = Absorption(state)
        absorption.absorb(UInt64(truncatingIfNeeded: keys.count))
        for key in keys { absorption.absorb(key) }
        return SeededGenerator(words: absorption.lanes)
    }

    /// The generator of a name, such as `"split"` or a column's name.
    ///
    /// - Parameter name: The name; its UTF-8 bytes count, so canonically equal strings may differ.
    /// - Returns: A generator at the start of its own stream.
    /// - Complexity: O(*n*) in the bytes of the name.
    public func derived(named name: String) -> SeededGenerator {
        var absorption = Absorption(state)
        absorption.absorb(Self.nameTag)
        var word: UInt64 = 0
        var count: UInt64 = 0
        for byte in name.utf8 {
            word = (word &<< 8) | UInt64(byte)
            count &+= 1
            if count & 7 == 0 {
                absorption.absorb(word)
                word = 0
            }
        }
        if count & 7 != 0 { absorption.absorb(word) }
        absorption.absorb(count)
        return SeededGenerator(words: absorption.lanes)
    }

    /// Takes one draw from this stream and returns the generator of a new stream keyed by it.
    ///
    /// Use ``derived(_:)-(UInt64)`` where work items have an index; use this where they do not and the order of the
    /// calls is fixed.
    ///
    /// - Returns: A generator at the start of its own stream.
    public mutating func split() -> SeededGenerator {
        let key = next()
        return derived(key, Self.splitTag)
    }

    /// Keep names and splits apart from keys: "name" and "split" in ASCII, above any count of keys.
    private static var nameTag: UInt64 { 0x6E61_6D65_0000_0000 }
    private static var splitTag: UInt64 { 0x7370_6C69_7400_0000 }
}

/// Four lanes that take in words one after the other; the result depends on the words and on their order.
private struct Absorption {
    private(set) var lanes: (UInt64, UInt64, UInt64, UInt64)

    init(_ state: (UInt64, UInt64, UInt64, UInt64)) {
        let step = SplitMix64.increment
        lanes = (
            SplitMix64.mixed(step), SplitMix64.mixed(step &* 2), SplitMix64.mixed(step &* 3),
            SplitMix64.mixed(step &* 4)
        )
        absorb(state.0)
        absorb(state.1)
        absorb(state.2)
        absorb(state.3)
    }

    mutating func absorb(_ word: UInt64) {
        let step = SplitMix64.increment
        lanes.0 = SplitMix64.mixed((lanes.0 ^ word) &+ step)
        lanes.1 = SplitMix64.mixed((lanes.1 ^ word) &+ step &* 2)
        lanes.2 = SplitMix64.mixed((lanes.2 ^ word) &+ step &* 3)
        lanes.3 = SplitMix64.mixed((lanes.3 ^ word) &+ step &* 4)
    }
}
