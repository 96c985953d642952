/// Powers of five in 128 bits, for rounding decimal numbers.
///
/// For each exponent from -342 to 308 there are the first 128 bits of 5 to that power: rounded down, but from -27 to -1
/// rounded up, as the algorithm of Eisel and Lemire wants them. They are computed exactly, once, with long arithmetic.
enum PowersOfFive {
    static let smallest = -342
    static let largest = 308

    /// High and low halves, one pair for each exponent.
    static let pairs = ConstantTable<UInt64>(computed())

    private static func computed() -> [UInt64] {
        var pairs: [UInt64] = []
        pairs.reserveCapacity(2 * (largest - smallest + 1))
        // 2 to the power of 1023, divided by five again and again: whole quotients of whole quotients are exact.
        var words = [UInt64](repeating: 0, count: 16)
        words[15] = 1 << 63
        var reciprocals: [(UInt64, UInt64)] = []
        for exponent in 1...(-smallest) {
            var remainder: UInt64 = 0
            for index in stride(from: 15, through: 0, by: -1) {
                (words[index], remainder) = UInt64(5).dividingFullWidth((remainder, words[index]))
            }
            let (high, low) = leading(words)
            let (sum, carry) = low.addingReportingOverflow(exponent <= 27 ? 1 : 0)
            reciprocals.append((carry ? high &+ 1 : high, sum))
        }
        for (high, low) in reciprocals.reversed() {
            pairs.append(high)
            pairs.append(low)
        }
        words = [UInt64](repeating: 0, count: 16)
        words[0] = 1
        for _ in 0...largest {
            let (high, low) = leading(words)
            pairs.append(high)
            pairs.append(low)
            var carry: UInt64 = 0
            for index in words.indices {
                let product = words[index].multipliedFullWidth(by: 5)
                let (sum, overflow) = product.low.addingReportingOverflow(carry)
                words[index] = sum
                carry = product.high &+ (overflow ? 1 : 0)
            }
        }
        return pairs
    }

    /// The 128 bits from the highest set one on; the last word comes first.
    private static func leading(_ words: [UInt64]) -> (high: UInt64, low: UInt64) {
        guard let top = words.lastIndex(where: { $0 != 0 }) else { return (0, 0) }
        let shift = UInt64(words[top].leadingZeroBitCount)
        func word(_ index: Int) -> UInt64 { index >= 0 ? words[index] : 0 }
        guard shift > 0 else { return (word(top), word(top - 1)) }
        return (
            word(top) << shift | word(top - 1) >> (64 - shift), word(top - 1) << shift | word(top - 2) >> (64 - shift)
        )
    }
}
