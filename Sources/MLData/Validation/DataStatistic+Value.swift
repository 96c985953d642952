import MLCore
import MLStatistics

extension DataStatistic {
    /// The statistic of a table.
    ///
    /// - Parameter frame: The table.
    /// - Returns: The value; `nil` where it is not defined, such as the mean of no numbers.
    /// - Throws: ``DataError`` with code `unknownColumn`, `typeMismatch`, or `invalidArgument` for a statistic of another
    ///   number of columns.
    public func value(in frame: DataFrame) throws(DataError) -> Double? { try value(TableFacts(frame)) }

    func value(_ facts: TableFacts) throws(DataError) -> Double? {
        let frame = facts.frame
        switch kind {
        case .rowCount: return Double(frame.rowCount)
        case .columnCount: return Double(frame.columns.count)
        case .duplicateRowCount:
            guard !frame.columns.isEmpty else { return 0 }
            var rows = RowFingerprints()
            rows.add(frame, limit: .max, threads: 1)
            return rows.words.map { Double(frame.rowCount - $0.count) }
        default: break
        }
        guard let column else { throw DataError(.invalidArgument, "\(self) needs a column", at: "statistic") }
        if let other { return try value(facts, column, other) }
        let held = try facts.column(column)
        return kind.isAboutNumbers ? try number(held) : try anyType(held)
    }

    private func number(_ facts: ColumnFacts) throws(DataError) -> Double? {
        try check(facts.column, "numbers or times", \.isNumberLike)
        switch kind {
        case .mean: return facts.moments.mean
        case .sum: return facts.moments.mean.map { $0 * Double(facts.moments.count) } ?? 0
        case .variance: return facts.moments.variance
        case .standardDeviation: return facts.moments.standardDeviation
        default: break
        }
        guard let sample = facts.sample, let least = sample.numbers.first, let most = sample.numbers.last else {
            return nil
        }
        switch kind {
        case .minimum: return least
        case .maximum: return most
        case .range: return most - least
        case .median: return sample.quantile(0.5)
        case .quantile: return probability.map { sample.quantile(min(max($0, 0), 1)) }
        case .interquartileRange: return sample.quantile(0.75) - sample.quantile(0.25)
        default:
            var shape = CentralMoments()
            sample.numbers.withUnsafeBufferPointer { numbers in
                sample.counts.withUnsafeBufferPointer { shape.add(numbers, counts: $0) }
            }
            return kind == .skewness ? shape.skewness : shape.kurtosis
        }
    }

    private func anyType(_ facts: ColumnFacts) throws(DataError) -> Double? {
        let column = facts.column
        let present = Double(column.count - column.missingCount)
        func share(_ part: Int) -> Double? { present > 0 ? Double(part) / present : nil }
        switch kind {
        case .missingCount: return Double(column.missingCount)
        case .completeness: return column.count > 0 ? present / Double(column.count) : nil
        case .nanCount: return Double(column.nonFinite.nan)
        case .infiniteCount: return Double(column.nonFinite.below + column.nonFinite.above)
        case .zeroCount, .negativeCount:
            try check(column, "numbers or times", \.isNumberLike)
            guard let sample = facts.sample else { return 0 }
            return zip(sample.numbers, sample.counts).reduce(0.0) { sum, run in
                (kind == .zeroCount ? run.0 == 0 : run.0 < 0) ? sum + Double(run.1) : sum
            }
        case .emptyCount:
            if let texts = column.texts {
                return Double((0..<column.count).count { column.validity[$0] && texts.byteCount(at: $0) == 0 })
            }
            guard let lists = column.lists else { return 0 }
            return Double((0..<column.count).count { column.validity[$0] && lists.range(at: $0).isEmpty })
        case .distinctCount: return Double(facts.counts.count)
        case .distinctShare: return share(facts.counts.count)
        case .uniqueShare: return share(facts.counts.count { $0 == 1 })
        case .uniqueValueRatio:
            return facts.counts.isEmpty ? nil : Double(facts.counts.count { $0 == 1 }) / Double(facts.counts.count)
        case .mostFrequentShare: return facts.counts.max().flatMap { share(Int($0)) }
        case .entropy:
            guard present > 0 else { return nil }
            // In ascending order, so that the order of the rows does not matter.
            return facts.counts.sorted().reduce(0.0) { sum, count in
                let share = Double(count) / present
                return sum - share * Elementary.log(share)
            }
        default:
            try check(column, "texts") { $0 == .string }
            guard let lengths = facts.lengths, let least = lengths.numbers.first, let most = lengths.numbers.last else {
                return nil
            }
            if kind == .minimumLength { return least }
            if kind == .maximumLength { return most }
            let sum = zip(lengths.numbers, lengths.counts).reduce(0.0) { $0 + $1.0 * Double($1.1) }
            return sum / Double(lengths.count)
        }
    }

    private func value(_ facts: TableFacts, _ first: String, _ second: String) throws(DataError) -> Double? {
        let columns = [try facts.column(first).column, try facts.column(second).column]
        if kind == .correlation {
            for column in columns { try check(column, "numbers or truth values") { $0.isNumeric || $0 == .bool } }
            let pair = try DataFrame([("first", columns[0]), ("second", columns[1])])
            var state = CorrelationState(columns: [0, 1])
            state.add(pair, threads: 1)
            return state.coefficients().first.flatMap(\.value)
        }
        return ContingencyTable(columns[0], columns[1]).value(kind)
    }

    private func check(
        _ column: Column, _ wanted: String, _ isFit: (ColumnType) -> Bool
    ) throws(DataError) {
        guard isFit(column.type) else {
            throw DataError(
                .typeMismatch, "the column has type \(column.type.rawValue)", at: "\(self)",
                remedy: "The statistic needs \(wanted).")
        }
    }
}

extension ColumnType {
    /// Whether values are numbers, truth values or times.
    var isNumberLike: Bool { isNumeric || self == .bool || self == .timestamp }
}

extension DataStatistic.Kind {
    fileprivate var isAboutNumbers: Bool {
        switch self {
        case .minimum, .maximum, .range, .mean, .sum, .median, .quantile, .interquartileRange, .variance,
            .standardDeviation, .skewness, .kurtosis:
            true
        default: false
        }
    }
}

/// How often pairs of values of two columns occur.
private struct ContingencyTable {
    private var counts: [Int: Double] = [:]
    private var rows: [Double]
    private var columns: [Double]
    private var total = 0.0

    init(_ first: Column, _ second: Column) {
        let (left, right) = (first.codes(), second.codes())
        rows = [Double](repeating: 0, count: left.count)
        columns = [Double](repeating: 0, count: right.count)
        for (row, column) in zip(left.codes, right.codes) where row >= 0 && column >= 0 {
            counts[row * right.count + column, default: 0] += 1
            rows[row] += 1
            columns[column] += 1
            total += 1
        }
    }

    func value(_ kind: DataStatistic.Kind) -> Double? {
        guard total > 0 else { return nil }
        let (height, width) = (rows.count { $0 > 0 }, columns.count { $0 > 0 })
        var sum = 0.0
        // In a fixed order, so that the last bits do not depend on the table.
        for (place, count) in counts.sorted(by: { $0.key < $1.key }) {
            let expected = rows[place / columns.count] * columns[place % columns.count] / total
            sum += kind == .cramersV ? count * count / expected : count / total * Elementary.log(count / expected)
        }
        guard kind == .cramersV else { return max(0, sum) }
        guard min(height, width) > 1 else { return nil }
        return min(1, max(0, (sum - total) / (total * Double(min(height, width) - 1))).squareRoot())
    }
}
