/// A number that is computed from a table, a column or two columns.
///
/// Missing values enter only where the name says so; NaN and infinities enter only their own counts and distinct values.
public struct DataStatistic: Sendable, Hashable, Codable {
    /// What is computed.
    public enum Kind: String, Sendable, Hashable, Codable, CaseIterable {
        /// The number of rows.
        case rowCount
        /// The number of columns.
        case columnCount
        /// How many rows are equal to an earlier row in all columns.
        case duplicateRowCount
        /// The number of values that are not missing.
        case presentCount
        /// The number of missing values.
        case missingCount
        /// The share of values that are not missing.
        case completeness
        /// The number of NaN.
        case nanCount
        /// The number of infinities.
        case infiniteCount
        /// The number of zeros.
        case zeroCount
        /// The number of numbers below zero.
        case negativeCount
        /// The number of empty texts or lists.
        case emptyCount
        /// The number of distinct values.
        case distinctCount
        /// The number of distinct values, divided by the number of values.
        case distinctShare
        /// The number of values that occur once, divided by the number of values.
        case uniqueShare
        /// The number of values that occur once, divided by the number of distinct values.
        case uniqueValueRatio
        /// The share of the most frequent value.
        case mostFrequentShare
        /// The entropy of the values in nats.
        case entropy
        /// The smallest number, or the earliest time in microseconds since 1970.
        case minimum
        /// The largest number, or the latest time in microseconds since 1970.
        case maximum
        /// The largest minus the smallest number.
        case range
        /// The mean.
        case mean
        /// The sum.
        case sum
        /// The median, linear between order statistics.
        case median
        /// A quantile, linear between order statistics.
        case quantile
        /// The distance of the first and third quartile.
        case interquartileRange
        /// The variance with n − 1 below.
        case variance
        /// The standard deviation with n − 1 below.
        case standardDeviation
        /// The skewness, as `scipy.stats.skew`.
        case skewness
        /// The excess kurtosis, as `scipy.stats.kurtosis`.
        case kurtosis
        /// The number of characters of the shortest text.
        case minimumLength
        /// The number of characters of the longest text.
        case maximumLength
        /// The mean number of characters.
        case meanLength
        /// Pearson's correlation of two columns of numbers.
        case correlation
        /// The mutual information of two columns in nats.
        case mutualInformation
        /// Cramér's V of two columns, from 0 to 1, without correction of bias.
        case cramersV

        /// How many columns it is computed from.
        var columnCount: Int {
            switch self {
            case .rowCount, .columnCount, .duplicateRowCount: 0
            case .correlation, .mutualInformation, .cramersV: 2
            default: 1
            }
        }
    }

    /// What is computed.
    public let kind: Kind
    /// The column; `nil` for the table.
    public let column: String?
    /// The other column of statistics of two.
    public let other: String?
    /// The probability of a ``Kind/quantile``.
    public let probability: Double?

    /// Creates a statistic.
    ///
    /// - Parameters:
    ///   - kind: What is computed.
    ///   - column: The column; `nil` for the table.
    ///   - other: The other column of statistics of two.
    ///   - probability: The probability of a quantile, from 0 to 1.
    public init(_ kind: Kind, of column: String? = nil, and other: String? = nil, probability: Double? = nil) {
        self.kind = kind
        self.column = column
        self.other = other
        self.probability = probability
    }

    /// What is wrong with the statistic, in words.
    var faults: [String] {
        var faults: [String] = []
        let given = (column == nil ? 0 : 1) + (other == nil ? 0 : 1)
        if given != kind.columnCount || (column == nil && other != nil) {
            faults.append("the statistic \(kind.rawValue) is of \(kind.columnCount) columns, not of \(given)")
        }
        if kind == .quantile, !(probability.map { (0...1).contains($0) } ?? false) {
            faults.append("a quantile needs a probability from 0 to 1")
        }
        return faults
    }
}

extension DataStatistic {
    /// The words of a name, such as `mean length` of `meanLength`.
    static func words(_ name: String) -> String {
        name.map { $0.isUppercase ? " " + $0.lowercased() : String($0) }.joined()
    }
}

extension DataStatistic: CustomStringConvertible {
    /// The statistic in words, such as `the mean of year`.
    public var description: String {
        var words = Self.words(kind.rawValue)
        if kind == .quantile, let probability { words = "\(probability) quantile" }
        let columns = [column, other].compactMap(\.self)
        return columns.isEmpty ? "the \(words)" : "the \(words) of \(columns.joined(separator: " and "))"
    }
}
