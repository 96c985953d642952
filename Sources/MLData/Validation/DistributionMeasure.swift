/// How the distance of a column's distribution from that of a reference is measured.
///
/// Texts, truth values and lists are compared by the shares of their values, with those that the reference did not count
/// taken together; numbers and times by the shares of bins between the reference's deciles, and by the shares of missing
/// values, NaN and infinities.
public enum DistributionMeasure: String, Sendable, Hashable, Codable, CaseIterable {
    /// The population stability index, with shares of at least 10⁻⁴.
    case populationStabilityIndex
    /// The Jensen-Shannon divergence with logarithms to base 2, from 0 to 1, as TensorFlow Data Validation has it.
    case jensenShannonDivergence
    /// The largest difference of a share, as TensorFlow Data Validation has it; ``DistributionMeasure`` of numbers is over
    /// their bins.
    case largestDifference
    /// Half the sum of the differences of shares.
    case totalVariation
    /// The Kullback-Leibler divergence of the column from the reference in nats, with shares of at least 10⁻⁴.
    case kullbackLeibler
    /// One minus the p-value of the chi-square test of homogeneity.
    case chiSquare
    /// The largest difference of a number of rows, divided by the rows of both, as the normalized absolute difference of
    /// TensorFlow Data Validation; it tells tables of different sizes apart.
    case largestCombinedDifference
    /// The Kolmogorov-Smirnov distance: the largest difference of the distribution functions of finite numbers or times.
    ///
    /// A reference with more distinct values than its profile counts has a sketch of them, and the distance is as exact as
    /// the ranks of the sketch.
    case kolmogorovSmirnov
    /// One minus the p-value of the two-sample Kolmogorov-Smirnov test of finite numbers or times.
    ///
    /// The p-value is exact while the product of the sizes is at most 4,000,000, else asymptotic, as `KolmogorovSmirnovTest`
    /// of MLStatistics has it; it takes the place of a bootstrapped one without drawing random numbers.
    case kolmogorovSmirnovTest
}
