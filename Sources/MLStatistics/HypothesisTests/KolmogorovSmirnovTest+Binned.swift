import MLCore

extension KolmogorovSmirnovTest {
    /// What histograms tell about the Kolmogorov-Smirnov distance of the samples behind them.
    public struct BinnedResult: Sendable, Hashable, Codable {
        /// The largest difference of the distribution functions at the borders of the bins.
        ///
        /// The distance of the samples themselves is at least this.
        public let statistic: Double
        /// What the distance of the samples is at most.
        ///
        /// Within a bin the functions can part by at most the share of one sample in the bin beyond the difference at
        /// its borders.
        public let upperBound: Double
        /// The asymptotic p-value of ``statistic``; as the distance is at least the statistic, the p-value of the
        /// samples is at most this.
        public let pValue: Double
        /// The finite numbers of the reference.
        public let referenceCount: Int64
        /// The finite numbers of the current histogram.
        public let currentCount: Int64
    }

    /// Compares the finite numbers of two histograms with the same bins.
    ///
    /// - Parameters:
    ///   - reference: A histogram.
    ///   - current: The other histogram.
    /// - Returns: Bounds of the distance, and the p-value of the lower bound.
    /// - Throws: ``StatisticsError`` with code `incompatibleStates` when the bins differ, or `emptySample` when one
    ///   histogram has no finite numbers.
    /// - Complexity: O(bins).
    public static func test(
        reference: FixedHistogram, current: FixedHistogram
    ) throws(StatisticsError) -> BinnedResult {
        guard reference.edges == current.edges else {
            throw StatisticsError(.incompatibleStates, "histograms with different bins", at: "Kolmogorov-Smirnov test")
        }
        let (m, n) = (reference.finiteCount, current.finiteCount)
        guard m > 0, n > 0 else {
            throw StatisticsError(.emptySample, "\(m) and \(n) finite numbers", at: "Kolmogorov-Smirnov test")
        }
        var (before, largest, bound) = (0.0, 0.0, 0.0)
        var (first, second) = (Int64(0), Int64(0))
        for (left, right) in zip(reference.finiteCounts, current.finiteCounts) {
            (first, second) = (first.addingClamped(left), second.addingClamped(right))
            let after = Double(first) / Double(m) - Double(second) / Double(n)
            largest = max(largest, abs(after))
            // The difference can first rise by all of one sample and then fall by all of the other, or the reverse.
            bound = max(bound, abs(before + Double(left) / Double(m)), abs(before - Double(right) / Double(n)))
            before = after
        }
        let limit = Int64(Int32.max)
        return BinnedResult(
            statistic: min(largest, 1), upperBound: min(max(largest, bound), 1),
            pValue: try asymptoticSurvival(min(largest, 1), Int(min(m, limit)), Int(min(n, limit))),
            referenceCount: m, currentCount: n)
    }
}
