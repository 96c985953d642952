import MLCore

extension BinEdges {
    /// Bins with about the same number of reference values each, open at both ends.
    ///
    /// The cuts are the inner quantiles (type 7); equal ones are one cut, and one at the smallest or largest value is
    /// dropped, so a reference with few distinct values has fewer bins. A reference with one distinct value gives the
    /// range that is just this value: everything else is then below or above.
    ///
    /// - Parameters:
    ///   - reference: The reference.
    ///   - count: The number of bins wanted, at least 1.
    /// - Returns: The bins.
    /// - Throws: ``StatisticsError`` with code `invalidArgument` for a count out of range.
    public static func quantiles(of reference: SortedSample, count: Int) throws(StatisticsError) -> BinEdges {
        guard count >= 1, count <= maximumCount else {
            throw StatisticsError(.invalidArgument, "\(count) bins", at: "bin edges")
        }
        let lowest = reference.values[0]
        let highest = reference.values[reference.count - 1]
        if lowest == highest { return try BinEdges(cuts: [], lower: lowest, upper: highest) }
        var cuts: [Double] = []
        for step in 1..<max(count, 1) {
            let cut = try reference.quantile(Double(step) / Double(count))
            if cut > cuts.last ?? lowest, cut < highest { cuts.append(cut) }
        }
        return try BinEdges(cuts: cuts)
    }

    /// Bins of equal width over a range, as `numpy.histogram` makes them.
    ///
    /// - Parameters:
    ///   - lower: The lower end, finite.
    ///   - upper: The upper end, finite and at least `lower`; when both are equal there is one bin.
    ///   - count: The number of bins, at least 1; fewer where the range has too few doubles.
    /// - Returns: The bins.
    /// - Throws: ``StatisticsError`` with code `invalidArgument`.
    public static func equalWidth(
        from lower: Double, to upper: Double, count: Int
    ) throws(StatisticsError) -> BinEdges {
        guard count >= 1, count <= maximumCount, lower.isFinite, upper.isFinite, lower <= upper,
            (upper - lower).isFinite
        else {
            throw StatisticsError(.invalidArgument, "\(count) bins from \(lower) to \(upper)", at: "bin edges")
        }
        let width = (upper - lower) / Double(count)
        var cuts: [Double] = []
        for step in 1..<max(count, 1) {
            let cut = Double(step) * width + lower
            if cut > cuts.last ?? lower, cut < upper { cuts.append(cut) }
        }
        return try BinEdges(cuts: cuts, lower: lower, upper: upper)
    }
}
