import MLCore
public import MLStatistics

/// How a table is profiled: what is counted exactly, and how large the sketches beyond are.
public struct ProfileConfiguration: Sendable, Hashable, Codable {
    /// Up to how many distinct values of a column are counted exactly; beyond, sketches answer.
    public var distinctLimit: Int
    /// How many of the most frequent values a profile shows.
    public var topCount: Int
    /// The size of the quantile sketches, as in `KLLSketch`.
    public var quantileSize: Int
    /// The precision of the sketches of distinct values, as in `HyperLogLog`.
    public var distinctPrecision: Int
    /// How many frequent values have counters beyond the limit, as in `FrequentItems`.
    public var frequentCapacity: Int
    /// Up to how many different rows repeated rows are counted.
    public var rowLimit: Int
    /// Up to how many columns of numbers and truth values correlations are computed, in the order of the columns.
    public var correlationLimit: Int
    /// The column that a model shall predict; columns that give it away are found then.
    public var target: String?
    /// What the coins of the quantile sketches are made from.
    public var seed: UInt64

    /// Creates a configuration.
    ///
    /// - Parameters:
    ///   - distinctLimit: Up to how many distinct values of a column are counted exactly.
    ///   - topCount: How many of the most frequent values a profile shows.
    ///   - quantileSize: The size of the quantile sketches; 2,000 keeps ranks within 0.24 %.
    ///   - distinctPrecision: The precision of the sketches of distinct values; 14 is a standard error of 0.81 %.
    ///   - frequentCapacity: How many frequent values have counters beyond the limit.
    ///   - rowLimit: Up to how many different rows repeated rows are counted.
    ///   - correlationLimit: Up to how many columns correlations are computed.
    ///   - target: The column that a model shall predict.
    ///   - seed: What the coins of the quantile sketches are made from.
    public init(
        distinctLimit: Int = 100_000, topCount: Int = 10, quantileSize: Int = 2000,
        distinctPrecision: Int = HyperLogLog.defaultPrecision, frequentCapacity: Int = 256, rowLimit: Int = 1 << 22,
        correlationLimit: Int = 64, target: String? = nil, seed: UInt64 = 0
    ) {
        self.distinctLimit = distinctLimit
        self.topCount = topCount
        self.quantileSize = quantileSize
        self.distinctPrecision = distinctPrecision
        self.frequentCapacity = frequentCapacity
        self.rowLimit = rowLimit
        self.correlationLimit = correlationLimit
        self.target = target
        self.seed = seed
    }

    /// The configuration itself, if it makes sense.
    ///
    /// - Throws: ``DataError`` with code `invalidArgument` that lists every fault.
    public func validated() throws(DataError) -> ProfileConfiguration {
        var faults: [String] = []
        func check(_ value: Int, _ range: ClosedRange<Int>, _ what: String) {
            if !range.contains(value) {
                faults.append("\(what) of \(value), which is outside of \(range.lowerBound) to \(range.upperBound)")
            }
        }
        check(distinctLimit, 0...10_000_000, "a distinct limit")
        check(topCount, 0...10_000, "a top count")
        check(quantileSize, KLLSketch.sizes, "a quantile size")
        check(distinctPrecision, HyperLogLog.precisions, "a distinct precision")
        check(frequentCapacity, 1...1_000_000, "a frequent capacity")
        check(rowLimit, 0...(1 << 28), "a row limit")
        check(correlationLimit, 0...1000, "a correlation limit")
        guard faults.isEmpty else {
            throw DataError(.invalidArgument, faults.joined(separator: "; "), at: "profile")
        }
        return self
    }
}
