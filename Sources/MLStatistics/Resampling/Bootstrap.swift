public import MLCore

/// Uncertainty by resampling rows with replacement (Efron, "Bootstrap methods: another look at the jackknife", 1979).
///
/// Resample `i` draws as many rows as there are from the random stream `i` of the seed, so replicates depend neither on
/// the number of threads nor on each other, and two models evaluated on the same rows with the same `Resampling` are
/// resampled alike: the differences of their replicates are the bootstrap distribution of the difference.
///
/// Intervals are percentile intervals: the (1 − level) / 2 and (1 + level) / 2 quantiles (type 7) of the replicates.
/// They are too narrow for a handful of rows.
public struct Bootstrap: Sendable {
    /// Seed, number of resamples and level.
    public let resampling: Resampling

    /// The greatest share of undefined replicates with which there still is an interval.
    public static let maximumUndefinedShare = 0.1

    /// Creates a bootstrap.
    public init(_ resampling: Resampling) { self.resampling = resampling }

    /// The replicates of any statistic.
    ///
    /// - Parameters:
    ///   - rowCount: The number of rows; no rows give no replicates.
    ///   - threads: How many threads may be used; the result does not depend on it.
    ///   - cancellation: Stops the work.
    ///   - statistic: Computes the statistic from how often each row occurs; `nil` where it is undefined.
    /// - Returns: One replicate for each resample, in order.
    /// - Throws: What `statistic` throws, `CoreError` with code `cancelled`, or ``StatisticsError`` with code
    ///   `invalidArgument` for more than 2³¹ − 1 rows.
    /// - Complexity: O(resamples × rows) draws.
    public func replicates(
        rowCount: Int, threads: Int = 1, cancellation: CancellationToken = CancellationToken(),
        statistic: @Sendable ([Int32]) throws -> Double?
    ) throws -> [Double?] {
        guard rowCount >= 0, rowCount <= Int(Int32.max) else {
            throw StatisticsError(.invalidArgument, "\(rowCount) rows", at: "bootstrap")
        }
        if rowCount == 0 { return [] }
        return try parallelMap(count: resampling.count, threads: threads) { resample in
            try cancellation.check()
            return try statistic(multiplicities(resample: resample, rowCount: rowCount))
        }
    }

    /// The percentile interval of replicates.
    ///
    /// - Parameter replicates: The replicates; `nil` and numbers that are not finite count as undefined.
    /// - Returns: The interval of the defined replicates, or `nil` when there are fewer than two or when more than
    ///   ``maximumUndefinedShare`` are undefined. The method of the interval says how many were left out.
    public func interval(of replicates: [Double?]) -> ConfidenceInterval? {
        let defined = replicates.compactMap { $0 }.filter(\.isFinite)
        let missing = replicates.count - defined.count
        guard defined.count >= 2, Double(missing) <= Self.maximumUndefinedShare * Double(replicates.count),
            let sample = try? SortedSample(defined),
            let lower = try? sample.quantile((1 - resampling.level) / 2),
            let upper = try? sample.quantile((1 + resampling.level) / 2)
        else { return nil }
        var method = "percentile bootstrap, \(replicates.count) resamples"
        if missing > 0 { method += ", \(missing) undefined left out" }
        return ConfidenceInterval(lower: lower, upper: upper, level: resampling.level, method: method)
    }

    /// How often each row occurs in a resample.
    package func multiplicities(resample: Int, rowCount: Int) -> [Int32] {
        var generator = SeededGenerator(seed: resampling.seed, stream: UInt64(resample))
        var counts = [Int32](repeating: 0, count: rowCount)
        counts.withUnsafeMutableBufferPointer { counts in
            for _ in 0..<counts.count { counts[generator.next(below: counts.count)] &+= 1 }
        }
        return counts
    }
}
