import MLCore

/// The bins of numbers, fixed once on a reference so that every later histogram is comparable.
///
/// Bin `i` holds the numbers from ``cuts``[i − 1] up to but without ``cuts``[i]. The outer bins are open to infinity
/// unless the bins have a ``range``: then numbers outside of it belong to no bin, and its upper end belongs to the last
/// bin, as in `numpy.histogram`.
public struct BinEdges: Sendable, Hashable {
    /// The finite range of the bins.
    public struct Range: Sendable, Hashable, Codable {
        /// The lower end of the first bin.
        public let lower: Double
        /// The upper end of the last bin, which belongs to it.
        public let upper: Double
    }

    /// The inner borders, strictly ascending; one fewer than there are bins.
    public let cuts: [Double]
    /// The range of the bins, or `nil` when the outer bins are open.
    public let range: Range?

    /// The most bins there may be.
    public static let maximumCount = 100_000

    /// Where a finite number belongs.
    public enum Place: Sendable, Hashable {
        /// In the bin of this position.
        case bin(Int)
        /// Below the range.
        case below
        /// Above the range.
        case above
    }

    /// Creates bins that are open at both ends.
    ///
    /// - Parameter cuts: The inner borders, finite and strictly ascending; may be empty.
    /// - Throws: ``StatisticsError`` with code `invalidArgument`.
    public init(cuts: [Double]) throws(StatisticsError) { try self.init(cuts: cuts, range: nil) }

    /// Creates bins of a range.
    ///
    /// - Parameters:
    ///   - cuts: The inner borders, strictly ascending and inside the range; may be empty.
    ///   - lower: The lower end, finite.
    ///   - upper: The upper end, finite and at least `lower`.
    /// - Throws: ``StatisticsError`` with code `invalidArgument`.
    public init(cuts: [Double], lower: Double, upper: Double) throws(StatisticsError) {
        try self.init(cuts: cuts, range: Range(lower: lower, upper: upper))
    }

    init(cuts: [Double], range: Range?) throws(StatisticsError) {
        guard cuts.count < Self.maximumCount else {
            throw StatisticsError(.invalidArgument, "\(cuts.count + 1) bins", at: "bin edges")
        }
        var previous = range?.lower ?? -.infinity
        for (position, cut) in cuts.enumerated() {
            guard cut.isFinite, cut > previous else {
                throw StatisticsError(
                    .invalidArgument, "the cut \(cut) does not follow \(previous)", at: "bin edges, cut \(position)")
            }
            previous = cut
        }
        if let range {
            let isInside = cuts.isEmpty ? range.lower <= range.upper : previous < range.upper
            guard range.lower.isFinite, range.upper.isFinite, isInside else {
                throw StatisticsError(
                    .invalidArgument, "the range from \(range.lower) to \(range.upper)", at: "bin edges")
            }
        }
        self.cuts = cuts
        self.range = range
    }

    /// The number of bins.
    public var count: Int { cuts.count + 1 }

    /// Where a finite number belongs.
    ///
    /// - Parameter number: A number that is not NaN.
    /// - Returns: The bin, or the side on which it lies outside of the range.
    /// - Complexity: O(log bins).
    public func place(of number: Double) -> Place {
        if let range {
            if number < range.lower { return .below }
            if number > range.upper { return .above }
        }
        var (low, high) = (0, cuts.count)
        while low < high {
            let middle = (low + high) / 2
            if cuts[middle] <= number { low = middle + 1 } else { high = middle }
        }
        return .bin(low)
    }
}

extension BinEdges: Codable {
    private enum CodingKeys: String, CodingKey {
        case cuts, range
    }

    /// Decodes the borders.
    ///
    /// - Throws: `DecodingError`, or ``StatisticsError`` with code `invalidArgument`.
    public init(from decoder: any Decoder) throws {
        let container = try decoder.container(keyedBy: CodingKeys.self)
        try self.init(
            cuts: try container.decode([Double].self, forKey: .cuts),
            range: try container.decodeIfPresent(Range.self, forKey: .range))
    }

    /// Encodes the borders.
    ///
    /// - Throws: What the encoder throws.
    public func encode(to encoder: any Encoder) throws {
        var container = encoder.container(keyedBy: CodingKeys.self)
        try container.encode(cuts, forKey: .cuts)
        try container.encodeIfPresent(range, forKey: .range)
    }
}
