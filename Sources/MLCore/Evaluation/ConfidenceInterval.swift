/// An interval around an estimate, with the level and the method that made it.
public struct ConfidenceInterval: Sendable, Hashable, Codable {
    /// The lower end, at most the upper one.
    public let lower: Double
    /// The upper end.
    public let upper: Double
    /// The nominal coverage, such as 0.95.
    public let level: Double
    /// How the interval was made, such as `percentile bootstrap, 1000 resamples`.
    public let method: String

    /// Creates an interval.
    public init(lower: Double, upper: Double, level: Double, method: String) {
        self.lower = lower
        self.upper = upper
        self.level = level
        self.method = method
    }

    /// Whether the number lies in the closed interval.
    public func contains(_ number: Double) -> Bool { lower <= number && number <= upper }
}
