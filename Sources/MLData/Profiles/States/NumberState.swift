import MLStatistics

/// What is known of numbers so far: exact counts of every value up to a limit of distinct ones, sketches beyond.
struct NumberState: Sendable, Hashable, Codable {
    /// What the sortable words of the values are.
    enum Kind: String, Sendable, Hashable, Codable {
        case integers, numbers
    }

    /// What answers when there are too many distinct values.
    struct Sketches: Sendable, Hashable, Codable {
        var distinct: HyperLogLog
        var quantiles: KLLSketch
        var frequent: FrequentItems<UInt64>
        var shape: CentralMoments
    }

    let kind: Kind
    /// How many finite numbers were added.
    var count: Int64 = 0
    var nanCount: Int64 = 0
    var negativeInfinityCount: Int64 = 0
    var positiveInfinityCount: Int64 = 0
    var zeroCount: Int64 = 0
    var negativeCount: Int64 = 0
    /// Whether all numbers were whole.
    var isWhole = true
    /// The smallest and the largest number, as sortable words.
    var range: ClosedRange<UInt64>?
    var moments = ExactMoments()
    /// All values while there are few, else `nil`.
    var runs: ValueRuns? = ValueRuns()
    var sketches: Sketches?

    init(_ kind: Kind) { self.kind = kind }

    /// The number of a sortable word.
    @inline(__always)
    func number(_ key: UInt64) -> Double {
        kind == .integers ? Double(SortableKey.integer(key)) : SortableKey.number(key)
    }

    /// Adds values that are no finite numbers.
    mutating func count(nan: Int64, below: Int64, above: Int64) {
        nanCount = nanCount.addingClamped(nan)
        negativeInfinityCount = negativeInfinityCount.addingClamped(below)
        positiveInfinityCount = positiveInfinityCount.addingClamped(above)
    }

    /// Adds runs of values.
    mutating func add(_ added: ValueRuns, _ configuration: ProfileConfiguration) {
        guard let first = added.keys.first, let last = added.keys.last else { return }
        range = min(range?.lowerBound ?? first, first)...max(range?.upperBound ?? last, last)
        let kind = kind
        let numbers = added.keys.map { key in
            kind == .integers ? Double(SortableKey.integer(key)) : SortableKey.number(key)
        }
        for (number, repeats) in zip(numbers, added.counts) {
            count = count.addingClamped(repeats)
            if number == 0 { zeroCount = zeroCount.addingClamped(repeats) }
            if number < 0 { negativeCount = negativeCount.addingClamped(repeats) }
            if isWhole, number != number.rounded() || number.magnitude >= 0x1p53 { isWhole = false }
        }
        numbers.withUnsafeBufferPointer { numbers in
            added.counts.withUnsafeBufferPointer { moments.add(numbers, counts: $0) }
        }
        if sketches == nil {
            runs?.merge(added)
            if runs?.keys.count ?? 0 > configuration.distinctLimit { beginSketching(configuration) }
        } else {
            sketch(added, numbers)
        }
    }

    /// Adds the numbers of another state.
    mutating func merge(_ other: NumberState, _ configuration: ProfileConfiguration) throws(StatisticsError) {
        count = count.addingClamped(other.count)
        nanCount = nanCount.addingClamped(other.nanCount)
        negativeInfinityCount = negativeInfinityCount.addingClamped(other.negativeInfinityCount)
        positiveInfinityCount = positiveInfinityCount.addingClamped(other.positiveInfinityCount)
        zeroCount = zeroCount.addingClamped(other.zeroCount)
        negativeCount = negativeCount.addingClamped(other.negativeCount)
        isWhole = isWhole && other.isWhole
        if let added = other.range {
            range =
                min(
                    range?.lowerBound ?? added.lowerBound, added.lowerBound)...max(
                    range?.upperBound ?? added.upperBound, added.upperBound)
        }
        moments.merge(other.moments)
        if let theirs = other.sketches {
            if sketches == nil { beginSketching(configuration) }
            try sketches?.merge(theirs)
        } else if let added = other.runs {
            if sketches == nil {
                runs?.merge(added)
                if runs?.keys.count ?? 0 > configuration.distinctLimit { beginSketching(configuration) }
            } else {
                sketch(added, added.keys.map(number))
            }
        }
    }

    mutating func beginSketching(_ configuration: ProfileConfiguration) {
        let held = runs ?? ValueRuns()
        runs = nil
        sketches = Sketches(
            distinct: HyperLogLog(checkedPrecision: configuration.distinctPrecision),
            quantiles: KLLSketch(checkedSize: configuration.quantileSize, seed: configuration.seed),
            frequent: FrequentItems(checkedCapacity: configuration.frequentCapacity), shape: CentralMoments())
        sketch(held, held.keys.map(number))
    }

    private mutating func sketch(_ added: ValueRuns, _ numbers: [Double]) {
        guard var sketches else { return }
        self.sketches = nil
        for key in added.keys { sketches.distinct.add(hash: StableHash.hash(key)) }
        numbers.withUnsafeBufferPointer { numbers in
            added.counts.withUnsafeBufferPointer { counts in
                sketches.quantiles.add(ascending: numbers, counts: counts)
                sketches.shape.add(numbers, counts: counts)
            }
        }
        sketches.frequent.add(added.keys, added.counts)
        self.sketches = sketches
    }
}

extension NumberState.Sketches {
    mutating func merge(_ other: Self) throws(StatisticsError) {
        try distinct.merge(other.distinct)
        try quantiles.merge(other.quantiles)
        try frequent.merge(other.frequent)
        shape.merge(other.shape)
    }
}

extension FrequentItems {
    /// Adds many values with their counts, which differ from each other.
    mutating func add(_ items: [Item], _ counts: [Int64]) {
        let cut = CountCut.cut(counts, capacity: capacity)
        guard cut > 0 else {
            for (item, count) in zip(items, counts) { add(item, count: count) }
            return trim()
        }
        var rest: Int64 = 0
        for (index, count) in counts.enumerated() {
            if count > cut {
                add(items[index], count: count - cut)
                rest = rest.addingClamped(cut)
            } else {
                rest = rest.addingClamped(count)
            }
        }
        addUncounted(total: rest, most: cut)
        trim()
    }
}
