/// A seeded pseudo-random generator whose stream is the same on every machine and in every version of this package.
///
/// The generator is xoshiro256** (Blackman and Vigna, "Scrambled linear pseudorandom number generators", ACM TOMS 47,
/// 2021), its 256-bit state filled from a 64-bit seed by SplitMix64 (Steele, Lea and Flood, "Fast splittable
/// pseudorandom number generators", OOPSLA 2014), as the authors of xoshiro recommend. Everything drawn on top of
/// ``next()`` (bounded integers, normal deviates, shuffles, samples) is defined here and not by the standard library,
/// so a change of the standard library cannot change a model.
///
/// The generator is a value: a copy repeats the stream. Give each piece of parallel work its own generator by index, so
/// that the result does not depend on the number of threads or on which thread came first:
///
/// ```swift
/// let root = SeededGenerator(seed: 42)
/// for tree in 0..<treeCount {
///     var generator = root.derived(UInt64(tree))
///     // …
/// }
/// ```
///
/// It is fast and statistically strong but predictable from its output: never use it for keys or secrets.
public struct SeededGenerator: RandomNumberGenerator, Sendable, Hashable {
    /// The four words of xoshiro256**; never all zero.
    @usableFromInline
    var state: (UInt64, UInt64, UInt64, UInt64)

    /// Creates the generator of a seed.
    ///
    /// Equal seeds give equal streams; every value is a good seed, zero included.
    ///
    /// - Parameter seed: The seed.
    public init(seed: UInt64) {
        var expansion = SplitMix64(state: seed)
        state = (expansion.next(), expansion.next(), expansion.next(), expansion.next())
    }

    /// Creates the generator of one numbered stream of a seed: `SeededGenerator(seed: seed).derived(stream)`.
    ///
    /// - Parameters:
    ///   - seed: The seed.
    ///   - stream: The number of the stream, such as the index of a work item.
    public init(seed: UInt64, stream: UInt64) {
        self = SeededGenerator(seed: seed).derived(stream)
    }

    /// Creates a generator from four words; the one forbidden state, all zero, is replaced by the state of seed 0.
    init(words: (UInt64, UInt64, UInt64, UInt64)) {
        let isZero = words.0 | words.1 | words.2 | words.3 == 0
        state = isZero ? SeededGenerator(seed: 0).state : words
    }

    /// Returns the next 64 bits of the stream.
    ///
    /// - Returns: A value uniform over all of `UInt64`.
    @inlinable
    public mutating func next() -> UInt64 {
        let product = state.1 &* 5
        let result = ((product &<< 7) | (product &>> 57)) &* 9
        let shifted = state.1 &<< 17
        state.2 ^= state.0
        state.3 ^= state.1
        state.1 ^= state.2
        state.0 ^= state.3
        state.2 ^= shifted
        state.3 = (state.3 &<< 45) | (state.3 &>> 19)
        return result
    }

    /// Two generators are equal when they will give the same stream.
    public static func == (left: Self, right: Self) -> Bool { left.state == right.state }

    /// Feeds the state to a hasher.
    public func hash(into hasher: inout Hasher) {
        hasher.combine(state.0)
        hasher.combine(state.1)
        hasher.combine(state.2)
        hasher.combine(state.3)
    }
}
