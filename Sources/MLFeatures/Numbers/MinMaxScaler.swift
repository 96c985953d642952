import MLCore

/// Maps the range of the training numbers to a given range: configuration that fits a ``FittedMinMaxScaler``.
///
/// As scikit-learn's `MinMaxScaler`: missing values and NaN are ignored when fitting and kept when transforming, and a
/// constant column becomes the lower bound.
public struct MinMaxScaler: Sendable, Hashable, Codable {
    /// What the least training number becomes.
    public var lower: Double
    /// What the greatest training number becomes.
    public var upper: Double
    /// Whether numbers outside of the training range are held at the bounds.
    public var clips: Bool

    /// Creates a scaler; the values are checked by ``validated()``.
    ///
    /// - Parameters:
    ///   - lower: What the least training number becomes.
    ///   - upper: What the greatest training number becomes; greater than `lower`.
    ///   - clips: Whether numbers outside of the training range are held at the bounds.
    public init(lower: Double = 0, upper: Double = 1, clips: Bool = false) {
        self.lower = lower
        self.upper = upper
        self.clips = clips
    }

    /// Checks the values.
    ///
    /// - Throws: ``FeatureError`` with code `invalidConfiguration` that lists every bad value.
    public func validated() throws { try ConfigurationFaults.check(faults, of: "min-max scaler") }

    /// Every bad value as a phrase.
    var faults: [String] {
        lower < upper && lower.isFinite && upper.isFinite && (upper - lower).isFinite
            ? [] : ["the range is \(lower) to \(upper), needed are finite bounds in ascending order"]
    }

    /// Learns the range.
    ///
    /// - Parameters:
    ///   - values: The numbers; missing ones and NaN are ignored.
    ///   - name: The name of the column, for errors.
    /// - Returns: The fitted scaler.
    /// - Throws: ``FeatureError`` with code `invalidConfiguration`, `nonFiniteValue` for infinite or far too large
    ///   numbers, or `emptyInput`.
    public func fitted(to values: NumericValues, named name: String = "numbers") throws -> FittedMinMaxScaler {
        try validated()
        let numbers = try values.finiteNumbers(ofColumn: name)
        let least = numbers.reduce(.infinity, min)
        let range = numbers.reduce(-.infinity, max) - least
        // Below this the range is rounding: scikit-learn leaves the column unscaled.
        let scale = (upper - lower) / (range < 10 * Double.ulpOfOne ? 1 : range)
        let offset = lower - least * scale
        guard range.isFinite, offset.isFinite else {
            throw FeatureError(.nonFiniteValue, "the range of the numbers is too large", at: "column \"\(name)\"")
        }
        return FittedMinMaxScaler(scale: scale, offset: offset, bounds: clips ? lower...upper : nil)
    }
}

/// A multiplication and an addition, possibly clipped: what ``MinMaxScaler`` fits.
public struct FittedMinMaxScaler: NumericOperation {
    /// What numbers are multiplied with.
    public let scale: Double
    /// What is then added.
    public let offset: Double
    /// Where results are held, if at all.
    public let bounds: ClosedRange<Double>?

    /// Scales numbers; missing values and NaN stay.
    public func apply(to values: inout NumericValues) {
        for index in values.numbers.indices {
            var number = values.numbers[index] * scale + offset
            if let bounds, !number.isNaN { number = Swift.min(Swift.max(number, bounds.lowerBound), bounds.upperBound) }
            values.numbers[index] = number
        }
    }
}
