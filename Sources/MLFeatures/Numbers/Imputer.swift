import MLCore
import MLStatistics

/// Replaces missing numbers: configuration that fits a ``FittedImputer``.
///
/// Only missing values are replaced; NaN is a value and stays, unless the chain unifies the two. The statistics are
/// those of scikit-learn's `SimpleImputer` and ignore NaN.
public struct Imputer: Sendable, Hashable, Codable {
    /// What a missing number becomes.
    public var strategy: Strategy
    /// Whether a feature is added that is 1 where the value was missing and 0 elsewhere.
    public var addsIndicator: Bool

    /// What a missing number becomes.
    public enum Strategy: Sendable, Hashable {
        /// The mean of the training numbers.
        case mean
        /// Their median; the mean of the two in the middle when their count is even.
        case median
        /// The number that occurs most often, and of equally frequent ones the least.
        case mostFrequent
        /// A given finite number.
        case constant(Double)
    }

    /// Creates an imputer; the values are checked by ``validated()``.
    ///
    /// - Parameters:
    ///   - strategy: What a missing number becomes.
    ///   - addsIndicator: Whether a feature is added that says where the value was missing.
    public init(_ strategy: Strategy = .mean, addsIndicator: Bool = false) {
        self.strategy = strategy
        self.addsIndicator = addsIndicator
    }

    /// Checks the values.
    ///
    /// - Throws: ``FeatureError`` with code `invalidConfiguration` when the constant is not finite.
    public func validated() throws { try ConfigurationFaults.check(faults, of: "imputer") }

    /// Every bad value as a phrase.
    var faults: [String] {
        if case .constant(let number) = strategy, !number.isFinite { return ["the constant is \(number)"] }
        return []
    }

    /// Learns what missing numbers become.
    ///
    /// - Parameters:
    ///   - values: The numbers; missing ones and NaN are ignored.
    ///   - name: The name of the column, for errors.
    /// - Returns: The fitted imputer.
    /// - Throws: ``FeatureError`` with code `invalidConfiguration`, `nonFiniteValue`, or `emptyInput` when there is no
    ///   number to learn from and the strategy is not a constant.
    public func fitted(to values: NumericValues, named name: String = "numbers") throws -> FittedImputer {
        try validated()
        if case .constant(let number) = strategy { return FittedImputer(fill: number, addsIndicator: addsIndicator) }
        let numbers = try values.finiteNumbers(ofColumn: name)
        let fill =
            switch strategy {
            case .mean: Moments.meanAndVariance(of: numbers).mean
            case .median: try SortedSample(numbers).quantile(0.5)
            case .mostFrequent: Self.mostFrequent(of: numbers.sorted())
            case .constant(let number): number
            }
        guard fill.isFinite else {
            throw FeatureError(.nonFiniteValue, "the numbers are too large for a mean", at: "column \"\(name)\"")
        }
        return FittedImputer(fill: fill, addsIndicator: addsIndicator)
    }

    /// The number that occurs most often among sorted ones, the least of equally frequent ones.
    private static func mostFrequent(of sorted: [Double]) -> Double {
        var best = 0.0
        var bestCount = 0
        var index = 0
        while index < sorted.count {
            let start = index
            while index < sorted.count, sorted[index] == sorted[start] { index += 1 }
            if index - start > bestCount {
                bestCount = index - start
                best = sorted[start]
            }
        }
        return best
    }
}

extension Imputer.Strategy: Codable {
    private enum CodingKeys: String, CodingKey { case constant }

    /// Decodes a name, or an object with the key `constant`.
    ///
    /// - Throws: `DecodingError` for another name.
    public init(from decoder: any Decoder) throws {
        if let container = try? decoder.container(keyedBy: CodingKeys.self) {
            self = .constant(try container.decode(Double.self, forKey: .constant))
            return
        }
        let container = try decoder.singleValueContainer()
        switch try container.decode(String.self) {
        case "mean": self = .mean
        case "median": self = .median
        case "mostFrequent": self = .mostFrequent
        case let name:
            throw DecodingError.dataCorruptedError(
                in: container, debugDescription: "there is no strategy \(name.prefix(64))")
        }
    }

    /// Encodes a name, or an object with the key `constant`.
    ///
    /// - Throws: What the encoder throws.
    public func encode(to encoder: any Encoder) throws {
        let name: String
        switch self {
        case .mean: name = "mean"
        case .median: name = "median"
        case .mostFrequent: name = "mostFrequent"
        case .constant(let number):
            var container = encoder.container(keyedBy: CodingKeys.self)
            return try container.encode(number, forKey: .constant)
        }
        var container = encoder.singleValueContainer()
        try container.encode(name)
    }
}

/// Replacement of missing numbers by one number: what ``Imputer`` fits.
public struct FittedImputer: NumericOperation {
    /// What a missing number becomes.
    public let fill: Double
    /// Whether a feature is added that says where the value was missing.
    public let addsIndicator: Bool
    /// Whether missing values are replaced: yes.
    public var fillsMissing: Bool { true }

    /// Replaces missing values.
    public func apply(to values: inout NumericValues) {
        for index in values.numbers.indices where values.isMissing[index] {
            values.numbers[index] = fill
            values.isMissing[index] = false
        }
    }
}
