import MLReport
import MLStatistics

extension ColumnProfile.Distribution {
    /// About how many bins a histogram has.
    static let binCount = 30

    /// Counts numbers in bins with round borders; `nil` when all numbers are the same or too far apart.
    static func histogram(
        of sample: WeightedSample, _ quantiles: [Double], from lowest: Double, to highest: Double, isWhole: Bool
    ) -> FixedHistogram? {
        guard let low = quantiles.first, let high = quantiles.last, highest > lowest, (highest - lowest).isFinite
        else { return nil }
        // A few numbers far away must not press all others into one bin.
        let width = high - low
        let lower = width > 0 && low - lowest > width ? low : lowest
        let upper = width > 0 && highest - high > width ? high : highest
        let step = RoundStep.dividing(upper - lower, into: binCount, isWhole: isWhole)
        let start = (lower / step).rounded(.down) * step
        // A whole number is the lower border of its bin, the largest one too.
        let end = isWhole ? ((upper / step).rounded(.down) + 1) * step : (upper / step).rounded(.up) * step
        let count = ((end - start) / step).rounded()
        guard count >= 1, count <= 200, let bins = Int(exactly: count),
            let edges = try? BinEdges.equalWidth(from: start, to: end, count: bins)
        else { return nil }
        var histogram = FixedHistogram(edges: edges)
        for (number, count) in zip(sample.numbers, sample.counts) { histogram.add(number, count: count) }
        return histogram
    }
}

extension ColumnProfile {
    /// Counts times in bins of equal length; `nil` when there are fewer than two different ones.
    static func histogram(ofTimes times: NumberState) -> FixedHistogram? {
        guard let range = times.range, range.lowerBound < range.upperBound, let sample = times.sample,
            let edges = try? BinEdges.equalWidth(
                from: times.number(range.lowerBound), to: times.number(range.upperBound),
                count: Distribution.binCount)
        else { return nil }
        var histogram = FixedHistogram(edges: edges)
        for (number, count) in zip(sample.numbers, sample.counts) { histogram.add(number, count: count) }
        return histogram
    }
}
