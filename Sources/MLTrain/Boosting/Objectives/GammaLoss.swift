import MLCore

/// The negative log likelihood of a gamma distribution whose mean is the exponential of the margin, without what does
/// not depend on the margin.
struct GammaLoss: PointwiseLoss {
    var link: TreeEnsemble.Link { .exponential }

    func derivatives(margin: Double, target: Double) -> SIMD2<Double> {
        let ratio = target * Elementary.exp(-margin)
        return SIMD2(1 - ratio, ratio)
    }

    func loss(margin: Double, target: Double) -> Double { target * Elementary.exp(-margin) + margin }

    func startingMargin(targets: [Double], weights: [Double]?) -> Double {
        Elementary.log(WeightedMean.value(targets, weights: weights))
    }
}
