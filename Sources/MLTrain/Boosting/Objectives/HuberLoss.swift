import MLCore

/// Half the squared error up to a distance, linear beyond it (Huber, 1964), with a second derivative of 1 everywhere as
/// in LightGBM.
struct HuberLoss: PointwiseLoss {
    let distance: Double

    var link: TreeEnsemble.Link { .identity }

    func derivatives(margin: Double, target: Double) -> SIMD2<Double> {
        SIMD2(min(max(margin - target, -distance), distance), 1)
    }

    func loss(margin: Double, target: Double) -> Double {
        let size = abs(margin - target)
        return size <= distance ? 0.5 * size * size : distance * (size - 0.5 * distance)
    }

    func startingMargin(targets: [Double], weights: [Double]?) -> Double {
        WeightedMean.value(targets, weights: weights)
    }
}
