import MLCore

/// The two-sample Kolmogorov-Smirnov test: the largest difference of two empirical distribution functions.
///
/// Two-sided; ties are handled by comparing the functions after all equal values. With ties the p-values hold an upper
/// bound. Statistic and p-values agree with `ks_2samp` of SciPy.
public enum KolmogorovSmirnovTest {
    /// How the p-value is computed.
    public enum Method: String, Sendable, Hashable, Codable {
        /// ``exact`` while the product of the sample sizes is at most 4,000,000, else ``asymptotic``.
        case automatic
        /// All interleavings of the two samples are counted.
        case exact
        /// The law of the distance between a sample and a distribution, for `m·n / (m + n)` draws, rounded.
        case asymptotic
    }

    /// What the test found.
    public struct Result: Sendable, Hashable, Codable {
        /// The largest difference of the distribution functions, from 0 to 1.
        public let statistic: Double
        /// The probability of a statistic at least as large when both samples come from one distribution.
        public let pValue: Double
        /// How the p-value was computed: exact or asymptotic.
        public let method: Method
    }

    /// Compares two samples.
    ///
    /// - Parameters:
    ///   - first: A sample.
    ///   - second: The other sample.
    ///   - method: How the p-value is computed.
    /// - Returns: Statistic and p-value.
    /// - Throws: ``StatisticsError`` with code `invalidArgument` for an exact p-value of samples whose sizes have a
    ///   product above 400,000,000, or for more than 2³¹ − 1 values.
    /// - Complexity: O(m + n), and O(m · n) for an exact p-value.
    public static func test(
        _ first: SortedSample, _ second: SortedSample, method: Method = .automatic
    ) throws(StatisticsError) -> Result {
        let (m, n) = (first.count, second.count)
        guard m <= Int(Int32.max), n <= Int(Int32.max) else {
            throw StatisticsError(.invalidArgument, "\(m) and \(n) values", at: "Kolmogorov-Smirnov test")
        }
        let divisor = greatestCommonDivisor(m, n)
        let steps = largestDifference(first.values, second.values, m / divisor, n / divisor)
        let statistic = Double(steps) / (Double(m / divisor) * Double(n))
        let isExact = method == .exact || (method == .automatic && m * n <= 4_000_000)
        if isExact {
            guard m * n <= 400_000_000 else {
                throw StatisticsError(
                    .invalidArgument, "an exact p-value of \(m) and \(n) values", at: "Kolmogorov-Smirnov test",
                    remedy: "Use the asymptotic p-value.")
            }
            let exact = exactSurvival(steps: steps, m: m, n: n, divisor: divisor)
            return Result(statistic: statistic, pValue: exact, method: .exact)
        }
        return Result(
            statistic: statistic, pValue: try asymptoticSurvival(statistic, m, n), method: .asymptotic)
    }

    /// The asymptotic p-value of a distance between samples of two sizes.
    ///
    /// - Parameters:
    ///   - statistic: The distance, from 0 to 1.
    ///   - firstCount: The size of a sample, at least 1.
    ///   - secondCount: The size of the other sample, at least 1.
    /// - Returns: The p-value.
    /// - Throws: ``StatisticsError`` with code `invalidArgument` for a size below 1.
    public static func asymptoticSurvival(
        _ statistic: Double, _ firstCount: Int, _ secondCount: Int
    ) throws(StatisticsError) -> Double {
        guard firstCount >= 1, secondCount >= 1 else {
            throw StatisticsError(
                .invalidArgument, "\(firstCount) and \(secondCount) values", at: "Kolmogorov-Smirnov test")
        }
        let (m, n) = (Double(max(firstCount, secondCount)), Double(min(firstCount, secondCount)))
        let effective = (m * n / (m + n)).rounded(.toNearestOrEven)
        return try KolmogorovSmirnovDistribution.survival(statistic, count: max(1, Int(min(effective, 0x1p60))))
    }

    /// The largest difference of the distribution functions in units of 1 / lcm(m, n).
    private static func largestDifference(_ first: [Double], _ second: [Double], _ m: Int, _ n: Int) -> Int {
        var (i, j, largest) = (0, 0, 0)
        while i < first.count, j < second.count {
            let value = min(first[i], second[j])
            while i < first.count, first[i] == value { i += 1 }
            while j < second.count, second[j] == value { j += 1 }
            largest = max(largest, abs(i * n - j * m))
        }
        return largest
    }

    /// The share of the interleavings of m and n values whose difference reaches `steps` somewhere.
    private static func exactSurvival(steps: Int, m: Int, n: Int, divisor: Int) -> Double {
        if steps == 0 { return 1 }
        let (rows, columns) = (m / divisor, n / divisor)
        // reached[j]: the share of the paths to (i, j) that have reached the boundary on the way.
        var reached = [Double](repeating: 0, count: n + 1)
        for i in 0...m {
            for j in 0...n {
                if abs(i * columns - j * rows) >= steps {
                    reached[j] = 1
                } else if i + j > 0 {
                    let above = i == 0 ? 0 : Double(i) * reached[j]
                    let left = j == 0 ? 0 : Double(j) * reached[j - 1]
                    reached[j] = (above + left) / Double(i + j)
                }
            }
        }
        return min(reached[n], 1)
    }

    private static func greatestCommonDivisor(_ first: Int, _ second: Int) -> Int {
        var (a, b) = (first, second)
        while b != 0 { (a, b) = (b, a % b) }
        return max(a, 1)
    }
}
