/// A sum of whole numbers in 192 bits.
struct WideSum {
    var low: UInt64 = 0
    var middle: UInt64 = 0
    var high: UInt64 = 0

    /// Adds a product of two words.
    @inline(__always)
    mutating func add(_ product: (high: UInt64, low: UInt64)) {
        let (sum, carry) = low.addingReportingOverflow(product.low)
        let (next, first) = middle.addingReportingOverflow(product.high)
        let (last, second) = next.addingReportingOverflow(carry ? 1 : 0)
        (low, middle) = (sum, last)
        high &+= (first ? 1 : 0) &+ (second ? 1 : 0)
    }

    /// Adds a product of two words so many times.
    @inline(__always)
    mutating func add(_ product: (high: UInt64, low: UInt64), times repeats: UInt64) {
        guard repeats != 1 else { return add(product) }
        add(product.low.multipliedFullWidth(by: repeats))
        let upper = product.high.multipliedFullWidth(by: repeats)
        let (sum, carry) = middle.addingReportingOverflow(upper.low)
        middle = sum
        high &+= upper.high &+ (carry ? 1 : 0)
    }

    /// Adds this number times a power of two to an exact sum; the exponent is at least −1074.
    func add(to sum: inout ExactSum, exponent: Int, isNegative: Bool) {
        for (place, word) in [low, middle, high].enumerated() where word != 0 {
            sum.add(word, shift: exponent + 1074 + 64 * place, isNegative: isNegative)
        }
    }
}
