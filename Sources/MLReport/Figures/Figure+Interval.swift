package import MLCore

extension Figure {
    /// A value with its interval: `0.454 [0.437, 0.472] (95 %)`.
    ///
    /// All three numbers have the same decimals: as many as give the width of the interval two significant digits.
    ///
    /// - Parameters:
    ///   - value: The value.
    ///   - interval: Its interval, or `nil` when none was estimated; then there are three decimals.
    ///   - showsLevel: Whether the level is said, which is left out where it stands elsewhere.
    /// - Returns: The text.
    package static func estimate(_ value: Double, _ interval: ConfidenceInterval?, showsLevel: Bool = true) -> String {
        let decimals = decimals(of: interval)
        guard let interval else { return number(value, decimals: decimals) }
        let (lower, upper) = (number(interval.lower, decimals: decimals), number(interval.upper, decimals: decimals))
        let level = showsLevel ? " (\(share(interval.level)))" : ""
        return "\(number(value, decimals: decimals)) [\(lower),\(space)\(upper)]\(level)"
    }

    /// The decimals that an interval deserves.
    package static func decimals(of interval: ConfidenceInterval?) -> Int {
        guard let interval else { return 3 }
        let width = (interval.upper - interval.lower).magnitude
        // What is left of rounding is no width.
        guard width > 1e-12 * max(interval.lower.magnitude, interval.upper.magnitude), width.isFinite else { return 3 }
        return min(max(1 - decimalExponent(width), 0), 8)
    }

    /// A p-value: `0.032`, `<0.001`.
    package static func probability(_ value: Double) -> String {
        if value > 0, value < 0.001 { return "<0.001" }
        return number(value, decimals: value < 0.01 ? 4 : 3)
    }
}
