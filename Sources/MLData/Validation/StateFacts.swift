import MLCore
import MLStatistics

/// What the state of a profile tells of a table.
final class StateFacts: TableSource {
    private let state: TableProfileState

    init(_ state: TableProfileState) { self.state = state }

    var schema: Schema { state.schema }

    var rowCount: Int { Int(clamping: state.rowCount) }

    func statistics(of name: String) throws(DataError) -> any StatisticSource { ColumnStateFacts(try column(name)) }

    func duplicateRowCount() throws(DataError) -> Int? {
        if state.columns.isEmpty { return 0 }
        guard let words = state.rows.words else { throw Self.needsRows("repeated rows") }
        return rowCount - words.count
    }

    func value(of statistic: DataStatistic, _ first: String, _ second: String) throws(DataError) -> Double? {
        let columns = [try column(first), try column(second)]
        guard statistic.kind == .correlation else { throw Self.needsRows(statistic.description) }
        for column in columns {
            try statistic.check(column.type, "numbers or truth values") { $0.isNumeric || $0 == .bool }
        }
        let places = [first, second].compactMap(schema.position(of:)).sorted()
        if places.count == 2, places[0] == places[1] {
            return columns[0].numbers?.moments.variance.flatMap { $0 > 0 ? 1 : nil }
        }
        guard let pair = state.correlations.coefficients().first(where: { [$0.first, $0.second].sorted() == places })
        else { throw Self.needsRows(statistic.description) }
        return pair.value
    }

    func distinctValues(of name: String) throws(DataError) -> [(value: Value, count: Int)] {
        let column = try column(name)
        if let counts = column.texts?.values.counts {
            return counts.sorted { $0.key < $1.key }.map { (.string($0.key), Int(clamping: $0.value)) }
        }
        guard let numbers = column.numbers, let runs = numbers.runs else {
            throw Self.needsRows("the distinct values of \(name)")
        }
        var values = zip(runs.keys, runs.counts).map { (numbers.value(of: $0, column.type), Int(clamping: $1)) }
        for (number, count) in [
            (Double.nan, numbers.nanCount), (-.infinity, numbers.negativeInfinityCount),
            (.infinity, numbers.positiveInfinityCount),
        ] where count > 0 {
            values.append((column.type == .float ? .float(Float(number)) : .double(number), Int(clamping: count)))
        }
        return values
    }

    func latestTime(of name: String) throws(DataError) -> Int64? {
        let column = try column(name)
        guard column.type == .timestamp else { throw Self.needsTimes(name, column.type) }
        return column.numbers?.range.map { SortableKey.integer($0.upperBound) }
    }

    func words(of name: String, in vocabulary: Set<String>) throws(DataError) -> (count: Int, known: Int) {
        let column = try column(name)
        guard column.type == .string else {
            throw Self.needsRows("the elements of \(name)")
        }
        guard let counts = column.texts?.values.counts else { throw Self.needsRows("the words of \(name)") }
        var words = WordCount(vocabulary)
        for (text, count) in counts {
            var text = text
            text.withUTF8 { words.add(text: $0, count: Int(clamping: count)) }
        }
        return (words.count, words.known)
    }

    private func column(_ name: String) throws(DataError) -> ColumnState {
        guard let position = schema.position(of: name) else {
            throw DataError(
                .unknownColumn, "there is no column \"\(name)\"", at: "profile",
                remedy: "Columns are: \(schema.names.joined(separator: ", ")).")
        }
        return state.columns[position]
    }

    /// What only the rows can tell.
    static func needsRows(_ what: String) -> DataError {
        DataError(
            .rowsNeeded, "the state of a profile does not tell \(what)", at: "profile",
            remedy: "Validate the table itself.")
    }
}

/// What the state of a profile tells of a column.
final class ColumnStateFacts: StatisticSource {
    private let state: ColumnState

    init(_ state: ColumnState) { self.state = state }

    var type: ColumnType { state.type }

    var rowCount: Int { Int(clamping: state.rowCount) }

    var missingCount: Int { Int(clamping: state.missingCount) }

    var nonFinite: (nan: Int64, below: Int64, above: Int64) {
        let numbers = state.numbers
        return (numbers?.nanCount ?? 0, numbers?.negativeInfinityCount ?? 0, numbers?.positiveInfinityCount ?? 0)
    }

    var sample: WeightedSample? { state.numbers?.sample }

    var extremes: (least: Double, most: Double)? {
        guard let numbers = state.numbers, let range = numbers.range else { return nil }
        return (numbers.number(range.lowerBound), numbers.number(range.upperBound))
    }

    var moments: ExactMoments { state.numbers?.moments ?? ExactMoments() }

    var shape: CentralMoments {
        if let shape = state.numbers?.sketches?.shape { return shape }
        var shape = CentralMoments()
        let sample = sample
        sample?.numbers.withUnsafeBufferPointer { numbers in
            sample?.counts.withUnsafeBufferPointer { shape.add(numbers, counts: $0) }
        }
        return shape
    }

    var zeroCount: Int64 { state.numbers?.zeroCount ?? 0 }

    var negativeCount: Int64 { state.numbers?.negativeCount ?? 0 }

    var emptyCount: Int64 { state.texts?.emptyCount ?? state.lists?.emptyCount ?? 0 }

    var distinctCount: Int {
        (state.numbers?.distinct ?? state.texts?.values.distinct ?? state.lists?.values.distinct)?.count ?? 0
    }

    var lengths: WeightedSample? { state.texts?.characters.sample }

    var textCounts: [String: Int64] {
        guard let values = state.texts?.values ?? state.lists?.values else { return [:] }
        return values.counts
            ?? Dictionary(
                (values.sketches?.frequent.mostFrequent() ?? []).map { ($0.item, $0.count) }
            ) { first, _ in first }
    }

    func exactCounts() throws(DataError) -> [Int64] {
        if let counts = (state.texts?.values ?? state.lists?.values)?.counts { return Array(counts.values) }
        guard let runs = state.numbers?.runs else {
            throw StateFacts.needsRows("how often each value of \(state.name) occurs")
        }
        let special = nonFinite
        return runs.counts + [special.nan, special.below, special.above].filter { $0 > 0 }
    }
}

extension NumberState {
    /// The value of a sortable word.
    func value(of key: UInt64, _ type: ColumnType) -> Value {
        switch type {
        case .bool: .bool(SortableKey.integer(key) != 0)
        case .timestamp: .timestamp(Timestamp(microseconds: SortableKey.integer(key)))
        case .float: .float(Float(SortableKey.number(key)))
        case .double: .double(SortableKey.number(key))
        case .int64, .string, .stringList: .int64(SortableKey.integer(key))
        }
    }
}
