/// The slope of a function of one variable, measured.
enum FiniteDifference {
    /// What was measured.
    enum Outcome {
        /// The slope, what rounding can have done to it, and the second derivative.
        case slope(Double, rounding: Double, curvature: Double)
        /// The function has a kink or a jump within the step.
        case kink
        /// The function is not finite within the step.
        case notFinite
    }

    /// The relative difference of two steps from which on they disagree.
    private static let disagreement = 1e-6

    /// Measures the slope at a place.
    ///
    /// - Parameters:
    ///   - function: The function.
    ///   - x: The place.
    ///   - relativeStep: The step, relative to `x` above 1.
    /// - Returns: The slope, with an error of the fourth power of the step and of rounding.
    static func measure(_ function: (Double) -> Double, at x: Double, relativeStep: Double) -> Outcome {
        // A power of two, so that the places are exactly as far apart as the step says.
        let wanted = relativeStep * max(1, abs(x))
        let step = Double(sign: .plus, exponent: wanted.exponent, significand: 1)
        let middle = function(x)
        let (far, near) = ((function(x - step), function(x + step)), (function(x - step / 2), function(x + step / 2)))
        let values = [middle, far.0, far.1, near.0, near.1]
        guard values.allSatisfy(\.isFinite) else { return .notFinite }
        let largest = values.map(\.magnitude).max() ?? 0
        let rounding = 8 * Double.ulpOfOne * largest / step
        let wide = (far.1 - far.0) / (2 * step)
        let narrow = (near.1 - near.0) / step
        let slope = (4 * narrow - wide) / 3
        // How much the slope changes across the place: in proportion to the step, unless there is a kink.
        let wideBend = ((far.1 - middle) - (middle - far.0)) / step
        let narrowBend = ((near.1 - middle) - (middle - near.0)) / (step / 2)
        let curvature = wideBend / step
        let allowed = disagreement * max(abs(slope), abs(curvature)) + 4 * rounding
        guard abs(wide - narrow) <= allowed, abs(narrowBend - wideBend / 2) <= allowed else { return .kink }
        return .slope(slope, rounding: rounding, curvature: curvature)
    }
}

/// Collects how far stated derivatives are from measured ones.
struct DerivativeComparison {
    private let check: GradientCheck
    private var gradients = GradientCheckResult.Comparison()
    private var seconds = GradientCheckResult.Comparison()
    private var negativeCount = 0

    init(_ check: GradientCheck) { self.check = check }

    /// Compares a stated derivative with the slope of the function.
    mutating func compareGradient(
        _ stated: Double, at x: Double, of function: (Double) -> Double, place: String
    ) {
        Self.compare(stated, at: x, of: function, place: place, check, into: &gradients)
    }

    /// Compares a stated second derivative with the slope of the stated derivative.
    mutating func compareSecond(
        _ stated: Double, at x: Double, of gradient: (Double) -> Double, place: String
    ) {
        if !(stated >= 0) || stated == .infinity { negativeCount += 1 }
        Self.compare(stated, at: x, of: gradient, place: place, check, into: &seconds)
    }

    private static func compare(
        _ stated: Double, at x: Double, of function: (Double) -> Double, place: String, _ check: GradientCheck,
        into comparison: inout GradientCheckResult.Comparison
    ) {
        switch FiniteDifference.measure(function, at: x, relativeStep: check.step) {
        case .kink: comparison.kinkCount += 1
        case .notFinite: comparison.notFiniteCount += 1
        case .slope(let measured, let rounding, let curvature):
            // A derivative near zero is wrong by as much as it would change over a millionth of the variable.
            let scale = max(abs(stated), abs(measured), 1e-6 * abs(curvature))
            let error = max(0, abs(stated - measured) - rounding)
            let relative = !stated.isFinite ? 1 : error == 0 ? 0 : min(error / scale, 1)
            comparison.count += 1
            if comparison.largestError.map({ relative > $0 }) ?? true {
                comparison.largestError = relative
                comparison.place = "\(place): stated \(stated), measured \(measured)"
            }
        }
    }

    /// What was found.
    var result: GradientCheckResult {
        GradientCheckResult(
            settings: check, gradient: gradients,
            secondDerivative: seconds.count + seconds.kinkCount + seconds.notFiniteCount > 0 ? seconds : nil,
            negativeSecondDerivativeCount: negativeCount)
    }
}
