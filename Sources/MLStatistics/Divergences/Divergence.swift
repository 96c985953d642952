import MLCore

/// Measures of how far one distribution over the same bins or categories is from another.
///
/// All take counts or shares, which are divided by their sums first. They throw ``StatisticsError``: `shapeMismatch`
/// for different numbers of bins, `invalidArgument` for a negative count or one that is not finite, and `emptySample`
/// when the counts of one side sum to zero.
public enum Divergence {
    /// The smallest share in logarithms: what an empty bin counts as.
    public static let defaultFloor = 1e-4

    /// The population stability index: Σ (current − reference) · ln(current / reference) over shares.
    ///
    /// Each share below `floor` is raised to it and the shares are not normalised again, so an empty bin is neither
    /// infinite nor ignored. The customary reading is: below 0.1 stable, 0.1 to 0.25 some change, above 0.25 a large
    /// one; but the index of two samples of one distribution is about (bins − 1) · (1 / m + 1 / n), so small samples
    /// look unstable.
    ///
    /// - Parameters:
    ///   - reference: The expected counts.
    ///   - current: The actual counts.
    ///   - floor: The smallest share, above 0 and at most 0.1.
    /// - Returns: The index, at least 0; symmetric in its arguments.
    /// - Throws: ``StatisticsError`` as said above, or `invalidArgument` for a floor out of range.
    public static func populationStabilityIndex(
        reference: [Double], current: [Double], floor: Double = defaultFloor
    ) throws(StatisticsError) -> Double {
        let (expected, actual) = try shares(reference, current)
        try check(floor: floor)
        var sum = 0.0
        for (first, second) in zip(expected, actual) {
            let (first, second) = (max(first, floor), max(second, floor))
            sum += (second - first) * Elementary.log(second / first)
        }
        return sum
    }

    /// The Kullback-Leibler divergence of `current` from `reference` in nats, with floored shares normalised again.
    ///
    /// - Parameters:
    ///   - reference: The counts whose distribution weighs the logarithms: Σ r · ln(r / c).
    ///   - current: The other counts.
    ///   - floor: The smallest share, above 0 and at most 0.1.
    /// - Returns: The divergence, at least 0.
    /// - Throws: ``StatisticsError`` as said above, or `invalidArgument` for a floor out of range.
    public static func kullbackLeibler(
        reference: [Double], current: [Double], floor: Double = defaultFloor
    ) throws(StatisticsError) -> Double {
        let (expected, actual) = try shares(reference, current)
        try check(floor: floor)
        let raised = try shares(expected.map { max($0, floor) }, actual.map { max($0, floor) })
        var sum = 0.0
        for (first, second) in zip(raised.0, raised.1) { sum += first * Elementary.log(first / second) }
        return max(sum, 0)
    }

    /// The Jensen-Shannon distance with logarithms to base 2: the root of the divergence from the mean distribution.
    ///
    /// - Parameters:
    ///   - first: Counts.
    ///   - second: The other counts.
    /// - Returns: From 0 for equal shares to 1 for distributions without a common bin.
    /// - Throws: ``StatisticsError`` as said above.
    public static func jensenShannonDistance(_ first: [Double], _ second: [Double]) throws(StatisticsError) -> Double {
        let (left, right) = try shares(first, second)
        var sum = 0.0
        for (p, q) in zip(left, right) {
            let mean = (p + q) / 2
            if p > 0 { sum += p * Elementary.log(p / mean) }
            if q > 0 { sum += q * Elementary.log(q / mean) }
        }
        return max(sum / 2 / 0.6931471805599453, 0).squareRoot()
    }

    /// The Hellinger distance: √(½ Σ (√p − √q)²).
    ///
    /// - Parameters:
    ///   - first: Counts.
    ///   - second: The other counts.
    /// - Returns: From 0 to 1.
    /// - Throws: ``StatisticsError`` as said above.
    public static func hellingerDistance(_ first: [Double], _ second: [Double]) throws(StatisticsError) -> Double {
        let (left, right) = try shares(first, second)
        var sum = 0.0
        for (p, q) in zip(left, right) {
            let difference = p.squareRoot() - q.squareRoot()
            sum += difference * difference
        }
        return (sum / 2).squareRoot()
    }

    /// The total variation distance: ½ Σ |p − q|.
    ///
    /// - Parameters:
    ///   - first: Counts.
    ///   - second: The other counts.
    /// - Returns: From 0 to 1.
    /// - Throws: ``StatisticsError`` as said above.
    public static func totalVariation(_ first: [Double], _ second: [Double]) throws(StatisticsError) -> Double {
        let (left, right) = try shares(first, second)
        var sum = 0.0
        for (p, q) in zip(left, right) { sum += abs(p - q) }
        return sum / 2
    }

    private static func shares(
        _ first: [Double], _ second: [Double]
    ) throws(StatisticsError) -> ([Double], [Double]) {
        guard first.count == second.count else {
            throw StatisticsError(.shapeMismatch, "\(first.count) and \(second.count) bins", at: "divergence")
        }
        return (try shares(first), try shares(second))
    }

    private static func shares(_ counts: [Double]) throws(StatisticsError) -> [Double] {
        for (bin, count) in counts.enumerated() where !(count >= 0 && count.isFinite) {
            throw StatisticsError(.invalidArgument, "the count \(count)", at: "divergence, bin \(bin)")
        }
        let total = counts.reduce(0, +)
        guard total > 0, total.isFinite else {
            throw StatisticsError(.emptySample, "the counts sum to \(total)", at: "divergence")
        }
        return counts.map { $0 / total }
    }

    private static func check(floor: Double) throws(StatisticsError) {
        guard floor > 0, floor <= 0.1 else {
            throw StatisticsError(.invalidArgument, "a floor of \(floor)", at: "divergence")
        }
    }
}
