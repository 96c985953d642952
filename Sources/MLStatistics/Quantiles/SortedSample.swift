import MLCore

/// A sample of finite numbers in ascending order: the basis of quantiles and of exact two-sample tests.
///
/// Sort a reference once and keep it; comparing further samples with it then costs only their own sorting.
public struct SortedSample: Sendable, Hashable {
    /// The numbers, ascending; at least one.
    public let values: [Double]

    /// Sorts a sample.
    ///
    /// - Parameter values: Finite numbers in any order; at least one.
    /// - Throws: ``StatisticsError`` with code `emptySample`, or `invalidArgument` for a number that is not finite.
    /// - Complexity: O(n log n).
    public init(_ values: [Double]) throws(StatisticsError) {
        guard !values.isEmpty else {
            throw StatisticsError(.emptySample, "a sample has no values", at: "sorted sample")
        }
        for (position, value) in values.enumerated() where !value.isFinite {
            throw StatisticsError(
                .invalidArgument, "the value \(value)", at: "sorted sample, position \(position)",
                remedy: "Take out and count infinite and missing values first.")
        }
        self.values = values.sorted()
    }

    /// The number of values.
    public var count: Int { values.count }

    /// A quantile.
    ///
    /// - Parameters:
    ///   - probability: From 0 to 1.
    ///   - definition: Which number is called the quantile.
    /// - Returns: A number between the smallest and the largest value.
    /// - Throws: ``StatisticsError`` with code `invalidArgument` for a probability outside of 0 to 1.
    public func quantile(
        _ probability: Double, definition: QuantileDefinition = .linear
    ) throws(StatisticsError) -> Double {
        guard probability >= 0, probability <= 1 else {
            throw StatisticsError(.invalidArgument, "the probability \(probability)", at: "quantile")
        }
        let position = min(max(definition.position(probability, count: count), 0), Double(count - 1))
        let index = min(Int(position), count - 1)
        let fraction = position - Double(index)
        guard index + 1 < count else { return values[index] }
        return Self.interpolated(values[index], values[index + 1], fraction)
    }

    /// The number at a fraction of the way between two numbers, neither of which is NaN, and the first of which is not
    /// above the second; between both infinities there is none.
    package static func interpolated(_ lower: Double, _ upper: Double, _ fraction: Double) -> Double {
        guard fraction > 0, lower < upper else { return lower }
        let step = upper - lower
        // Between numbers near the two ends of the range the difference would overflow.
        guard step.isFinite else { return lower * (1 - fraction) + upper * fraction }
        return fraction < 0.5 ? lower + step * fraction : upper - step * (1 - fraction)
    }

    /// Several quantiles.
    ///
    /// - Parameters:
    ///   - probabilities: From 0 to 1, in any order.
    ///   - definition: Which number is called the quantile.
    /// - Returns: The quantiles, in the order of the probabilities.
    /// - Throws: ``StatisticsError`` with code `invalidArgument` for a probability outside of 0 to 1.
    public func quantiles(
        _ probabilities: [Double], definition: QuantileDefinition = .linear
    ) throws(StatisticsError) -> [Double] {
        var result: [Double] = []
        result.reserveCapacity(probabilities.count)
        for probability in probabilities { result.append(try quantile(probability, definition: definition)) }
        return result
    }
}
