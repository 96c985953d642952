public import MLCore

/// The difference of a metric between two models on the same rows, with its bootstrap interval.
public struct PairedDifference: Sendable, Hashable, Codable {
    /// The name of the metric.
    public let metric: String
    /// First minus second, or `nil` where one of them is undefined.
    public let value: Double?
    /// The percentile interval of the difference, or `nil` when there is none.
    public let interval: ConfidenceInterval?
    /// First minus second on each resample; `nil` where one of them is undefined.
    public let replicates: [Double?]

    /// How often the difference exceeds a margin.
    ///
    /// - Parameter margin: The margin, in units of the metric.
    /// - Returns: The share of the defined replicates above the margin, or `nil` when none is defined.
    public func share(above margin: Double) -> Double? {
        let defined = replicates.compactMap { $0 }
        return defined.isEmpty ? nil : Double(defined.count { $0 > margin }) / Double(defined.count)
    }
}

extension Bootstrap {
    /// The difference of two estimates that were made on the same rows with this resampling.
    ///
    /// - Parameters:
    ///   - first: The estimate to subtract from.
    ///   - second: The estimate to subtract.
    /// - Returns: First minus second, with the interval of the paired differences.
    /// - Throws: ``StatisticsError`` with code `incompatibleStates` when the estimates are of different metrics, of
    ///   different numbers of rows or of different numbers of resamples.
    public func difference(
        of first: MetricEstimate, and second: MetricEstimate
    ) throws(StatisticsError) -> PairedDifference {
        guard first.metric == second.metric, first.rowCount == second.rowCount,
            first.replicates.count == second.replicates.count
        else {
            throw StatisticsError(
                .incompatibleStates,
                """
                \(first.metric) of \(first.rowCount) rows and \(first.replicates.count) resamples, \
                \(second.metric) of \(second.rowCount) rows and \(second.replicates.count) resamples
                """,
                at: "paired difference", remedy: "Evaluate both models on the same rows with the same resampling.")
        }
        let replicates = zip(first.replicates, second.replicates).map { Self.difference($0, $1) }
        return PairedDifference(
            metric: first.metric, value: Self.difference(first.value, second.value),
            interval: interval(of: replicates), replicates: replicates)
    }

    private static func difference(_ first: Double?, _ second: Double?) -> Double? {
        if let first, let second { first - second } else { nil }
    }
}
