/// Distances between round numbers.
package enum RoundStep {
    /// The smallest of 1, 2, 2.5 and 5 times a power of ten that divides a span into at most `count` parts.
    ///
    /// - Parameters:
    ///   - span: The span, finite and above zero; 1 for any other.
    ///   - count: The number of parts, at least 1.
    ///   - isWhole: Whether the step is a whole number, at least 1.
    /// - Returns: The step, above zero.
    package static func dividing(_ span: Double, into count: Int, isWhole: Bool = false) -> Double {
        guard span > 0, span.isFinite else { return 1 }
        let raw = span / Double(max(1, count))
        let power = Figure.power(Figure.decimalExponent(raw))
        guard power > 0 else { return span }
        let factors = isWhole ? [1.0, 2, 5, 10] : [1.0, 2, 2.5, 5, 10]
        let step = (factors.first { $0 * power >= raw * (1 - 1e-9) } ?? 10) * power
        return isWhole ? max(1, step.rounded()) : step
    }
}
