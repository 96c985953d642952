import MLCore
import MLStatistics

extension ColumnProfile {
    /// Describes a column.
    init(of column: Column, named name: String, distinctLimit: Int, topCount: Int) {
        self.name = name
        type = column.type
        rowCount = column.count
        missingCount = column.missingCount
        let codes = column.codes(limit: distinctLimit)
        distinct = DistinctCount(count: codes?.count ?? distinctLimit, isExact: codes != nil)
        topValues = codes.map { codes in
            Self.top(codes.counts, count: topCount) { column.uncheckedValue(at: codes.firstRows[$0]).description }
        }

        let present = (0..<column.count).lazy.filter { column.validity[$0] }
        let numbers = column.numbers.map { numbers in present.map { numbers[$0] } } ?? []
        nanCount = numbers.count { $0.isNaN }
        infiniteCount = numbers.count { $0.isInfinite }
        self.numbers = Distribution(numbers.filter(\.isFinite))

        var times: [Int64] = []
        if case .timestamp(let values) = column.storage { times = present.map { values[$0] } }
        earliest = times.min().map(Timestamp.init(microseconds:))
        latest = times.max().map(Timestamp.init(microseconds:))
        self.times = Self.histogram(ofTimes: times)

        let texts = column.texts
        characterCounts = texts.flatMap { texts in
            Distribution(present.map { Double(texts.withUTF8(at: $0, TextMeasure.characterCount)) })
        }
        wordCounts = texts.flatMap { texts in
            Distribution(present.map { Double(texts.withUTF8(at: $0, TextMeasure.wordCount)) })
        }
        let lists = column.lists
        elementCounts = lists.flatMap { lists in Distribution(present.map { Double(lists.range(at: $0).count) }) }
        emptyCount = present.count { row in
            texts.map { $0.byteCount(at: row) == 0 } ?? lists.map { $0.range(at: row).isEmpty } ?? false
        }
        let elements = lists.flatMap { Self.elements($0, limit: distinctLimit) }
        distinctElements = lists.map { _ in
            DistinctCount(count: elements?.names.count ?? distinctLimit, isExact: elements != nil)
        }
        topElements = elements.map { elements in
            Self.top(elements.counts, count: topCount) { elements.names[$0] }
        }
    }

    private static func top(_ counts: [Int], count: Int, name: (Int) -> String) -> [Frequency] {
        // Names are made only for what can be among the first.
        let least = counts.sorted(by: >).prefix(count).last ?? .max
        let candidates = counts.indices.filter { counts[$0] >= least }.map {
            Frequency(value: String(name($0).prefix(80)), count: counts[$0])
        }
        return Array(candidates.sorted { ($1.count, $0.value) < ($0.count, $1.value) }.prefix(count))
    }

    /// The distinct elements of lists and in how many rows each occurs, or `nil` when there are too many.
    private static func elements(_ lists: TextListBuffer, limit: Int) -> (names: [String], counts: [Int])? {
        var numbers: [String: Int] = [:]
        var names: [String] = []
        var counts: [Int] = []
        var lastRows: [Int] = []
        for row in 0..<lists.count {
            for index in lists.range(at: row) {
                let name = lists.texts.string(at: index)
                let number = numbers[name] ?? names.count
                if number == names.count {
                    guard number < limit else { return nil }
                    numbers[name] = number
                    names.append(name)
                    counts.append(0)
                    lastRows.append(-1)
                }
                if lastRows[number] != row { counts[number] += 1 }
                lastRows[number] = row
            }
        }
        return (names, counts)
    }
}

extension ColumnProfile.Distribution {
    /// Describes finite numbers; `nil` when there are none.
    init?(_ numbers: [Double]) {
        guard let sample = try? SortedSample(numbers), let minimum = sample.values.first,
            let maximum = sample.values.last,
            let quantiles = try? sample.quantiles(Self.quantileProbabilities)
        else { return nil }
        var moments = StreamingMoments()
        // In ascending order, so that the order of the rows does not matter.
        for number in sample.values { moments.add(number) }
        count = sample.count
        self.minimum = minimum
        self.maximum = maximum
        let center = moments.mean ?? minimum
        // The differences of numbers near both ends of the range overflow; halves do not.
        mean = center.isFinite ? center : minimum / 2 + maximum / 2
        standardDeviation = moments.standardDeviation.flatMap { $0.isFinite ? $0 : nil }
        self.quantiles = quantiles
        zeroCount = sample.values.count { $0 == 0 }
        negativeCount = sample.values.count { $0 < 0 }
        histogram = Self.histogram(of: sample, quantiles)
    }

    /// Such as `1 to 9, median 4, mean 4.2`.
    var summary: String {
        let numbers = [minimum, maximum, median].map { NumberText.formatted($0, decimals: $0 == $0.rounded() ? 0 : 3) }
        return "\(numbers[0]) to \(numbers[1]), median \(numbers[2]), mean \(NumberText.formatted(mean, decimals: 3))"
    }
}
