import MLStatistics

/// How often each text occurs: exact counts up to a limit of distinct ones, sketches beyond.
///
/// While counts are exact, texts are the same when they are equal as strings; the sketches tell them apart by bytes.
struct TextCounts: Sendable, Hashable, Codable {
    /// What answers when there are too many distinct texts.
    struct Sketches: Sendable, Hashable, Codable {
        var distinct: HyperLogLog
        var frequent: FrequentItems<String>
    }

    /// The counts while there are few distinct texts, else `nil`.
    var counts: [String: Int64]? = [:]
    var sketches: Sketches?

    /// Adds texts that differ from each other.
    mutating func add(_ block: TextBlock, _ configuration: ProfileConfiguration) {
        if sketches == nil {
            for entry in block.entries.indices {
                counts?[block.text(entry), default: 0] += block.entries[entry].count
            }
            if counts?.count ?? 0 > configuration.distinctLimit { beginSketching(configuration) }
            return
        }
        guard var sketches else { return }
        self.sketches = nil
        for entry in block.entries { sketches.distinct.add(hash: entry.hash) }
        // Strings are made only for texts that may be among the frequent ones.
        let repeats = block.entries.map(\.count)
        let cut = CountCut.cut(repeats, capacity: sketches.frequent.capacity)
        var rest: Int64 = 0
        for (entry, count) in repeats.enumerated() {
            if count > cut { sketches.frequent.add(block.text(entry), count: count - cut) }
            rest = rest.addingClamped(min(count, cut))
        }
        if cut > 0 { sketches.frequent.addUncounted(total: rest, most: cut) }
        sketches.frequent.trim()
        self.sketches = sketches
    }

    /// Adds one text.
    mutating func add(_ text: String, count: Int64, _ configuration: ProfileConfiguration) {
        if sketches == nil {
            counts?[text, default: 0] += count
            if counts?.count ?? 0 > configuration.distinctLimit { beginSketching(configuration) }
        } else {
            sketches?.distinct.add(text)
            sketches?.frequent.add(text, count: count)
        }
    }

    /// Adds the texts of another state.
    mutating func merge(_ other: TextCounts, _ configuration: ProfileConfiguration) throws(StatisticsError) {
        if let theirs = other.sketches {
            if sketches == nil { beginSketching(configuration) }
            try sketches?.distinct.merge(theirs.distinct)
            try sketches?.frequent.merge(theirs.frequent)
        } else if let added = other.counts {
            // In a fixed order, as counters of sketches depend on it.
            for (text, count) in sketches == nil ? Array(added) : added.sorted(by: { $0.key < $1.key }) {
                add(text, count: count, configuration)
            }
        }
    }

    private mutating func beginSketching(_ configuration: ProfileConfiguration) {
        let held = (counts ?? [:]).sorted { $0.key < $1.key }
        counts = nil
        var sketches = Sketches(
            distinct: HyperLogLog(checkedPrecision: configuration.distinctPrecision),
            frequent: FrequentItems(checkedCapacity: configuration.frequentCapacity))
        for (text, _) in held { sketches.distinct.add(text) }
        sketches.frequent.add(held.map(\.key), held.map(\.value))
        self.sketches = sketches
    }

    /// How many distinct texts there are.
    var distinct: ColumnProfile.DistinctCount {
        ColumnProfile.DistinctCount(
            count: counts?.count ?? sketches?.distinct.roundedEstimate ?? 0, isExact: counts != nil)
    }

    /// The most frequent texts.
    func top(_ limit: Int, name: (String) -> String) -> [ColumnProfile.Frequency] {
        if let counts {
            return ColumnProfile.Frequency.top(counts.map { ($0.key, $0.value) }, limit, error: 0, name: name)
        }
        guard let frequent = sketches?.frequent else { return [] }
        return ColumnProfile.Frequency.top(
            frequent.mostFrequent().map { ($0.item, $0.count) }, limit, error: frequent.maximumError, name: name)
    }
}

extension ColumnProfile.Frequency {
    /// The most frequent values by falling count, then by name.
    ///
    /// Counts that may be too low by more than they are say nothing and are left out.
    static func top<Item>(
        _ counts: [(item: Item, count: Int64)], _ limit: Int, error: Int64, name: (Item) -> String
    ) -> [Self] {
        let sure = counts.filter { $0.count > error }
        // Names are made only for what can be among the first.
        let least = sure.map(\.count).sorted(by: >).prefix(limit).last ?? .max
        let candidates = sure.filter { $0.count >= least }.map { entry in
            Self(
                value: String(name(entry.item).prefix(80)), count: Int(entry.count),
                possibleExcess: error > 0 ? Int(error) : nil)
        }
        return Array(candidates.sorted { ($1.count, $0.value) < ($0.count, $1.value) }.prefix(limit))
    }
}
