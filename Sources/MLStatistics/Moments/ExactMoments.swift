import MLCore

/// Count, mean and variance of a stream without rounding on the way: the same bits for every order and every split.
///
/// Sums and sums of squares are held as ``ExactSum``, squares as unevaluated sums of two doubles. The variance is
/// computed from both in about 106 bits, so it is good while the mean is below 10¹² deviations. Exact are numbers whose
/// squares are between 10⁻²⁸⁰ and 10²⁸⁰, and zero; the variance is `nil` when a square is beyond the range of `Double`.
package struct ExactMoments: Sendable, Hashable, Codable {
    /// How many numbers were added.
    package private(set) var count: Int64 = 0
    private var sum = ExactSum()
    private var squares = ExactSum()

    /// Creates the moments of nothing.
    package init() {}

    /// Adds finite numbers, each so many times.
    package mutating func add(_ numbers: UnsafeBufferPointer<Double>, counts: UnsafeBufferPointer<Int64>) {
        for (number, repeats) in zip(numbers, counts) {
            let square = WidePair.product(number, number)
            count = count.addingClamped(repeats)
            guard repeats > 1 else {
                sum.add(number)
                squares.add(square.high)
                squares.add(square.low)
                continue
            }
            let factor = Double(repeats)
            for (part, isSquare) in [(number, false), (square.high, true), (square.low, true)] {
                let product = WidePair.product(part, factor)
                if isSquare {
                    squares.add(product.high)
                    squares.add(product.low)
                } else {
                    sum.add(product.high)
                    sum.add(product.low)
                }
            }
        }
    }

    /// Adds the numbers of another stream.
    package mutating func merge(_ other: ExactMoments) {
        count = count.addingClamped(other.count)
        sum.merge(other.sum)
        squares.merge(other.squares)
    }

    /// The mean, or `nil` before the first number.
    package var mean: Double? { count > 0 ? sum.value / Double(count) : nil }

    /// The unbiased variance, with n − 1 below; `nil` before the second number, or when it is too large.
    package var variance: Double? {
        guard count > 1 else { return nil }
        let (total, square, n) = (Self.pair(sum), Self.pair(squares), Double(count))
        // Σx² − (Σx)² / n
        let quotient = total.multiplied(by: total).divided(by: n)
        let result = square.adding(WidePair(high: -quotient.high, low: -quotient.low))
        let variance = (result.high + result.low) / (n - 1)
        return variance.isFinite ? max(variance, 0) : nil
    }

    /// The root of ``variance``.
    package var standardDeviation: Double? { variance?.squareRoot() }

    private static func pair(_ sum: ExactSum) -> WidePair {
        let high = sum.value
        guard high.isFinite else { return WidePair(high: high, low: 0) }
        var rest = sum
        rest.add(-high)
        return WidePair(high: high, low: rest.value)
    }
}

/// An unevaluated sum of two doubles (Dekker 1971).
struct WidePair {
    var high: Double
    var low: Double

    /// The exact product of two numbers; products that are too large have no number as lower part.
    @inline(__always)
    static func product(_ left: Double, _ right: Double) -> WidePair {
        let leftScaled = left * 0x1.0000002p27
        let leftHigh = leftScaled - (leftScaled - left)
        let leftLow = left - leftHigh
        let rightScaled = right * 0x1.0000002p27
        let rightHigh = rightScaled - (rightScaled - right)
        let rightLow = right - rightHigh
        let product = left * right
        let error = ((leftHigh * rightHigh - product) + leftHigh * rightLow + leftLow * rightHigh) + leftLow * rightLow
        return WidePair(high: product, low: error)
    }

    func multiplied(by other: WidePair) -> WidePair {
        let head = Self.product(high, other.high)
        return Self.ordered(head.high, head.low + (high * other.low + low * other.high))
    }

    func divided(by number: Double) -> WidePair {
        let quotient = high / number
        let back = Self.product(quotient, number)
        return Self.ordered(quotient, ((high - back.high) - back.low + low) / number)
    }

    func adding(_ other: WidePair) -> WidePair {
        let sum = high + other.high
        let part = sum - high
        let error = (high - (sum - part)) + (other.high - part)
        return Self.ordered(sum, error + (low + other.low))
    }

    private static func ordered(_ larger: Double, _ smaller: Double) -> WidePair {
        let sum = larger + smaller
        return WidePair(high: sum, low: smaller - (sum - larger))
    }
}
