import MLCore

/// The pinball loss of a quantile: `level · (target − margin)` above the margin, `(1 − level) · (margin − target)` below
/// it (Koenker and Bassett, "Regression Quantiles", 1978).
///
/// Leaves are quantiles of what is left.
struct QuantileLoss: PointwiseLoss {
    let level: Double

    var link: TreeEnsemble.Link { .identity }
    var derivativeBounds: DerivativeBounds? { DerivativeBounds(gradient: 1, hessian: 1) }
    var stepQuantile: Double? { level }

    func derivatives(margin: Double, target: Double) -> SIMD2<Double> { SIMD2(margin < target ? -level : 1 - level, 1) }

    func loss(margin: Double, target: Double) -> Double {
        margin < target ? level * (target - margin) : (1 - level) * (margin - target)
    }

    func startingMargin(targets: [Double], weights: [Double]?) -> Double {
        WeightedQuantile.value(targets, weights: weights, level)
    }
}
