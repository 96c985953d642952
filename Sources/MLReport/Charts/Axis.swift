/// The range of a drawing in one direction, with labelled places.
package struct Axis: Sendable {
    /// What the numbers of an axis are.
    package enum Scale: Sendable {
        /// Numbers.
        case numbers
        /// Whole numbers, which get no labels between them.
        case integers
        /// Microseconds since 1970.
        case times
        /// Shares, labelled as percentages.
        case shares
    }

    let lower: Double
    let upper: Double
    let ticks: [(value: Double, label: String)]

    /// The range with labels at round numbers inside of it.
    ///
    /// - Parameters:
    ///   - lower: The lower end.
    ///   - upper: The upper end.
    ///   - scale: What the numbers are.
    ///   - count: About how many labels there is room for.
    ///   - extends: Whether the range grows to the next labels.
    init(from lower: Double, to upper: Double, _ scale: Scale = .numbers, count: Int = 5, extends: Bool = false) {
        var (lower, upper) = (lower.isFinite ? lower : 0, upper.isFinite ? upper : 1)
        if lower > upper { swap(&lower, &upper) }
        if !(upper - lower).isFinite { (lower, upper) = (lower / 4, upper / 4) }
        if upper - lower <= lower.magnitude * 1e-12 {
            let margin = max(lower.magnitude * 0.05, scale == .integers ? 1 : 0.5)
            (lower, upper) = (lower - margin, upper + margin)
        }
        if scale == .times {
            self.lower = lower
            self.upper = upper
            ticks = Self.times(from: lower, to: upper, count: count)
            return
        }
        let step = RoundStep.dividing(upper - lower, into: count, isWhole: scale == .integers)
        if extends {
            lower = (lower / step + 1e-9).rounded(.down) * step
            upper = (upper / step - 1e-9).rounded(.up) * step
        }
        self.lower = lower
        self.upper = upper
        var ticks: [(Double, String)] = []
        let largest = max(lower.magnitude, upper.magnitude)
        let first = (lower / step - 1e-9).rounded(.up)
        for index in 0...64 {
            let value = (first + Double(index)) * step
            guard value <= upper + step * 1e-9 else { break }
            ticks.append((value, Self.label(value, scale, step: step, largest: largest)))
        }
        self.ticks = ticks
    }

    private static func label(_ value: Double, _ scale: Scale, step: Double, largest: Double) -> String {
        switch scale {
        case .shares: Figure.share(value)
        case .numbers, .integers, .times: Figure.tick(value == 0 ? 0 : value, step: step, largest: largest)
        }
    }

    /// Where a number lies, from 0 to 1.
    func position(_ value: Double) -> Double {
        guard value.isFinite else { return value > 0 ? 1 : 0 }
        return min(max((value - lower) / (upper - lower), 0), 1)
    }
}
