import MLCore

/// Count, mean and variance of a stream without rounding on the way: the same bits for every order and every split.
///
/// Sums and sums of squares are held as ``ExactSum``. The variance is computed from both in about 106 bits, so it is good
/// while the mean is below 10¹² deviations. Squares of numbers below 10⁻¹⁴⁴ count as zero, and with a number of 10¹⁴⁴ or
/// more there is no variance.
package struct ExactMoments: Sendable, Hashable, Codable {
    /// How many numbers were added.
    package internal(set) var count: Int64 = 0
    var sum = ExactSum()
    var squares = ExactSum()

    /// Creates the moments of nothing.
    package init() {}

    /// Adds finite numbers, each so many times; fastest when they are in order.
    ///
    /// Significands of neighbours with one sign and exponent are summed as integers first.
    package mutating func add(_ numbers: UnsafeBufferPointer<Double>, counts: UnsafeBufferPointer<Int64>) {
        let size = min(numbers.count, counts.count)
        var index = 0
        while index < size {
            let head = numbers[index].bitPattern &>> 52
            let isNormal = head & 0x7FF != 0
            guard head & 0x7FF < Self.largest else {
                addLarge(numbers[index], counts[index])
                index += 1
                continue
            }
            var (total, square) = (WideSum(), WideSum())
            repeat {
                let fraction = numbers[index].bitPattern & 0xF_FFFF_FFFF_FFFF
                let significand = isNormal ? fraction | 0x10_0000_0000_0000 : fraction
                let repeats = UInt64(max(0, counts[index]))
                count = count.addingClamped(Int64(bitPattern: repeats))
                total.add(significand.multipliedFullWidth(by: repeats))
                square.add(significand.multipliedFullWidth(by: significand), times: repeats)
                index += 1
            } while index < size && numbers[index].bitPattern &>> 52 == head
            let exponent = Int(max(head & 0x7FF, 1)) - 1075
            total.add(to: &sum, exponent: exponent, isNegative: head &>> 11 == 1)
            if 2 * exponent >= -1074 { square.add(to: &squares, exponent: 2 * exponent, isNegative: false) }
        }
    }

    /// The biased exponent from which on squares are not summed: 2⁴⁸⁰.
    static var largest: UInt64 { 1023 + 480 }

    private mutating func addLarge(_ number: Double, _ repeats: Int64) {
        guard repeats > 0 else { return }
        count = count.addingClamped(repeats)
        for _ in 0..<repeats { sum.add(number) }
        squares.add(.infinity)
    }

    /// Adds the numbers of another stream.
    package mutating func merge(_ other: ExactMoments) {
        count = count.addingClamped(other.count)
        sum.merge(other.sum)
        squares.merge(other.squares)
    }

    /// The sum, correctly rounded; 0 before the first number.
    package var total: Double { count > 0 ? sum.value : 0 }

    /// The mean, or `nil` before the first number.
    package var mean: Double? { count > 0 ? sum.value / Double(count) : nil }

    /// The unbiased variance, with n − 1 below; `nil` before the second number, or when it is too large.
    package var variance: Double? {
        guard count > 1 else { return nil }
        let (total, square, n) = (Self.pair(sum), Self.pair(squares), Double(count))
        // Σx² − (Σx)² / n
        let quotient = total.multiplied(by: total).divided(by: n)
        let result = square.adding(DoubleDouble(high: -quotient.high, low: -quotient.low))
        let variance = (result.high + result.low) / (n - 1)
        return variance.isFinite ? max(variance, 0) : nil
    }

    /// The root of ``variance``.
    package var standardDeviation: Double? { variance?.squareRoot() }

    private static func pair(_ sum: ExactSum) -> DoubleDouble {
        let high = sum.value
        guard high.isFinite else { return DoubleDouble(high: high, low: 0) }
        var rest = sum
        rest.add(-high)
        return DoubleDouble(high: high, low: rest.value)
    }
}
