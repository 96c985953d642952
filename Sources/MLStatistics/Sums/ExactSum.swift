/// A sum of doubles without rounding: the order of the numbers, and how partial sums are joined, never changes it.
///
/// The sum is held as one wide fixed-point number that covers the whole range of `Double` (a "superaccumulator", as in
/// Neal, "Fast exact summation using small and large superaccumulators", 2015). ``value`` is that number rounded once
/// to the nearest double, ties to even: what Python's `math.fsum` gives.
///
/// Infinities and NaN are remembered apart and decide the value as they would in ordinary addition.
public struct ExactSum: Sendable {
    /// Digits in base 2³², least significant first; the first one counts units of 2⁻¹⁰⁷⁴.
    ///
    /// Between normalisations a digit may be any 64-bit integer.
    private(set) var limbs: [Int64]
    /// How many numbers may still be added before digits could overflow.
    private var budget: Int
    /// The ordinary sum of the infinities and NaN that were added, or zero.
    private(set) var special: Double

    static var limbCount: Int { 68 }
    private static var fullBudget: Int { 1 << 29 }

    /// Creates an empty sum.
    public init() {
        limbs = [Int64](repeating: 0, count: Self.limbCount)
        budget = Self.fullBudget
        special = 0
    }

    /// Creates a sum from normalised digits.
    init(normalizedLimbs: [Int64], special: Double) {
        limbs = normalizedLimbs
        budget = Self.fullBudget
        self.special = special
    }

    /// Adds a number.
    public mutating func add(_ number: Double) {
        let bits = number.bitPattern
        let biased = Int((bits &>> 52) & 0x7FF)
        guard biased != 0x7FF else {
            special += number
            return
        }
        if budget == 0 { normalize() }
        budget &-= 1
        let fraction = bits & 0xF_FFFF_FFFF_FFFF
        let mantissa = biased == 0 ? fraction : fraction | 0x10_0000_0000_0000
        let shift = biased == 0 ? 0 : biased - 1
        let (index, offset) = (shift >> 5, UInt64(shift & 31))
        let low = mantissa &<< offset
        let high = offset == 0 ? 0 : mantissa &>> (64 &- offset)
        let sign: Int64 = number.sign == .minus ? -1 : 1
        limbs[index] &+= sign &* Int64(low & 0xFFFF_FFFF)
        limbs[index + 1] &+= sign &* Int64(low &>> 32)
        limbs[index + 2] &+= sign &* Int64(high)
    }

    /// Adds or subtracts `word` units of 2^(`shift` − 1074), where `shift` is from 0 to 2100.
    mutating func add(_ word: UInt64, shift: Int, isNegative: Bool) {
        if budget == 0 { normalize() }
        budget &-= 1
        let (index, offset) = (shift >> 5, UInt64(shift & 31))
        let low = word &<< offset
        let high = offset == 0 ? 0 : word &>> (64 &- offset)
        let sign: Int64 = isNegative ? -1 : 1
        limbs[index] &+= sign &* Int64(low & 0xFFFF_FFFF)
        limbs[index + 1] &+= sign &* Int64(low &>> 32)
        limbs[index + 2] &+= sign &* Int64(high)
    }

    /// Adds another sum.
    public mutating func merge(_ other: ExactSum) {
        special += other.special
        let other = other.normalized
        normalize()
        for index in limbs.indices { limbs[index] &+= other.limbs[index] }
        budget &-= 1
    }

    /// The sum rounded to the nearest double; ±∞ when it is beyond the range.
    public var value: Double {
        guard special == 0 else { return special }
        var sum = normalized
        let isNegative = (sum.limbs.last ?? 0) < 0
        if isNegative {
            for index in sum.limbs.indices { sum.limbs[index] = 0 &- sum.limbs[index] }
            sum.normalize()
        }
        let magnitude = sum.roundedMagnitude
        return isNegative ? -magnitude : magnitude
    }

    /// The same sum with every digit but the last in 0 ..< 2³².
    var normalized: ExactSum {
        var copy = self
        copy.normalize()
        return copy
    }

    private mutating func normalize() {
        var carry: Int64 = 0
        for index in 0..<(limbs.count - 1) {
            let digit = limbs[index] &+ carry
            limbs[index] = digit & 0xFFFF_FFFF
            carry = digit >> 32
        }
        limbs[limbs.count - 1] &+= carry
        budget = Self.fullBudget
    }

    /// The value of normalised, non-negative digits.
    private var roundedMagnitude: Double {
        guard let top = limbs.lastIndex(where: { $0 != 0 }) else { return 0 }
        let bitLength = 32 * top + (64 - limbs[top].leadingZeroBitCount)
        // Below 2⁵³ units the bit pattern of the double is the number of units.
        if bitLength <= 53 { return Double(bitPattern: bits(from: 0, count: 53)) }
        let lowest = bitLength - 53
        let mantissa = bits(from: lowest, count: 53)
        var pattern = (UInt64(lowest + 1) &<< 52) &+ (mantissa & 0xF_FFFF_FFFF_FFFF)
        let isHalfOrMore = bits(from: lowest - 1, count: 1) == 1
        if isHalfOrMore, mantissa & 1 == 1 || hasBits(below: lowest - 1) { pattern &+= 1 }
        return pattern >= 0x7FF0_0000_0000_0000 ? .infinity : Double(bitPattern: pattern)
    }

    private func bits(from lowest: Int, count: Int) -> UInt64 {
        var result: UInt64 = 0
        for step in 0..<3 {
            let index = (lowest >> 5) + step
            guard index < limbs.count else { break }
            let digit = UInt64(bitPattern: limbs[index])
            let position = 32 * index - lowest
            if position <= 0 {
                result |= digit >> UInt64(-position)
            } else if position < 64 {
                result |= digit << UInt64(position)
            }
        }
        return result & ((1 << UInt64(count)) - 1)
    }

    private func hasBits(below bit: Int) -> Bool {
        for index in 0..<(bit >> 5) where limbs[index] != 0 { return true }
        let rest = UInt64(bit & 31)
        return UInt64(bitPattern: limbs[bit >> 5]) & ((1 << rest) - 1) != 0
    }
}
