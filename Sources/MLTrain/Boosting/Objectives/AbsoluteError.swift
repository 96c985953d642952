import MLCore

/// `|margin − target|`: leaves are medians of what is left.
struct AbsoluteError: PointwiseLoss {
    var link: TreeEnsemble.Link { .identity }
    var derivativeBounds: DerivativeBounds? { DerivativeBounds(gradient: 1, hessian: 1) }
    var stepQuantile: Double? { 0.5 }

    func derivatives(margin: Double, target: Double) -> SIMD2<Double> {
        SIMD2(margin > target ? 1 : margin < target ? -1 : 0, 1)
    }

    func loss(margin: Double, target: Double) -> Double { abs(margin - target) }

    func startingMargin(targets: [Double], weights: [Double]?) -> Double {
        WeightedQuantile.value(targets, weights: weights, 0.5)
    }
}
