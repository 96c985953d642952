public import MLCore
public import MLStatistics

/// What a column looks like.
public struct ColumnProfile: Sendable, Hashable, Codable {
    /// How many distinct values there are.
    public struct DistinctCount: Sendable, Hashable, Codable, CustomStringConvertible {
        /// The number, or an estimate when there are more than the limit up to which was counted.
        public let count: Int
        /// Whether the number is exact; otherwise it is an estimate of HyperLogLog.
        public let isExact: Bool

        /// Such as `12` or `about 104816`.
        public var description: String { isExact ? "\(count)" : "about \(count)" }
    }

    /// A value or list element and how often it occurs.
    public struct Frequency: Sendable, Hashable, Codable {
        /// The value as text, at most 80 characters of it.
        public let value: String
        /// How many rows have it.
        public let count: Int
        /// How many more rows may have it, for counts from a sketch; `nil` for exact ones.
        public let possibleExcess: Int?
    }

    /// What texts can be read as; empty ones count nowhere.
    public struct TextContents: Sendable, Hashable, Codable {
        /// Decimal numbers.
        public internal(set) var numbers = 0
        /// Times in ISO 8601.
        public internal(set) var times = 0
        /// `true` and `false` in any letter case.
        public internal(set) var truthValues = 0
        /// Anything else.
        public internal(set) var others = 0
    }

    /// The range and distribution of numbers, lengths or counts.
    public struct Distribution: Sendable, Hashable, Codable {
        /// How many finite numbers were described.
        public let count: Int
        /// The smallest number.
        public let minimum: Double
        /// The largest number.
        public let maximum: Double
        /// The mean.
        public let mean: Double
        /// The standard deviation with n − 1 below; `nil` for a single number, or when it is too large.
        public let standardDeviation: Double?
        /// The quantiles at ``quantileProbabilities``, linear between order statistics (type 7 of Hyndman and Fan 1996);
        /// with a ``rankError`` they are order statistics of a sketch.
        public let quantiles: [Double]
        /// How many of the numbers are zero; `nil` in profiles that did not count them.
        public let zeroCount: Int?
        /// How many of the numbers are below zero; `nil` in profiles that did not count them.
        public let negativeCount: Int?
        /// The numbers in bins of equal width with round borders; `nil` where they have no such bins.
        ///
        /// Bins reach from the smallest to the largest number, but not further beyond the 1 % and 99 % quantiles than
        /// these are apart: numbers out there are counted as below and above.
        ///
        /// With a ``rankError`` the counts of the bins are estimates.
        public let histogram: FixedHistogram?
        /// The share of the numbers by which ranks of ``quantiles`` may be off, with a probability of 99 %; `nil` when they
        /// are exact.
        public let rankError: Double?
        /// The skewness, as `scipy.stats.skew`; `nil` when all numbers are the same, or in profiles without it.
        public let skewness: Double?
        /// The excess kurtosis, as `scipy.stats.kurtosis`; `nil` when all numbers are the same, or in profiles without it.
        public let kurtosis: Double?

        /// The probabilities of ``quantiles``.
        public static let quantileProbabilities = [0.01, 0.05, 0.25, 0.5, 0.75, 0.95, 0.99]

        /// The number that half of the numbers are at most.
        public var median: Double { quantiles.count > 3 ? quantiles[3] : mean }
    }

    /// The name of the column.
    public let name: String
    /// The type of the values.
    public let type: ColumnType
    /// The number of rows.
    public let rowCount: Int
    /// The number of missing values.
    public let missingCount: Int
    /// How many distinct values there are; NaN is one value.
    public let distinct: DistinctCount
    /// The most frequent values, of equal ones the first in text order; `nil` when there are too many values
    /// and none is certainly frequent.
    public let topValues: [Frequency]?
    /// The number of NaN in a column of numbers.
    public let nanCount: Int
    /// The number of infinities in a column of numbers.
    public let infiniteCount: Int
    /// The finite numbers, truth values as 0 and 1; `nil` when there are none.
    public let numbers: Distribution?
    /// The earliest time.
    public let earliest: Timestamp?
    /// The latest time.
    public let latest: Timestamp?
    /// The times in bins of equal length, in microseconds since 1970; `nil` when there are fewer than two.
    public let times: FixedHistogram?
    /// The numbers of characters of texts; `nil` when there are none.
    public let characterCounts: Distribution?
    /// The numbers of words of texts; `nil` when there are none.
    public let wordCounts: Distribution?
    /// The numbers of elements of lists; `nil` when there are none.
    public let elementCounts: Distribution?
    /// The number of empty texts or empty lists, which are not missing.
    public let emptyCount: Int
    /// How many distinct elements the lists have.
    public let distinctElements: DistinctCount?
    /// The most frequent elements of the lists, by the number of rows that have them.
    public let topElements: [Frequency]?
    /// What the texts can be read as; `nil` for other columns, and in profiles that did not look.
    public let textContents: TextContents?
    /// How well the column alone tells the target of the profile; `nil` without a target or where it was not looked at.
    public let association: TargetAssociation?
}
