import MLCore

/// Counts of numbers in fixed bins, with everything that is no number in the bins counted by kind.
///
/// Counts are whole numbers: adding values in any order and merging parts in any order give equal histograms.
public struct FixedHistogram: Sendable, Hashable {
    /// The bins.
    public let edges: BinEdges
    /// The count of each bin.
    public private(set) var counts: [Int64]
    /// Finite numbers below the range of the bins.
    public private(set) var below: Int64 = 0
    /// Finite numbers above the range of the bins.
    public private(set) var above: Int64 = 0
    /// Missing values.
    public private(set) var missing: Int64 = 0
    /// NaN: a computation had no result.
    public private(set) var nan: Int64 = 0
    /// Positive infinities.
    public private(set) var positiveInfinity: Int64 = 0
    /// Negative infinities.
    public private(set) var negativeInfinity: Int64 = 0

    /// Creates an empty histogram.
    public init(edges: BinEdges) {
        self.edges = edges
        counts = [Int64](repeating: 0, count: edges.count)
    }

    /// Counts a number.
    public mutating func add(_ number: Double) {
        guard number.isFinite else {
            if number.isNaN {
                nan = nan.addingClamped(1)
            } else if number > 0 {
                positiveInfinity = positiveInfinity.addingClamped(1)
            } else {
                negativeInfinity = negativeInfinity.addingClamped(1)
            }
            return
        }
        switch edges.place(of: number) {
        case .bin(let bin): counts[bin] = counts[bin].addingClamped(1)
        case .below: below = below.addingClamped(1)
        case .above: above = above.addingClamped(1)
        }
    }

    /// Counts a finite number so many times.
    package mutating func add(_ number: Double, count: Int64) {
        switch edges.place(of: number) {
        case .bin(let bin): counts[bin] = counts[bin].addingClamped(count)
        case .below: below = below.addingClamped(count)
        case .above: above = above.addingClamped(count)
        }
    }

    /// Counts a missing value.
    public mutating func addMissing() { missing = missing.addingClamped(1) }

    /// Adds the counts of another histogram.
    ///
    /// - Throws: ``StatisticsError`` with code `incompatibleStates` when the bins differ; nothing is changed then.
    public mutating func merge(_ other: FixedHistogram) throws(StatisticsError) {
        guard edges == other.edges else {
            throw StatisticsError(
                .incompatibleStates, "histograms with different bins", at: "merge",
                remedy: "Make both histograms with the bins of one reference.")
        }
        for bin in counts.indices { counts[bin] = counts[bin].addingClamped(other.counts[bin]) }
        below = below.addingClamped(other.below)
        above = above.addingClamped(other.above)
        missing = missing.addingClamped(other.missing)
        nan = nan.addingClamped(other.nan)
        positiveInfinity = positiveInfinity.addingClamped(other.positiveInfinity)
        negativeInfinity = negativeInfinity.addingClamped(other.negativeInfinity)
    }

    /// How many finite numbers were counted.
    public var finiteCount: Int64 { counts.reduce(below.addingClamped(above)) { $0.addingClamped($1) } }

    /// How many values were counted, missing ones included.
    public var totalCount: Int64 { allCounts.reduce(0) { $0.addingClamped($1) } }

    /// The counts in ascending order of the finite numbers: below, each bin, above.
    public var finiteCounts: [Int64] { [below] + counts + [above] }

    /// All counts: below, each bin, above, then −∞, +∞, NaN and missing.
    public var allCounts: [Int64] { finiteCounts + [negativeInfinity, positiveInfinity, nan, missing] }
}

extension FixedHistogram: Codable {
    private enum CodingKeys: String, CodingKey {
        case edges, counts, below, above, missing, nan, positiveInfinity, negativeInfinity
    }

    /// Decodes bins and counts.
    ///
    /// - Throws: `DecodingError` for a wrong number of counts or a negative one.
    public init(from decoder: any Decoder) throws {
        let container = try decoder.container(keyedBy: CodingKeys.self)
        edges = try container.decode(BinEdges.self, forKey: .edges)
        counts = try container.decode([Int64].self, forKey: .counts)
        below = try container.decode(Int64.self, forKey: .below)
        above = try container.decode(Int64.self, forKey: .above)
        missing = try container.decode(Int64.self, forKey: .missing)
        nan = try container.decode(Int64.self, forKey: .nan)
        positiveInfinity = try container.decode(Int64.self, forKey: .positiveInfinity)
        negativeInfinity = try container.decode(Int64.self, forKey: .negativeInfinity)
        guard counts.count == edges.count, allCounts.allSatisfy({ $0 >= 0 }) else {
            throw DecodingError.dataCorruptedError(
                forKey: .counts, in: container, debugDescription: "the counts do not fit the bins")
        }
    }
}
