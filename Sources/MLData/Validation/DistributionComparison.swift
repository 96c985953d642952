import MLCore
import MLStatistics

/// The shares of a column and of its reference over the same categories or bins.
struct DistributionComparison {
    private var reference: [Double] = []
    private var current: [Double] = []
    private var names: [String] = []
    /// The finite numbers of the reference and of the column; `nil` for others.
    private(set) var samples: (reference: WeightedSample?, current: WeightedSample?)?

    /// Counts a column by what the reference has.
    init(_ column: any StatisticSource, reference state: ColumnState) throws(DataError) {
        guard column.type == state.type || (column.type.isNumeric && state.type.isNumeric) else {
            throw DataError(
                .typeMismatch, "the column has type \(column.type.rawValue)", at: "column \"\(state.name)\"",
                remedy: "The reference has \(state.type.rawValue).")
        }
        append("missing", Double(state.missingCount), Double(column.missingCount))
        if let numbers = state.numbers {
            let special = column.nonFinite
            append("NaN", Double(numbers.nanCount), Double(special.nan))
            append("−∞", Double(numbers.negativeInfinityCount), Double(special.below))
            append("∞", Double(numbers.positiveInfinityCount), Double(special.above))
            samples = (numbers.sample, column.sample)
            let extremes = numbers.range.map { (numbers.number($0.lowerBound), numbers.number($0.upperBound)) }
            try addBins(numbers.sample, column.sample, extremes)
        } else {
            let counts = state.texts?.values ?? state.lists?.values ?? TextCounts()
            addCategories(
                counts, column.textCounts,
                present: (Double(state.rowCount - state.missingCount), Double(column.rowCount - column.missingCount)))
        }
    }

    private mutating func append(_ name: String, _ first: Double, _ second: Double) {
        guard first > 0 || second > 0 else { return }
        names.append(name)
        reference.append(first)
        current.append(second)
    }

    /// Few values of the reference are a category each; else the bins lie between its deciles.
    ///
    /// Numbers that the reference does not have, below, between or above, are apart from those that it has.
    private mutating func addBins(
        _ first: WeightedSample?, _ second: WeightedSample?, _ extremes: (least: Double, most: Double)?
    ) throws(DataError) {
        guard let first, let extremes else { return append("other", 0, Double(second?.count ?? 0)) }
        guard first.numbers.count > 20 else { return addFewNumbers(first, second) }
        var cuts = [extremes.least]
        for cut in (1..<10).map({ first.quantile(Double($0) / 10) }) + [extremes.most.nextUp]
        where cut > cuts[cuts.count - 1] && cut.isFinite {
            cuts.append(cut)
        }
        guard let edges = try? BinEdges(cuts: cuts) else { return }
        func counts(_ sample: WeightedSample?) -> [Int64] {
            var histogram = FixedHistogram(edges: edges)
            if let sample {
                for (number, count) in zip(sample.numbers, sample.counts) { histogram.add(number, count: count) }
            }
            return histogram.counts
        }
        let (left, right) = (counts(first), counts(second))
        for index in left.indices {
            let name =
                index == 0
                ? "below \(extremes.least)"
                : cuts[index - 1] > extremes.most ? "above \(extremes.most)" : "from \(cuts[index - 1])"
            append(name, Double(left[index]), Double(right[index]))
        }
    }

    private mutating func addFewNumbers(_ known: WeightedSample, _ sample: WeightedSample?) {
        var counts: [Double: Int64] = [:]
        if let sample {
            for (number, count) in zip(sample.numbers, sample.counts) { counts[number, default: 0] += count }
        }
        var rest = sample?.count ?? 0
        for (number, count) in zip(known.numbers, known.counts) {
            let now = counts[number] ?? 0
            append("\(number)", Double(count), Double(now))
            rest -= now
        }
        append("other values", 0, Double(max(0, rest)))
    }

    private mutating func addCategories(_ known: TextCounts, _ counts: [String: Int64], present: (Double, Double)) {
        let frequent =
            known.counts ?? known.sketches.map { sketches in
                Dictionary(sketches.frequent.mostFrequent().map { ($0.item, $0.count) }) { first, _ in first }
            } ?? [:]
        var rest = present
        for (name, count) in frequent.sorted(by: { $0.key < $1.key }) {
            let now = Double(counts[name] ?? 0)
            append(name, Double(count), now)
            rest = (rest.0 - Double(count), rest.1 - now)
        }
        append("other values", max(0, rest.0), max(0, rest.1))
    }

    /// The distance, and where the shares differ most.
    func distance(_ measure: DistributionMeasure) throws(StatisticsError) -> (value: Double, worst: String) {
        let (left, right) = (reference.reduce(0, +), current.reduce(0, +))
        guard left > 0, right > 0 else {
            throw StatisticsError(.emptySample, "\(Int(left)) and \(Int(right)) values", at: "distribution")
        }
        let differences = zip(reference, current).map { abs($0 / left - $1 / right) }
        let largest = differences.max() ?? 0
        let worst = differences.firstIndex(of: largest).map { names[$0] } ?? ""
        let value: Double
        switch measure {
        case .populationStabilityIndex:
            value = try Divergence.populationStabilityIndex(reference: reference, current: current)
        case .jensenShannonDivergence:
            let distance = try Divergence.jensenShannonDistance(reference, current)
            value = min(1, distance * distance)
        case .largestDifference: value = largest
        case .largestCombinedDifference:
            value = zip(reference, current).map { abs($0 - $1) / (left + right) }.max() ?? 0
        case .kolmogorovSmirnov, .kolmogorovSmirnovTest: return try kolmogorovSmirnov(measure)
        case .totalVariation: value = differences.reduce(0, +) / 2
        case .kullbackLeibler: value = try Divergence.kullbackLeibler(reference: current, current: reference)
        case .chiSquare:
            value = reference.count > 1 ? 1 - (try ChiSquareTest.homogeneity([reference, current]).pValue) : 0
        }
        return (value, "\(worst) by \(NumberText.formatted(largest * 100, decimals: 1)) %")
    }
}
