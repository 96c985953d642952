/// What one test found about one signal of a window.
public struct DriftResult: Sendable, Hashable, Codable {
    /// What a test concludes.
    public enum Verdict: String, Sendable, Hashable, Codable {
        /// The signal has drifted.
        case drift
        /// Nothing speaks for drift.
        case noDrift
        /// There are too few values to tell.
        case insufficientEvidence
    }

    /// The name of the signal.
    public let signal: String
    /// Whether the signal comes from what the model gave and not from what it was given.
    public let isPrediction: Bool
    /// The test.
    public let test: DriftTest
    /// The statistic, or `nil` when there is too little evidence.
    public let statistic: Double?
    /// The statistic from which on there may be drift.
    public let threshold: Double
    /// The p-value, or `nil` when the test has none.
    public let pValue: Double?
    /// The p-value corrected for the number of tests in the report, or `nil` when the test has none.
    public let adjustedPValue: Double?
    /// The highest corrected p-value of drift.
    public let level: Double
    /// The values of the reference behind the statistic.
    public let referenceCount: Int64
    /// The values of the window behind the statistic.
    public let currentCount: Int64
    /// The values needed on each side.
    public let minimumCount: Int
    /// What is concluded.
    public let verdict: Verdict
    /// Why, as text with numbers.
    public let reason: String
}
