import MLCore
import MLStatistics

/// What the statistics of a column are computed from: its values, or the state of a profile.
protocol StatisticSource: AnyObject {
    var type: ColumnType { get }
    var rowCount: Int { get }
    var missingCount: Int { get }
    var nonFinite: (nan: Int64, below: Int64, above: Int64) { get }
    /// The finite numbers in ascending order, exact or from a sketch.
    var sample: WeightedSample? { get }
    /// The smallest and the largest finite number.
    var extremes: (least: Double, most: Double)? { get }
    var moments: ExactMoments { get }
    var shape: CentralMoments { get }
    var zeroCount: Int64 { get }
    var negativeCount: Int64 { get }
    /// How many texts or lists are empty.
    var emptyCount: Int64 { get }
    /// How many distinct values there are, exact or from a sketch.
    var distinctCount: Int { get }
    /// The numbers of characters of the texts.
    var lengths: WeightedSample? { get }
    /// How often texts or lists occur: all, or the frequent ones.
    var textCounts: [String: Int64] { get }

    /// How often each distinct value occurs.
    ///
    /// - Throws: ``DataError`` with code `rowsNeeded` when there are too many to be counted one by one.
    func exactCounts() throws(DataError) -> [Int64]
}

/// What expectations about a table are decided from: its rows, or the state of its profile.
protocol TableSource: AnyObject {
    var schema: Schema { get }
    var rowCount: Int { get }

    func statistics(of name: String) throws(DataError) -> any StatisticSource
    func duplicateRowCount() throws(DataError) -> Int?
    /// A statistic of two columns.
    func value(of statistic: DataStatistic, _ first: String, _ second: String) throws(DataError) -> Double?
    /// The distinct present values with how often they occur.
    func distinctValues(of name: String) throws(DataError) -> [(value: Value, count: Int)]
    /// The latest time in microseconds; `nil` when there is none.
    func latestTime(of name: String) throws(DataError) -> Int64?
    /// How many words or elements a column has, and how many of them are in a vocabulary.
    func words(of name: String, in vocabulary: Set<String>) throws(DataError) -> (count: Int, known: Int)
}

extension TableSource {
    static func needsTimes(_ name: String, _ type: ColumnType) -> DataError {
        DataError(
            .typeMismatch, "the column has type \(type.rawValue)", at: "column \"\(name)\"",
            remedy: "The expectation needs times.")
    }
}
