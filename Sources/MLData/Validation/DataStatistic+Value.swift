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

    /// The statistic of a table or of the state of its profile.
    func value(_ source: any TableSource) throws(DataError) -> Double? {
        switch kind {
        case .rowCount: return Double(source.rowCount)
        case .columnCount: return Double(source.schema.fields.count)
        case .duplicateRowCount: return try source.duplicateRowCount().map(Double.init)
        default: break
        }
        guard let column else { throw DataError(.invalidArgument, "\(self) needs a column", at: "statistic") }
        if let other { return try source.value(of: self, column, other) }
        let held = try source.statistics(of: column)
        return kind.isAboutNumbers ? try number(held) : try anyType(held)
    }

    private func number(_ source: any StatisticSource) throws(DataError) -> Double? {
        try check(source.type, "numbers or times", \.isNumberLike)
        switch kind {
        case .mean: return source.moments.mean
        case .sum: return source.moments.total
        case .variance: return source.moments.variance
        case .standardDeviation: return source.moments.standardDeviation
        default: break
        }
        guard let sample = source.sample, let (least, most) = source.extremes else { return nil }
        switch kind {
        case .minimum: return least
        case .maximum: return most
        case .range: return most - least
        case .median: return sample.quantile(0.5)
        case .quantile: return probability.map { sample.quantile(min(max($0, 0), 1)) }
        case .interquartileRange: return sample.quantile(0.75) - sample.quantile(0.25)
        default: return kind == .skewness ? source.shape.skewness : source.shape.kurtosis
        }
    }

    private func anyType(_ source: any StatisticSource) throws(DataError) -> Double? {
        let present = Double(source.rowCount - source.missingCount)
        func share(_ part: Int) -> Double? { present > 0 ? Double(part) / present : nil }
        switch kind {
        case .presentCount: return present
        case .missingCount: return Double(source.missingCount)
        case .completeness: return source.rowCount > 0 ? present / Double(source.rowCount) : nil
        case .nanCount: return Double(source.nonFinite.nan)
        case .infiniteCount: return Double(source.nonFinite.below) + Double(source.nonFinite.above)
        case .zeroCount, .negativeCount:
            try check(source.type, "numbers or times", \.isNumberLike)
            return Double(kind == .zeroCount ? source.zeroCount : source.negativeCount)
        case .emptyCount: return Double(source.emptyCount)
        case .distinctCount: return Double(source.distinctCount)
        case .distinctShare: return share(source.distinctCount)
        case .uniqueShare: return share(try source.exactCounts().count { $0 == 1 })
        case .uniqueValueRatio:
            let counts = try source.exactCounts()
            return counts.isEmpty ? nil : Double(counts.count { $0 == 1 }) / Double(counts.count)
        case .mostFrequentShare: return try source.exactCounts().max().flatMap { share(Int($0)) }
        case .entropy:
            guard present > 0 else { return nil }
            // In ascending order, so that the order of the rows does not matter.
            return try source.exactCounts().sorted().reduce(0.0) { sum, count in
                let share = Double(count) / present
                return sum - share * Elementary.log(share)
            }
        default:
            try check(source.type, "texts") { $0 == .string }
            guard let lengths = source.lengths, let least = lengths.numbers.first, let most = lengths.numbers.last
            else {
                return nil
            }
            if kind == .minimumLength { return least }
            if kind == .maximumLength { return most }
            let sum = zip(lengths.numbers, lengths.counts).reduce(0.0) { $0 + $1.0 * Double($1.1) }
            return sum / Double(lengths.count)
        }
    }

    func check(
        _ type: ColumnType, _ wanted: String, _ isFit: (ColumnType) -> Bool
    ) throws(DataError) {
        guard isFit(type) else {
            throw DataError(
                .typeMismatch, "the column has type \(type.rawValue)", at: "\(self)",
                remedy: "The statistic needs \(wanted).")
        }
    }
}

extension TableFacts: TableSource {
    var schema: Schema { frame.schema }

    var rowCount: Int { frame.rowCount }

    func statistics(of name: String) throws(DataError) -> any StatisticSource { try column(name) }

    func duplicateRowCount() throws(DataError) -> Int? {
        guard !frame.columns.isEmpty else { return 0 }
        var rows = RowFingerprints()
        rows.add(frame, limit: .max, threads: 1)
        return rows.words.map { frame.rowCount - $0.count }
    }

    func value(of statistic: DataStatistic, _ first: String, _ second: String) throws(DataError) -> Double? {
        let columns = [try column(first).column, try column(second).column]
        if statistic.kind == .correlation {
            for column in columns {
                try statistic.check(column.type, "numbers or truth values") { $0.isNumeric || $0 == .bool }
            }
            let pair = try DataFrame([("first", columns[0]), ("second", columns[1])])
            var state = CorrelationState(columns: [0, 1])
            state.add(pair, threads: 1)
            return state.coefficients().first.flatMap(\.value)
        }
        return ContingencyTable(columns[0], columns[1]).value(statistic.kind)
    }

    func distinctValues(of name: String) throws(DataError) -> [(value: Value, count: Int)] {
        let column = try column(name).column
        let codes = column.codes()
        return zip(codes.firstRows, codes.counts).map { (column.uncheckedValue(at: $0), $1) }
    }

    func latestTime(of name: String) throws(DataError) -> Int64? {
        let column = try column(name).column
        guard case .timestamp(let values) = column.storage else { throw Self.needsTimes(name, column.type) }
        return (0..<column.count).lazy.filter { column.validity[$0] }.map { values[$0] }.max()
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
