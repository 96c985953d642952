/// The thresholds with which `x <= threshold` in double decides as the splits of an ensemble do.
enum LightGBMThreshold {
    /// The largest number that goes left by an ensemble's comparison.
    ///
    /// - Parameters:
    ///   - threshold: The threshold of the ensemble; not NaN.
    ///   - comparison: How the ensemble compares.
    ///   - arithmetic: In which type the ensemble compares.
    /// - Returns: The largest double that goes left, or `nil` when not even −∞ does.
    static func largestLeft(
        of threshold: Double, _ comparison: TreeEnsemble.Comparison, _ arithmetic: TreeEnsemble.Arithmetic
    ) -> Double? {
        let isStrict = comparison == .less
        guard arithmetic != .double else {
            guard isStrict else { return threshold }
            return threshold == -.infinity ? nil : threshold.nextDown
        }
        var limit = Float(threshold)
        // The largest float that goes left: rounding may have gone past the threshold, unless it is rounded itself.
        if arithmetic == .floatInputs, Double(limit) > threshold { limit = limit.nextDown }
        if isStrict, arithmetic == .float || Double(limit) == threshold {
            guard limit != -.infinity else { return nil }
            limit = limit.nextDown
        }
        return largestDouble(roundingTo: limit)
    }

    /// The largest double that rounds to a float or below it.
    private static func largestDouble(roundingTo limit: Float) -> Double {
        guard limit != .infinity else { return .infinity }
        let above = limit.nextUp
        // Numbers from here on round to infinity.
        let overflow = 0x1.FFFFFFp127
        let middle =
            limit == -.infinity
            ? -overflow : above == .infinity ? overflow : (Double(limit) + Double(above)) / 2
        return Float(middle) <= limit ? middle : middle.nextDown
    }
}
