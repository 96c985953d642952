/// How the sums of a leaf become its step, and how good that step is.
///
/// The step minimises `G w + ½ (H + λ) w² + α |w|` within its limits (Chen and Guestrin, "XGBoost", KDD 2016; the L1
/// penalty and the limit of a step as in LightGBM and XGBoost).
struct LeafRule: Sendable, Hashable {
    /// `α`.
    let l1Penalty: Double
    /// `λ`.
    let l2Penalty: Double
    /// The largest step to either side, before the learning rate.
    let maximumStep: Double

    /// Whether `−G / (H + λ)` is the step and `G² / (H + λ)` its quality.
    var isPlain: Bool { l1Penalty == 0 && maximumStep == .infinity }

    /// The best step within a range.
    @inline(__always)
    func step(gradient: Double, hessian: Double, within bounds: StepBounds = .none) -> Double {
        let curvature = hessian + l2Penalty
        guard curvature > 0 else { return 0 }
        let step = -shrunk(gradient) / curvature
        return min(max(step, max(bounds.lower, -maximumStep)), min(bounds.upper, maximumStep))
    }

    /// Twice the fall of the objective by a step.
    @inline(__always)
    func quality(gradient: Double, hessian: Double, step: Double) -> Double {
        -(2 * shrunk(gradient) * step + (hessian + l2Penalty) * step * step)
    }

    /// Twice the fall of the objective by the best step within a range.
    func quality(gradient: Double, hessian: Double, within bounds: StepBounds) -> Double {
        quality(
            gradient: gradient, hessian: hessian, step: step(gradient: gradient, hessian: hessian, within: bounds))
    }

    private func shrunk(_ gradient: Double) -> Double {
        guard l1Penalty > 0 else { return gradient }
        let size = max(0, abs(gradient) - l1Penalty)
        return gradient < 0 ? -size : size
    }
}

/// The range that the steps of a node may come from.
struct StepBounds: Sendable, Hashable {
    var lower: Double
    var upper: Double

    /// No limits.
    static let none = StepBounds(lower: -.infinity, upper: .infinity)

    var isNone: Bool { lower == -.infinity && upper == .infinity }
}
