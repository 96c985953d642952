import MLCore

/// Pearson's chi-square test of homogeneity: whether several groups fall into categories with the same shares.
///
/// As `chi2_contingency(correction=False)` of SciPy. The approximation is poor when expected counts are below 5.
public enum ChiSquareTest {
    /// What the test found.
    public struct Result: Sendable, Hashable, Codable {
        /// The sum of (observed − expected)² / expected.
        public let statistic: Double
        /// The probability of a statistic at least as large when the shares are the same.
        public let pValue: Double
        /// (groups − 1) · (categories − 1), without empty ones.
        public let degreesOfFreedom: Int
        /// The smallest expected count.
        public let smallestExpected: Double
    }

    /// Compares the counts of groups.
    ///
    /// - Parameter table: A row of counts for each group, all with the same categories. Groups and categories without
    ///   any count are left out.
    /// - Returns: Statistic and p-value.
    /// - Throws: ``StatisticsError`` with code `shapeMismatch`, `invalidArgument` for a negative count or one that is
    ///   not finite, or `emptySample` when fewer than two groups or two categories have counts.
    public static func homogeneity(_ table: [[Double]]) throws(StatisticsError) -> Result {
        let width = table.first?.count ?? 0
        var columnSums = [Double](repeating: 0, count: width)
        var rowSums: [Double] = []
        for (row, counts) in table.enumerated() {
            guard counts.count == width else {
                throw StatisticsError(
                    .shapeMismatch, "\(counts.count) categories instead of \(width)", at: "chi-square test, row \(row)")
            }
            for (column, count) in counts.enumerated() {
                guard count >= 0, count.isFinite else {
                    throw StatisticsError(.invalidArgument, "the count \(count)", at: "chi-square test, row \(row)")
                }
                columnSums[column] += count
            }
            rowSums.append(counts.reduce(0, +))
        }
        let rows = rowSums.indices.filter { rowSums[$0] > 0 }
        let columns = columnSums.indices.filter { columnSums[$0] > 0 }
        guard rows.count >= 2, columns.count >= 2 else {
            throw StatisticsError(
                .emptySample, "\(rows.count) groups and \(columns.count) categories have counts",
                at: "chi-square test")
        }
        let total = rowSums.reduce(0, +)
        var (statistic, smallest) = (0.0, Double.infinity)
        for row in rows {
            for column in columns {
                let expected = rowSums[row] * columnSums[column] / total
                let difference = table[row][column] - expected
                statistic += difference * difference / expected
                smallest = min(smallest, expected)
            }
        }
        let freedom = (rows.count - 1) * (columns.count - 1)
        return Result(
            statistic: statistic,
            pValue: try ChiSquareDistribution.survival(statistic, degreesOfFreedom: freedom),
            degreesOfFreedom: freedom, smallestExpected: smallest)
    }
}
