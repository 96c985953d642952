/// How the values of one feature are put into bins.
///
/// Bin `b` of numbers holds the values `x` with `thresholds[b - 1] < x ≤ thresholds[b]`; the last bin has no upper
/// threshold. Bin `b` of categories holds the category `categories[b]`; the bin after them holds all others. Missing
/// values have the code after the last bin.
struct FeatureBins: Sendable, Hashable {
    /// Ascending upper ends of all bins but the last; empty for categories.
    let thresholds: [Double]
    /// The categories with a bin of their own, those of the most rows first; `nil` for numbers.
    let categories: CategoryBins?
    /// Whether a value was missing in training.
    let hasMissing: Bool

    /// The number of bins for values.
    var count: Int { (categories?.codes.count ?? thresholds.count) + 1 }

    /// The code of missing values.
    var missingBin: Int { count }

    /// The number of codes that occur in training.
    var codeCount: Int { hasMissing ? count + 1 : count }

    /// Chooses bins.
    ///
    /// With at most `maximumBins` distinct values every value gets its own bin, with thresholds in the middle between
    /// neighbours. With more, bins are filled one after the other with distinct values until each holds its share of
    /// the rows that are left; a value with more rows than that gets a bin of its own.
    ///
    /// - Parameters:
    ///   - values: The values of the feature in training, in any order; NaN is missing.
    ///   - implicitZeros: How many further values are zero.
    ///   - implicitMissing: Whether further values are missing.
    ///   - maximumBins: At least 2.
    init(values: [Double], implicitZeros: Int, implicitMissing: Bool = false, maximumBins: Int) {
        let known = values.filter { !$0.isNaN }
        self.init(
            sorted: sortedValues(known), implicitZeros: implicitZeros,
            hasMissing: implicitMissing || known.count < values.count, maximumBins: maximumBins)
    }

    /// Gives categories bins.
    ///
    /// - Parameters:
    ///   - values: The codes of the feature in training, in any order; NaN is missing.
    ///   - implicitZeros: How many further values are zero.
    ///   - implicitMissing: Whether further values are missing.
    ///   - maximumBins: At least 2.
    init(categories values: [Double], implicitZeros: Int, implicitMissing: Bool, maximumBins: Int) {
        hasMissing = implicitMissing || values.contains(where: \.isNaN)
        thresholds = []
        categories = CategoryBins(values, implicitZeros: implicitZeros, maximumCount: maximumBins - 1)
    }

    private init(sorted: [Double], implicitZeros: Int, hasMissing: Bool, maximumBins: Int) {
        self.hasMissing = hasMissing
        categories = nil
        let distinct = Self.distinct(sorted, implicitZeros: implicitZeros)
        guard distinct.count > maximumBins else {
            thresholds = zip(distinct, distinct.dropFirst()).map { Self.middle($0.value, $1.value) }
            return
        }
        var thresholds: [Double] = []
        var rowsLeft = distinct.reduce(0) { $0 + $1.count }
        var binsLeft = maximumBins
        var filled = 0
        for (position, entry) in distinct.enumerated().dropLast() where binsLeft > 1 {
            filled += entry.count
            let next = distinct[position + 1]
            let share = Double(rowsLeft) / Double(binsLeft)
            // Close the bin when it is full, or when the next value is heavy enough for a bin of its own.
            let nextIsHeavy = Double(next.count) >= share && Double(filled) >= share / 2
            if Double(filled) >= share || nextIsHeavy || distinct.count - position - 1 < binsLeft {
                thresholds.append(Self.middle(entry.value, next.value))
                rowsLeft -= filled
                binsLeft -= 1
                filled = 0
            }
        }
        self.thresholds = thresholds
    }

    /// The code of a value.
    func bin(of value: Double) -> Int {
        if value.isNaN { return missingBin }
        if let categories { return categories.bin(of: value) }
        var (low, high) = (0, thresholds.count)
        while low < high {
            let middle = (low + high) / 2
            if value <= thresholds[middle] { high = middle } else { low = middle + 1 }
        }
        return low
    }

    private static func distinct(_ sorted: [Double], implicitZeros: Int) -> [(value: Double, count: Int)] {
        var result: [(value: Double, count: Int)] = []
        var zeros = implicitZeros
        func append(_ value: Double, _ count: Int) {
            if let last = result.last, last.value == value {
                result[result.count - 1].count += count
            } else {
                result.append((value, count))
            }
        }
        for value in sorted {
            if zeros > 0, value >= 0 {
                append(0, zeros)
                zeros = 0
            }
            append(value, 1)
        }
        if zeros > 0 { append(0, zeros) }
        return result
    }

    /// A threshold between two neighbours: at least the lower one and below the upper one.
    static func middle(_ lower: Double, _ upper: Double) -> Double {
        let middle = lower / 2 + upper / 2
        return middle >= lower && middle < upper ? middle : lower
    }
}
