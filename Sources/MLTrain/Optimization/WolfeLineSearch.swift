/// A search along a direction for a step that satisfies the strong Wolfe conditions.
///
/// Nocedal and Wright, "Numerical Optimization", 2nd edition, algorithms 3.5 (bracketing) and 3.6 (zoom), with
/// constants 10⁻⁴ and 0.9 and cubic interpolation that is kept inside the middle 80 % of the bracket.
struct WolfeLineSearch {
    /// A point that was tried.
    struct Trial {
        let step: Double
        let point: [Double]
        let value: Double
        let gradient: [Double]
        /// The derivative along the direction.
        let slope: Double
    }

    private let start: [Double]
    private let startValue: Double
    private let startSlope: Double
    private let direction: [Double]
    private var evaluations = 0

    private static var sufficientDecrease: Double { 1e-4 }
    private static var sufficientFlatness: Double { 0.9 }
    private static var maximumEvaluations: Int { 40 }

    /// Prepares a search.
    ///
    /// - Parameters:
    ///   - point: Where the search starts.
    ///   - value: The value there.
    ///   - slope: The derivative along the direction there; negative.
    ///   - direction: Where to go.
    init(point: [Double], value: Double, slope: Double, direction: [Double]) {
        start = point
        startValue = value
        startSlope = slope
        self.direction = direction
    }

    /// Searches.
    ///
    /// - Parameters:
    ///   - objective: The function.
    ///   - firstStep: The step that is tried first; positive.
    /// - Returns: A step that satisfies both conditions, or the best one with sufficient decrease that was seen; `nil`
    ///   when there was none.
    mutating func run(_ objective: inout some DifferentiableObjective, firstStep: Double) -> Trial? {
        var previous = (step: 0.0, value: startValue, slope: startSlope)
        var lastGood: Trial?
        var step = firstStep
        while evaluations < Self.maximumEvaluations {
            let trial = attempt(step, &objective)
            guard trial.value.isFinite, trial.slope.isFinite else {
                // Beyond the range of the function: come back.
                step = previous.step + (step - previous.step) * 0.1
                if step <= previous.step { return lastGood }
                continue
            }
            if !decreases(trial) || (lastGood != nil && trial.value >= previous.value) {
                return zoom(from: previous, good: lastGood, to: (trial.step, trial.value, trial.slope), &objective)
            }
            if isFlat(trial) { return trial }
            if trial.slope >= 0 {
                return zoom(
                    from: (trial.step, trial.value, trial.slope), good: trial, to: previous, &objective)
            }
            previous = (trial.step, trial.value, trial.slope)
            lastGood = trial
            step *= 2
        }
        return lastGood
    }

    private typealias End = (step: Double, value: Double, slope: Double)

    private mutating func zoom(
        from first: End, good: Trial?, to second: End, _ objective: inout some DifferentiableObjective
    ) -> Trial? {
        var (low, high, best) = (first, second, good)
        while evaluations < Self.maximumEvaluations {
            let step = Self.interpolated(low, high)
            guard step != low.step, step != high.step else { return best }
            let trial = attempt(step, &objective)
            if !trial.value.isFinite || !decreases(trial) || trial.value >= low.value {
                high = (trial.step, trial.value, trial.slope)
                continue
            }
            if isFlat(trial) { return trial }
            if trial.slope * (high.step - low.step) >= 0 { high = low }
            low = (trial.step, trial.value, trial.slope)
            best = trial
        }
        return best
    }

    private mutating func attempt(_ step: Double, _ objective: inout some DifferentiableObjective) -> Trial {
        evaluations += 1
        var point = start
        point.add(step, times: direction)
        var gradient = [Double](repeating: 0, count: start.count)
        let value = objective.value(at: point, gradient: &gradient)
        return Trial(
            step: step, point: point, value: value, gradient: gradient,
            slope: gradient.dot(direction))
    }

    private func decreases(_ trial: Trial) -> Bool {
        trial.value <= startValue + Self.sufficientDecrease * trial.step * startSlope
    }

    private func isFlat(_ trial: Trial) -> Bool { abs(trial.slope) <= -Self.sufficientFlatness * startSlope }

    /// The minimum of the cubic through two points with slopes, or the middle when it is not well inside.
    private static func interpolated(_ low: End, _ high: End) -> Double {
        let middle = low.step + (high.step - low.step) * 0.5
        guard high.value.isFinite, high.slope.isFinite else { return middle }
        let first = low.slope + high.slope - 3 * (low.value - high.value) / (low.step - high.step)
        let square = first * first - low.slope * high.slope
        guard square >= 0 else { return middle }
        let root = (high.step > low.step ? 1.0 : -1.0) * square.squareRoot()
        let step =
            high.step - (high.step - low.step) * (high.slope + root - first) / (high.slope - low.slope + 2 * root)
        let margin = abs(high.step - low.step) * 0.1
        let (lower, upper) = (min(low.step, high.step) + margin, max(low.step, high.step) - margin)
        return step.isFinite && step >= lower && step <= upper ? step : middle
    }
}
