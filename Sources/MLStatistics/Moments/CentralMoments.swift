import MLCore

/// Skewness and kurtosis of a stream in constant memory.
///
/// Central sums of parts are joined by the formulas of Pébay, "Formulas for robust, one-pass parallel computation of
/// covariances and arbitrary-order statistical moments", 2008. The last bits depend on how the stream was split.
package struct CentralMoments: Sendable, Hashable, Codable {
    /// How many numbers were added.
    package private(set) var count: Double = 0
    // Sums of large numbers are infinite, and are stored as such.
    @ExtendedReal var mean = 0.0
    @ExtendedReal var second = 0.0
    @ExtendedReal var third = 0.0
    @ExtendedReal var fourth = 0.0

    /// Creates the moments of nothing.
    package init() {}

    /// Creates the moments of numbers whose central sums follow.
    init(count: Double, mean: Double) {
        self.count = count
        self.mean = mean
    }

    /// Adds finite numbers, each so many times.
    package mutating func add(_ numbers: UnsafeBufferPointer<Double>, counts: UnsafeBufferPointer<Int64>) {
        var part = CentralMoments()
        var sum = 0.0
        for (number, repeats) in zip(numbers, counts) {
            sum += number * Double(repeats)
            part.count += Double(repeats)
        }
        guard part.count > 0 else { return }
        part.mean = sum / part.count
        for (number, repeats) in zip(numbers, counts) {
            let difference = number - part.mean
            let square = difference * difference
            let weighted = square * Double(repeats)
            part.second += weighted
            part.third += weighted * difference
            part.fourth += weighted * square
        }
        merge(part)
    }

    /// Adds the numbers of another stream.
    package mutating func merge(_ other: CentralMoments) {
        guard other.count > 0 else { return }
        guard count > 0 else {
            self = other
            return
        }
        let (m, n) = (count, other.count)
        let total = m + n
        let d = other.mean - mean
        let (d2, mn) = (d * d, m * n)
        fourth += other.fourth + d2 * d2 * mn * (m * m - mn + n * n) / (total * total * total)
        fourth += 6 * d2 * (m * m * other.second + n * n * second) / (total * total)
        fourth += 4 * d * (m * other.third - n * third) / total
        third += other.third + d2 * d * mn * (m - n) / (total * total)
        third += 3 * d * (m * other.second - n * second) / total
        second += other.second + d2 * mn / total
        mean += d * n / total
        count = total
    }

    /// The skewness √n · Σ(x − x̄)³ / (Σ(x − x̄)²)^1.5, as `scipy.stats.skew`; `nil` when all numbers are the same.
    package var skewness: Double? {
        guard count > 1, second > 0 else { return nil }
        let value = count.squareRoot() * third / (second * second.squareRoot())
        return value.isFinite ? value : nil
    }

    /// The excess kurtosis n · Σ(x − x̄)⁴ / (Σ(x − x̄)²)² − 3, as `scipy.stats.kurtosis`; `nil` when all are the same.
    package var kurtosis: Double? {
        guard count > 1, second > 0 else { return nil }
        let value = count * fourth / (second * second) - 3
        return value.isFinite ? value : nil
    }
}
