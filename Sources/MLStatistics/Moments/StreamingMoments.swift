import MLCore

/// Count, mean, variance, smallest and largest value of a stream in constant memory.
///
/// Welford's updates (1962) and the merging of Chan, Golub and LeVeque (1979): stable, but the last bits depend on how
/// the stream was split. Squares of numbers beyond 1e150 overflow, and the variance with them. Missing values, NaN and infinities are counted apart and enter nothing else.
public struct StreamingMoments: Sendable, Hashable, Codable {
    /// How many finite numbers were added.
    public private(set) var count: Int64 = 0
    /// How many missing values were added.
    public private(set) var missing: Int64 = 0
    /// How many NaN were added.
    public private(set) var nan: Int64 = 0
    /// How many infinities of either sign were added.
    public private(set) var infinite: Int64 = 0
    /// The smallest finite number, or `nil` before the first.
    public private(set) var minimum: Double?
    /// The largest finite number, or `nil` before the first.
    public private(set) var maximum: Double?
    private var center: Double = 0
    private var squares: Double = 0

    /// Creates the moments of nothing.
    public init() {}

    /// Adds a number.
    public mutating func add(_ number: Double) {
        guard number.isFinite else {
            if number.isNaN { nan = nan.addingClamped(1) } else { infinite = infinite.addingClamped(1) }
            return
        }
        count = count.addingClamped(1)
        let difference = number - center
        center += difference / Double(count)
        squares += difference * (number - center)
        minimum = min(minimum ?? number, number)
        maximum = max(maximum ?? number, number)
    }

    /// Adds a missing value.
    public mutating func addMissing() { missing = missing.addingClamped(1) }

    /// Joins the moments of another stream.
    public mutating func merge(_ other: StreamingMoments) {
        missing = missing.addingClamped(other.missing)
        nan = nan.addingClamped(other.nan)
        infinite = infinite.addingClamped(other.infinite)
        guard other.count > 0 else { return }
        guard count > 0 else {
            (count, center, squares) = (other.count, other.center, other.squares)
            (minimum, maximum) = (other.minimum, other.maximum)
            return
        }
        let (left, right) = (Double(count), Double(other.count))
        let difference = other.center - center
        center = center * (left / (left + right)) + other.center * (right / (left + right))
        squares += other.squares + difference * difference * (left * right / (left + right))
        count = count.addingClamped(other.count)
        minimum = [minimum, other.minimum].compactMap { $0 }.min()
        maximum = [maximum, other.maximum].compactMap { $0 }.max()
    }

    /// The mean, or `nil` before the first number.
    public var mean: Double? { count > 0 ? center : nil }

    /// The unbiased variance, with n − 1 below, or `nil` before the second number.
    public var variance: Double? { count > 1 ? max(squares, 0) / (Double(count) - 1) : nil }

    /// The root of ``variance``.
    public var standardDeviation: Double? { variance?.squareRoot() }
}
