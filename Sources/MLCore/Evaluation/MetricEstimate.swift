/// The value of a metric on some rows, with its uncertainty and everything needed to compare it.
public struct MetricEstimate: Sendable, Hashable, Codable {
    /// The name of the metric.
    public let metric: String
    /// Whether more or less is better.
    public let direction: MetricDirection
    /// The value, or `nil` when it is undefined.
    public let value: Double?
    /// Why the value is undefined, or `nil`.
    public let undefinedReason: String?
    /// The number of rows behind the value.
    public let rowCount: Int
    /// The uncertainty of the value, when it was estimated.
    public let interval: ConfidenceInterval?
    /// The values on the bootstrap resamples, in the order of the resamples; `nil` where undefined.
    ///
    /// Two estimates on the same rows with the same ``Resampling`` have paired replicates: their differences
    /// are the bootstrap distribution of the difference.
    public let replicates: [Double?]

    /// Creates an estimate.
    public init(
        metric: String, direction: MetricDirection, value: MetricValue, rowCount: Int,
        interval: ConfidenceInterval? = nil, replicates: [Double?] = []
    ) {
        self.metric = metric
        self.direction = direction
        self.value = value.number
        undefinedReason = value.reason
        self.rowCount = rowCount
        self.interval = interval
        self.replicates = replicates
    }
}

/// How bootstrap resamples were drawn; equal values on the same rows mean the same resamples.
public struct Resampling: Sendable, Hashable, Codable {
    /// The seed of the resamples.
    public let seed: UInt64
    /// The number of resamples.
    public let count: Int
    /// The nominal coverage of the intervals.
    public let level: Double

    /// Creates a description.
    ///
    /// - Parameters:
    ///   - seed: The seed of the resamples.
    ///   - count: The number of resamples, from 2 to 1,000,000.
    ///   - level: The nominal coverage of the intervals, between 0 and 1.
    /// - Throws: ``CoreError`` with code `invalidConfiguration`.
    public init(seed: UInt64, count: Int = 1000, level: Double = 0.95) throws(CoreError) {
        guard count >= 2, count <= 1_000_000, level > 0, level < 1 else {
            throw CoreError(
                .invalidConfiguration, "\(count) resamples at level \(level)", at: "resampling",
                remedy: "Use at least 2 and at most 1,000,000 resamples and a level between 0 and 1.")
        }
        self.seed = seed
        self.count = count
        self.level = level
    }

    private enum CodingKeys: String, CodingKey {
        case seed, count, level
    }

    /// Decodes a description and checks it.
    ///
    /// - Throws: `DecodingError`, or ``CoreError`` with code `invalidConfiguration`.
    public init(from decoder: any Decoder) throws {
        let container = try decoder.container(keyedBy: CodingKeys.self)
        try self.init(
            seed: try container.decode(UInt64.self, forKey: .seed),
            count: try container.decode(Int.self, forKey: .count),
            level: try container.decode(Double.self, forKey: .level))
    }
}
