import MLCore

/// Counts of a fixed list of categories, with everything else in one bucket, so that memory is bounded.
public struct CategoryHistogram: Sendable, Hashable {
    /// The categories that are counted by name, unique.
    public let categories: [String]
    /// The count of each category.
    public private(set) var counts: [Int64]
    /// Values that are none of the categories: unseen in the reference, or too rare there.
    public private(set) var other: Int64 = 0
    /// Missing values.
    public private(set) var missing: Int64 = 0
    private let positions: [String: Int]

    /// The most categories there may be.
    public static let maximumCount = 100_000

    /// Creates an empty histogram.
    ///
    /// - Parameter categories: The categories that are counted by name, unique.
    /// - Throws: ``StatisticsError`` with code `invalidArgument` for a repeated category or too many of them.
    public init(categories: [String]) throws(StatisticsError) {
        guard categories.count <= Self.maximumCount else {
            throw StatisticsError(.invalidArgument, "\(categories.count) categories", at: "category histogram")
        }
        var positions: [String: Int] = [:]
        for (position, category) in categories.enumerated() {
            guard positions.updateValue(position, forKey: category) == nil else {
                throw StatisticsError(
                    .invalidArgument, "the category \"\(category)\" occurs twice", at: "category histogram")
            }
        }
        self.categories = categories
        self.positions = positions
        counts = [Int64](repeating: 0, count: categories.count)
    }

    /// Counts a value.
    public mutating func add(_ category: String) {
        if let position = positions[category] {
            counts[position] = counts[position].addingClamped(1)
        } else {
            other = other.addingClamped(1)
        }
    }

    /// Counts a missing value.
    public mutating func addMissing() { missing = missing.addingClamped(1) }

    /// Adds the counts of another histogram.
    ///
    /// - Throws: ``StatisticsError`` with code `incompatibleStates` when the categories differ; nothing is changed then.
    public mutating func merge(_ histogram: CategoryHistogram) throws(StatisticsError) {
        guard categories == histogram.categories else {
            throw StatisticsError(
                .incompatibleStates, "histograms with different categories", at: "merge",
                remedy: "Make both histograms with the categories of one reference.")
        }
        for position in counts.indices { counts[position] = counts[position].addingClamped(histogram.counts[position]) }
        other = other.addingClamped(histogram.other)
        missing = missing.addingClamped(histogram.missing)
    }

    /// How many values were counted, missing ones included.
    public var totalCount: Int64 { allCounts.reduce(0) { $0.addingClamped($1) } }

    /// All counts: each category, then other values and missing ones.
    public var allCounts: [Int64] { counts + [other, missing] }

    /// The most frequent values of a sample, by falling count and then by name.
    ///
    /// - Parameters:
    ///   - values: The sample.
    ///   - limit: How many categories at most; at least 0.
    /// - Returns: The categories, unique.
    public static func mostFrequent(_ values: some Sequence<String>, limit: Int) -> [String] {
        var counts: [String: Int] = [:]
        for value in values { counts[value, default: 0] += 1 }
        return counts.sorted { ($1.value, $0.key) < ($0.value, $1.key) }.prefix(max(0, limit)).map(\.key)
    }
}

extension CategoryHistogram: Codable {
    private enum CodingKeys: String, CodingKey {
        case categories, counts, other, missing
    }

    /// Decodes categories and counts.
    ///
    /// - Throws: `DecodingError` for a wrong number of counts or a negative one, or ``StatisticsError``.
    public init(from decoder: any Decoder) throws {
        let container = try decoder.container(keyedBy: CodingKeys.self)
        try self.init(categories: try container.decode([String].self, forKey: .categories))
        counts = try container.decode([Int64].self, forKey: .counts)
        other = try container.decode(Int64.self, forKey: .other)
        missing = try container.decode(Int64.self, forKey: .missing)
        guard counts.count == categories.count, allCounts.allSatisfy({ $0 >= 0 }) else {
            throw DecodingError.dataCorruptedError(
                forKey: .counts, in: container, debugDescription: "the counts do not fit the categories")
        }
    }

    /// Encodes categories and counts.
    ///
    /// - Throws: What the encoder throws.
    public func encode(to encoder: any Encoder) throws {
        var container = encoder.container(keyedBy: CodingKeys.self)
        try container.encode(categories, forKey: .categories)
        try container.encode(counts, forKey: .counts)
        try container.encode(other, forKey: .other)
        try container.encode(missing, forKey: .missing)
    }
}
