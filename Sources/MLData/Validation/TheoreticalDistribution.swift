import MLCore
import MLStatistics

/// A distribution that is given by its formula, for ``DataExpectation/Rule/fitsDistribution(column:_:minimumPValue:)``.
///
/// Location and scale are those of SciPy's `norm`, `uniform` and `expon`.
public struct TheoreticalDistribution: Sendable, Hashable {
    /// The formula.
    public enum Family: String, Sendable, Hashable, Codable, CaseIterable {
        /// The normal distribution with the location as mean and the scale as standard deviation.
        case normal
        /// The uniform distribution from the location to the location plus the scale.
        case uniform
        /// The exponential distribution that starts at the location, with the scale as its mean above it.
        case exponential
    }

    /// The formula.
    public let family: Family
    /// Where it is.
    public let location: Double
    /// How wide it is.
    public let scale: Double

    /// Creates a distribution.
    ///
    /// - Parameters:
    ///   - family: The formula.
    ///   - location: Where it is; finite.
    ///   - scale: How wide it is; above 0.
    public init(_ family: Family, location: Double = 0, scale: Double = 1) {
        self.family = family
        self.location = location
        self.scale = scale
    }

    /// What is wrong with the distribution, in words.
    var faults: [String] {
        (location.isFinite ? [] : ["a location of \(location)"])
            + (scale > 0 && scale.isFinite ? [] : ["a scale of \(scale)"])
    }

    /// The probability of a number of at most `x`.
    func cumulative(_ x: Double) -> Double {
        let position = (x - location) / scale
        switch family {
        case .normal: return NormalDistribution.cumulative(position)
        case .uniform: return min(1, max(0, position))
        case .exponential: return position > 0 ? 1 - Elementary.exp(-position) : 0
        }
    }

    /// The distance between the distribution and a sample, with its p-value (Kolmogorov 1933).
    ///
    /// Agrees with `scipy.stats.kstest` of the same distribution.
    func test(_ sample: WeightedSample) throws(StatisticsError) -> (distance: Double, pValue: Double) {
        let size = Double(sample.count)
        var (passed, largest) = (0.0, 0.0)
        for (number, count) in zip(sample.numbers, sample.counts) {
            let expected = cumulative(number)
            largest = max(largest, expected - passed / size)
            passed += Double(count)
            largest = max(largest, passed / size - expected)
        }
        return (
            largest,
            try KolmogorovSmirnovDistribution.survival(largest, count: Int(clamping: sample.count))
        )
    }
}
