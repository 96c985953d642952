import MLReport
import MLStatistics

extension ColumnProfile.Distribution {
    /// About how many bins a histogram has.
    static let binCount = 30

    /// Counts numbers in bins with round borders; `nil` when all numbers are the same or too far apart.
    static func histogram(of sample: SortedSample, _ quantiles: [Double]) -> FixedHistogram? {
        guard let lowest = sample.values.first, let highest = sample.values.last, let low = quantiles.first,
            let high = quantiles.last, highest > lowest, (highest - lowest).isFinite
        else { return nil }
        // A few numbers far away must not press all others into one bin.
        let width = high - low
        let lower = width > 0 && low - lowest > width ? low : lowest
        let upper = width > 0 && highest - high > width ? high : highest
        let isWhole = sample.values.allSatisfy { $0 == $0.rounded() && $0.magnitude < 0x1p53 }
        return histogram(of: sample.values, from: lower, to: upper, isWhole: isWhole)
    }

    /// Counts numbers in bins of equal width with round borders that cover a range.
    static func histogram(
        of numbers: [Double], from lower: Double, to upper: Double, isWhole: Bool
    ) -> FixedHistogram? {
        let step = RoundStep.dividing(upper - lower, into: binCount, isWhole: isWhole)
        let start = (lower / step).rounded(.down) * step
        // A whole number is the lower border of its bin, the largest one too.
        let end = isWhole ? ((upper / step).rounded(.down) + 1) * step : (upper / step).rounded(.up) * step
        let count = ((end - start) / step).rounded()
        guard count >= 1, count <= 200, let bins = Int(exactly: count),
            let edges = try? BinEdges.equalWidth(from: start, to: end, count: bins)
        else { return nil }
        var histogram = FixedHistogram(edges: edges)
        for number in numbers { histogram.add(number) }
        return histogram
    }
}

extension ColumnProfile {
    /// Counts times in bins of equal length; `nil` when there are fewer than two different ones.
    static func histogram(ofTimes times: [Int64]) -> FixedHistogram? {
        let numbers = times.map(Double.init)
        guard let first = numbers.min(), let last = numbers.max(), last > first,
            let edges = try? BinEdges.equalWidth(from: first, to: last, count: Distribution.binCount)
        else { return nil }
        var histogram = FixedHistogram(edges: edges)
        for number in numbers { histogram.add(number) }
        return histogram
    }
}
