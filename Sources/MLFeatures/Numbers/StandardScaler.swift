import MLCore

/// Moves numbers to mean 0 and scales them to standard deviation 1: configuration that fits a ``FittedStandardScaler``.
///
/// As scikit-learn's `StandardScaler`: the variance is that of the population (divided by n), missing values and NaN
/// are ignored when fitting and kept when transforming, and a column without variance is not scaled.
public struct StandardScaler: Sendable, Hashable, Codable {
    /// Whether the mean is subtracted.
    public var centers: Bool
    /// Whether numbers are divided by the standard deviation.
    public var scales: Bool

    /// Creates a scaler.
    ///
    /// - Parameters:
    ///   - centers: Whether the mean is subtracted.
    ///   - scales: Whether numbers are divided by the standard deviation.
    public init(centers: Bool = true, scales: Bool = true) {
        self.centers = centers
        self.scales = scales
    }

    /// Checks the values.
    ///
    /// - Throws: ``FeatureError`` with code `invalidConfiguration` when the scaler would do nothing.
    public func validated() throws { try ConfigurationFaults.check(faults, of: "standard scaler") }

    /// Every bad value as a phrase.
    var faults: [String] { centers || scales ? [] : ["centers and scales are both false"] }

    /// Learns mean and standard deviation.
    ///
    /// - Parameters:
    ///   - values: The numbers; missing ones and NaN are ignored.
    ///   - name: The name of the column, for errors.
    /// - Returns: The fitted scaler.
    /// - Throws: ``FeatureError`` with code `invalidConfiguration`, `nonFiniteValue` for infinite or far too large
    ///   numbers, or `emptyInput`.
    public func fitted(to values: NumericValues, named name: String = "numbers") throws -> FittedStandardScaler {
        try validated()
        let numbers = try values.finiteNumbers(ofColumn: name)
        let (mean, variance) = Moments.meanAndVariance(of: numbers)
        guard mean.isFinite, variance.isFinite else {
            throw FeatureError(
                .nonFiniteValue, "the numbers are too large for a mean and a variance", at: "column \"\(name)\"")
        }
        // scikit-learn's bound on what the rounding of a constant column can leave of its variance.
        let count = Double(numbers.count)
        let rounding = count * mean * Double.ulpOfOne
        let isConstant = variance <= count * Double.ulpOfOne * variance + rounding * rounding
        return FittedStandardScaler(
            mean: centers ? mean : 0, scale: scales && !isConstant ? variance.squareRoot() : 1)
    }
}

/// Subtraction of a mean and division by a scale: what ``StandardScaler`` fits.
public struct FittedStandardScaler: NumericOperation {
    /// What is subtracted.
    public let mean: Double
    /// What the difference is divided by; not zero.
    public let scale: Double

    /// Scales numbers; missing values and NaN stay.
    public func apply(to values: inout NumericValues) {
        for index in values.numbers.indices { values.numbers[index] = (values.numbers[index] - mean) / scale }
    }
}
