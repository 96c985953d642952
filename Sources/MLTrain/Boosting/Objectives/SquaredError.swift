import MLCore

/// `½ (margin − target)²`.
struct SquaredError: PointwiseLoss {
    var link: TreeEnsemble.Link { .identity }

    @inline(__always)
    func derivatives(margin: Double, target: Double) -> SIMD2<Double> { SIMD2(margin - target, 1) }

    func loss(margin: Double, target: Double) -> Double { 0.5 * (margin - target) * (margin - target) }

    func startingMargin(targets: [Double], weights: [Double]?) -> Double {
        WeightedMean.value(targets, weights: weights)
    }
}
