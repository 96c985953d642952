import MLCore
import MLStatistics

/// What several expectations need to know of a column, found out once.
final class ColumnFacts {
    let column: Column

    init(_ column: Column) { self.column = column }

    /// The finite numbers, truth values or times in ascending order.
    private(set) lazy var runs: ValueRuns = {
        let scratch = KeyScratch(capacity: column.count)
        let keys = scratch.gather(column, 0..<column.count).words
        return ValueRuns(sorting: keys, scratch.spare(keys.count))
    }()

    /// The finite numbers with their counts, times in microseconds; `nil` when there are none.
    private(set) lazy var sample: WeightedSample? = {
        let isInteger = column.type == .int64 || column.type == .bool || column.type == .timestamp
        return WeightedSample(
            ascending: runs.keys.map { isInteger ? Double(SortableKey.integer($0)) : SortableKey.number($0) },
            counts: runs.counts)
    }()

    private(set) lazy var moments: ExactMoments = {
        var moments = ExactMoments()
        let memory = SignificandSums()
        let block = 1 << 14
        var numbers: [Double] = []
        numbers.reserveCapacity(min(block, column.count))
        for chunk in stride(from: 0, to: column.count, by: block) {
            numbers.removeAll(keepingCapacity: true)
            column.appendFinite(chunk..<min(chunk + block, column.count), to: &numbers)
            numbers.withUnsafeBufferPointer { moments.add($0, using: memory) }
        }
        return moments
    }()

    /// The texts or lists as texts.
    private(set) lazy var texts: TextBlock? = column.texts.map {
        TextBlock($0, validity: column.validity, rows: 0..<column.count)
    }

    /// How often each distinct value occurs.
    private(set) lazy var counts: [Int64] = {
        if let texts, texts.isASCII { return texts.entries.map(\.count) }
        if column.type == .string || column.lists != nil { return column.codes().counts.map(Int64.init) }
        let special = column.nonFinite
        return runs.counts + [special.nan, special.below, special.above].filter { $0 > 0 }
    }()

    /// The numbers of characters of the texts with how often each occurs.
    private(set) lazy var lengths: WeightedSample? = {
        guard let texts else { return nil }
        var lengths = LengthCounts()
        for (entry, content) in texts.entries.enumerated() {
            texts.withUTF8(entry) { lengths.add(TextMeasure.characterCount($0), content.count) }
        }
        let runs = lengths.runs
        return WeightedSample(
            ascending: runs.keys.map { Double(SortableKey.integer($0)) }, counts: runs.counts)
    }()
}

extension Column {
    /// The numbers of NaN, −∞ and +∞ among the present values.
    var nonFinite: (nan: Int64, below: Int64, above: Int64) {
        guard type == .double || type == .float else { return (0, 0, 0) }
        let found = KeyScratch(capacity: count).gather(self, 0..<count)
        return (found.nan, found.below, found.above)
    }

    /// Appends the present finite numbers of some rows, truth values as 0 and 1, times in microseconds.
    func appendFinite(_ rows: Range<Int>, to numbers: inout [Double]) {
        let hasMissing = validity.hasMissing
        switch storage {
        case .bool(let values):
            for row in rows where !hasMissing || validity[row] { numbers.append(values[row] ? 1 : 0) }
        case .int64(let values), .timestamp(let values):
            for row in rows where !hasMissing || validity[row] { numbers.append(Double(values[row])) }
        case .double(let values):
            for row in rows where values[row].isFinite && (!hasMissing || validity[row]) { numbers.append(values[row]) }
        case .float(let values):
            for row in rows where values[row].isFinite && (!hasMissing || validity[row]) {
                numbers.append(Double(values[row]))
            }
        case .string, .stringList: break
        }
    }
}

/// The facts of the columns of a table.
final class TableFacts {
    let frame: DataFrame
    private var columns: [String: ColumnFacts] = [:]

    init(_ frame: DataFrame) { self.frame = frame.decoded() }

    /// The facts of a column.
    func column(_ name: String) throws(DataError) -> ColumnFacts {
        if let facts = columns[name] { return facts }
        let facts = ColumnFacts(try frame.column(name))
        columns[name] = facts
        return facts
    }
}

extension ColumnFacts: StatisticSource {
    var type: ColumnType { column.type }

    var rowCount: Int { column.count }

    var missingCount: Int { column.missingCount }

    var nonFinite: (nan: Int64, below: Int64, above: Int64) { column.nonFinite }

    var extremes: (least: Double, most: Double)? {
        guard let least = sample?.numbers.first, let most = sample?.numbers.last else { return nil }
        return (least, most)
    }

    var shape: CentralMoments {
        var shape = CentralMoments()
        sample?.numbers.withUnsafeBufferPointer { numbers in
            sample?.counts.withUnsafeBufferPointer { shape.add(numbers, counts: $0) }
        }
        return shape
    }

    var zeroCount: Int64 { count { $0 == 0 } }

    var negativeCount: Int64 { count { $0 < 0 } }

    private func count(where isCounted: (Double) -> Bool) -> Int64 {
        guard let sample else { return 0 }
        return zip(sample.numbers, sample.counts).reduce(0) { sum, run in isCounted(run.0) ? sum + run.1 : sum }
    }

    var emptyCount: Int64 {
        if let texts = column.texts {
            return Int64((0..<column.count).count { column.validity[$0] && texts.byteCount(at: $0) == 0 })
        }
        guard let lists = column.lists else { return 0 }
        return Int64((0..<column.count).count { column.validity[$0] && lists.range(at: $0).isEmpty })
    }

    var distinctCount: Int { counts.count }

    func exactCounts() throws(DataError) -> [Int64] { counts }

    var textCounts: [String: Int64] {
        var counts = TextCounts()
        let unlimited = ProfileConfiguration(distinctLimit: .max)
        if let texts { counts.add(texts, unlimited) }
        if let lists = column.lists {
            var state = ListState()
            state.add(lists, column.validity, 0..<column.count, unlimited)
            return state.values.counts ?? [:]
        }
        return counts.counts ?? [:]
    }
}
