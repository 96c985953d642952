/// A way to compare a window with the reference.
public enum DriftTest: String, Sendable, Hashable, Codable, CaseIterable {
    /// The population stability index over the bins or categories, with missing, NaN, infinite and other values as
    /// buckets of their own.
    case populationStabilityIndex
    /// The Kolmogorov-Smirnov distance at the borders of the bins, over finite numbers.
    case kolmogorovSmirnov

    /// The name for people.
    public var title: String {
        switch self {
        case .populationStabilityIndex: "PSI"
        case .kolmogorovSmirnov: "KS"
        }
    }
}
