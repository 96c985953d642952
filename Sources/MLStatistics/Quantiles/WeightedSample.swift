/// A sample as its different numbers in ascending order, each with how often it occurs.
package struct WeightedSample: Sendable {
    /// The numbers, ascending; at least one.
    package let numbers: [Double]
    /// How often each occurs, at least once.
    package let counts: [Int64]
    private let ends: [Int64]

    /// Creates a sample; `nil` without numbers.
    package init?(ascending numbers: [Double], counts: [Int64]) {
        guard !numbers.isEmpty, numbers.count == counts.count else { return nil }
        self.numbers = numbers
        self.counts = counts
        var ends: [Int64] = []
        ends.reserveCapacity(counts.count)
        var passed: Int64 = 0
        for count in counts {
            passed = passed.addingClamped(count)
            ends.append(passed)
        }
        self.ends = ends
    }

    /// How many numbers the sample has, repeated ones included.
    package var count: Int64 { ends[ends.count - 1] }

    /// A quantile, linear between order statistics (type 7); the probability is from 0 to 1.
    package func quantile(_ probability: Double) -> Double {
        let size = Int(count)
        let position = min(max(QuantileDefinition.linear.position(probability, count: size), 0), Double(size - 1))
        let index = min(Int(position), size - 1)
        let fraction = position - Double(index)
        let lower = number(at: Int64(index))
        guard fraction > 0, index + 1 < size else { return lower }
        return SortedSample.interpolated(lower, number(at: Int64(index) + 1), fraction)
    }

    /// The order statistic of a position from 0.
    private func number(at position: Int64) -> Double {
        var (low, high) = (0, ends.count - 1)
        while low < high {
            let middle = (low + high) / 2
            if ends[middle] <= position { low = middle + 1 } else { high = middle }
        }
        return numbers[low]
    }
}
