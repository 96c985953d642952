import MLCore
public import MLStatistics

/// The values of one signal, counted in the bins or categories of the reference.
///
/// All counts are whole numbers and the sum is exact: neither the order of records nor how parts are merged matters.
public struct SignalCounts: Sendable, Hashable {
    /// The counts of numbers in fixed bins; `nil` for categories.
    public private(set) var numbers: FixedHistogram?
    /// The counts of categories of a fixed list; `nil` for numbers.
    public private(set) var categories: CategoryHistogram?
    /// The exact sum of the finite numbers; zero for categories.
    public private(set) var sum = ExactSum()
    /// Records whose value has a type that the signal cannot read.
    public private(set) var unreadable: Int64 = 0
    /// Records whose value could be read or was missing.
    public private(set) var recordCount: Int64 = 0

    init(bins: BinEdges) { numbers = FixedHistogram(edges: bins) }

    init(categories: CategoryHistogram) { self.categories = categories }

    /// The mean of the finite numbers, or `nil` when there is none.
    public var mean: Double? {
        guard let count = numbers?.finiteCount, count > 0 else { return nil }
        return sum.value / Double(count)
    }

    /// All counts in a fixed order: finite numbers by bin, then −∞, +∞, NaN and missing; or categories by name, then
    /// others and missing.
    public var allCounts: [Int64] { numbers?.allCounts ?? categories?.allCounts ?? [] }

    /// How many values were counted, missing ones included.
    public var valueCount: Int64 { numbers?.totalCount ?? categories?.totalCount ?? 0 }

    /// The same bins or categories without counts.
    func emptied() throws(StatisticsError) -> SignalCounts {
        if let categories {
            return SignalCounts(categories: try CategoryHistogram(categories: categories.categories))
        }
        if let numbers { return SignalCounts(bins: numbers.edges) }
        return SignalCounts(bins: try BinEdges(cuts: []))
    }

    /// Whether both count in the same bins or categories.
    func isCompatible(with other: SignalCounts) -> Bool {
        numbers?.edges == other.numbers?.edges && categories?.categories == other.categories?.categories
    }

    mutating func add(_ reading: SignalReading) {
        switch reading {
        case .number(let number) where numbers != nil:
            numbers?.add(number)
            if number.isFinite { sum.add(number) }
        case .category(let category) where categories != nil: categories?.add(category)
        case .categories(let list) where categories != nil:
            for category in list { categories?.add(category) }
        case .missing:
            numbers?.addMissing()
            categories?.addMissing()
        default:
            unreadable = unreadable.addingClamped(1)
            return
        }
        recordCount = recordCount.addingClamped(1)
    }

    mutating func merge(_ other: SignalCounts) throws(StatisticsError) {
        guard isCompatible(with: other) else {
            throw StatisticsError(.incompatibleStates, "counts in different bins", at: "merge")
        }
        if let histogram = other.numbers { try numbers?.merge(histogram) }
        if let histogram = other.categories { try categories?.merge(histogram) }
        sum.merge(other.sum)
        unreadable = unreadable.addingClamped(other.unreadable)
        recordCount = recordCount.addingClamped(other.recordCount)
    }
}

extension SignalCounts: Codable {
    private enum CodingKeys: String, CodingKey {
        case numbers, categories, sum, unreadable, recordCount
    }

    /// Decodes the counts.
    ///
    /// - Throws: `DecodingError` when there is not exactly one histogram or a count is negative.
    public init(from decoder: any Decoder) throws {
        let container = try decoder.container(keyedBy: CodingKeys.self)
        numbers = try container.decodeIfPresent(FixedHistogram.self, forKey: .numbers)
        categories = try container.decodeIfPresent(CategoryHistogram.self, forKey: .categories)
        sum = try container.decode(ExactSum.self, forKey: .sum)
        unreadable = try container.decode(Int64.self, forKey: .unreadable)
        recordCount = try container.decode(Int64.self, forKey: .recordCount)
        guard (numbers == nil) != (categories == nil), unreadable >= 0, recordCount >= 0 else {
            throw DecodingError.dataCorruptedError(
                forKey: .numbers, in: container, debugDescription: "a signal has one histogram and no negative count")
        }
    }
}
