import MLReport

/// How far the stated derivatives of an objective are from measured ones.
public struct GradientCheckResult: Sendable, Hashable, Codable {
    /// The comparison of one kind of derivative.
    public struct Comparison: Sendable, Hashable, Codable {
        /// How many derivatives were compared.
        public internal(set) var count = 0
        /// How many places were skipped as the function has a kink there.
        public internal(set) var kinkCount = 0
        /// How many places were skipped as the function is not finite there.
        public internal(set) var notFiniteCount = 0
        /// The largest relative error, from 0 to 1; `nil` when nothing was compared.
        public internal(set) var largestError: Double?
        /// Where the largest error is, with both numbers; empty when nothing was compared.
        public internal(set) var place = ""
    }

    /// The rules of the comparison.
    public let settings: GradientCheck
    /// The first derivatives against differences of the values.
    public let gradient: Comparison
    /// The second derivatives against differences of the first ones; `nil` when none were stated.
    public let secondDerivative: Comparison?
    /// How many of the stated second derivatives are negative or not finite, with which boosting goes astray.
    public let negativeSecondDerivativeCount: Int

    /// The largest relative error of a first derivative; `nil` when nothing was compared.
    public var gradientError: Double? { gradient.largestError }

    /// The verdict with its explanation.
    ///
    /// Wrong first derivatives fail. Second derivatives that differ are only worth a warning, as many objectives state a
    /// bound on purpose, unless they are negative.
    public var finding: DiagnosticFinding {
        guard let error = gradient.largestError else {
            return DiagnosticFinding(
                .gradients, .warning, rowCount: 0, explanation: "No derivative could be compared: \(skipped).",
                remedy: "Give targets and points at which the objective is smooth and finite.")
        }
        var measures = [
            DiagnosticFinding.Measure("relative error of the gradient", error, atMost: settings.passingError)
        ]
        if let second = secondDerivative {
            measures.append(.init("relative error of the second derivative", second.largestError))
            measures.append(.init("negative second derivatives", Double(negativeSecondDerivativeCount), atMost: 0))
        }
        let (verdict, explanation, remedy) = judged(error)
        return DiagnosticFinding(
            .gradients, verdict, measures: measures, rowCount: gradient.count,
            explanation: explanation + (gradient.kinkCount + gradient.notFiniteCount > 0 ? " (\(skipped))" : "") + ".",
            remedy: remedy)
    }

    private func judged(_ error: Double) -> (DiagnosticFinding.Verdict, String, String) {
        let size = Figure.number(error, digits: 2)
        if error > settings.failingError {
            return (
                .failed, "A gradient is wrong by a relative error of \(size) (\(gradient.place))",
                "Derive the loss by the margin again; look for a lost sign, factor or weight."
            )
        }
        if negativeSecondDerivativeCount > 0 {
            return (
                .failed,
                "\(negativeSecondDerivativeCount) second derivatives are negative or not finite (\(secondDerivative?.place ?? ""))",
                "State the second derivative, or a positive bound of it where the loss is not convex."
            )
        }
        if error > settings.passingError {
            return (
                .warning, "A gradient is only right to a relative error of \(size) (\(gradient.place))",
                "Look for lost precision, such as logarithms of numbers near 1."
            )
        }
        if let second = secondDerivative, let error = second.largestError, error > settings.failingError {
            return (
                .warning,
                "The gradient is right; a second derivative differs by a relative error of \(Figure.number(error, digits: 2)) (\(second.place))",
                "That is fine when it is a bound on purpose."
            )
        }
        return (.passed, "All \(gradient.count) derivatives agree with finite differences", "")
    }

    private var skipped: String {
        "skipped: \(gradient.kinkCount) at kinks, \(gradient.notFiniteCount) where the loss is not finite"
    }
}
