import MLCore

/// The most frequent values of a stream in bounded memory: the sketch of Misra and Gries with merging.
///
/// At most ``capacity`` values have counters. When there are more, the largest count that would not stay is subtracted
/// from all and the counters that reach zero are dropped (Misra and Gries, 1982; merging after Agarwal, Cormode, Huang,
/// Phillips, Wei and Yi, "Mergeable summaries", 2013). So for every value
/// `count(of:)` ≤ true count ≤ `count(of:)` + ``maximumError``, and ``maximumError`` ≤ ``total`` / (``capacity`` + 1):
/// every value that makes up more than that share of the stream has a counter. Merging keeps the bound.
///
/// While no counter was ever dropped all counts are exact, and the state depends on the values only. After that it
/// depends on their order and on how the stream was split; the bound holds for every order.
public struct FrequentItems<Item: Hashable & Comparable & Sendable>: Sendable, Hashable {
    /// How many values have counters at most.
    public let capacity: Int
    /// How many values were added.
    public internal(set) var total: Int64 = 0
    /// What a count can be too low by at most.
    public internal(set) var maximumError: Int64 = 0
    var counts: [Item: Int64] = [:]

    /// A value with its count.
    public struct Entry: Sendable, Hashable {
        /// The value.
        public let item: Item
        /// A lower bound of how often it was added; ``FrequentItems/maximumError`` more is the upper bound.
        public let count: Int64
    }

    /// Creates the sketch of nothing.
    ///
    /// - Parameter capacity: How many values have counters at most, from 1 to 1,000,000.
    /// - Throws: ``StatisticsError`` with code `invalidArgument`.
    public init(capacity: Int = 256) throws(StatisticsError) {
        guard capacity >= 1, capacity <= 1_000_000 else {
            throw StatisticsError(
                .invalidArgument, "a capacity of \(capacity)", at: "frequent items",
                remedy: "Capacities are from 1 to 1,000,000.")
        }
        self.init(checkedCapacity: capacity)
    }

    /// Creates the sketch of nothing; the capacity is from 1 to 1,000,000.
    package init(checkedCapacity capacity: Int) { self.capacity = capacity }

    /// Whether all counts are exact.
    public var isExact: Bool { maximumError == 0 }

    /// Adds a value.
    ///
    /// - Parameters:
    ///   - item: The value.
    ///   - count: How often; nothing happens for less than 1.
    /// - Complexity: O(1) amortised.
    public mutating func add(_ item: Item, count: Int64 = 1) {
        guard count > 0 else { return }
        total = total.addingClamped(count)
        counts[item, default: 0] = (counts[item] ?? 0).addingClamped(count)
        // Half as many again may wait, so that a trimming is shared by many values.
        if counts.count > capacity + capacity / 2 + 8 { trim() }
    }

    /// A lower bound of how often a value was added; 0 for one without a counter.
    public func count(of item: Item) -> Int64 { counts[item] ?? 0 }

    /// The values by falling count, equal ones in their own order.
    ///
    /// - Parameter limit: How many at most.
    /// - Returns: Values with lower bounds of their counts.
    /// - Complexity: O(capacity · log capacity).
    public func mostFrequent(_ limit: Int = .max) -> [Entry] {
        let sorted = counts.sorted { ($1.value, $0.key) < ($0.value, $1.key) }
        return sorted.prefix(max(0, limit)).map { Entry(item: $0.key, count: $0.value) }
    }

    /// Adds the values of another sketch.
    ///
    /// - Throws: ``StatisticsError`` with code `incompatibleStates` when the capacities differ; nothing is changed then.
    public mutating func merge(_ other: FrequentItems) throws(StatisticsError) {
        guard capacity == other.capacity else {
            throw StatisticsError(
                .incompatibleStates, "sketches of capacity \(capacity) and \(other.capacity)", at: "merge",
                remedy: "Make both sketches with one capacity.")
        }
        total = total.addingClamped(other.total)
        maximumError = maximumError.addingClamped(other.maximumError)
        for (item, count) in other.counts { counts[item] = (counts[item] ?? 0).addingClamped(count) }
        trim()
    }

    /// Adds what a part of the stream holds besides its counters: values whose counts are not known but at most `most`.
    package mutating func addUncounted(total: Int64, most: Int64) {
        self.total = self.total.addingClamped(total)
        maximumError = maximumError.addingClamped(most)
    }

    /// Drops counters until `capacity` are left.
    package mutating func trim() {
        guard counts.count > capacity else { return }
        let cut = counts.values.sorted(by: >)[capacity]
        maximumError = maximumError.addingClamped(cut)
        counts = counts.compactMapValues { $0 > cut ? $0 - cut : nil }
    }
}

extension FrequentItems: Codable where Item: Codable {
    private enum CodingKeys: String, CodingKey {
        case formatVersion, capacity, total, maximumError, items, counts
    }

    /// The version of the stored form that is written.
    public static var formatVersion: Int { 1 }

    /// Decodes a state and continues from it.
    ///
    /// - Throws: `DecodingError` for an unknown version, or a state that no values can give.
    public init(from decoder: any Decoder) throws {
        let container = try decoder.container(keyedBy: CodingKeys.self)
        func malformed(_ key: CodingKeys, _ text: String) -> DecodingError {
            .dataCorruptedError(forKey: key, in: container, debugDescription: text)
        }
        let version = try container.decode(Int.self, forKey: .formatVersion)
        guard version == Self.formatVersion else {
            throw malformed(
                .formatVersion, "a sketch of format version \(version); this build reads \(Self.formatVersion)")
        }
        let capacity = try container.decode(Int.self, forKey: .capacity)
        guard capacity >= 1, capacity <= 1_000_000 else { throw malformed(.capacity, "a capacity of \(capacity)") }
        self.init(checkedCapacity: capacity)
        total = try container.decode(Int64.self, forKey: .total)
        maximumError = try container.decode(Int64.self, forKey: .maximumError)
        let items = try container.decode([Item].self, forKey: .items)
        let values = try container.decode([Int64].self, forKey: .counts)
        counts = Dictionary(zip(items, values)) { first, _ in first }
        var sum: Int64 = 0
        for value in values { sum = sum.addingClamped(max(0, value)) }
        guard items.count == values.count, counts.count == items.count, items.count <= 2 * capacity + 8,
            values.allSatisfy({ $0 > 0 }), sum <= total, maximumError >= 0, maximumError <= total
        else { throw malformed(.counts, "the counts do not fit the items or their total") }
    }

    /// Encodes the state, the most frequent values first; equal states have equal encodings.
    ///
    /// - Throws: What the encoder throws.
    public func encode(to encoder: any Encoder) throws {
        var container = encoder.container(keyedBy: CodingKeys.self)
        try container.encode(Self.formatVersion, forKey: .formatVersion)
        try container.encode(capacity, forKey: .capacity)
        try container.encode(total, forKey: .total)
        try container.encode(maximumError, forKey: .maximumError)
        let entries = mostFrequent()
        try container.encode(entries.map(\.item), forKey: .items)
        try container.encode(entries.map(\.count), forKey: .counts)
    }
}
