import MLCore

/// The negative log likelihood of a compound Poisson–gamma (Tweedie) distribution whose mean is the exponential of the
/// margin, without what does not depend on the margin.
struct TweedieLoss: PointwiseLoss {
    /// The variance is the mean to this power; between 1 and 2.
    let power: Double

    var link: TreeEnsemble.Link { .exponential }

    func derivatives(margin: Double, target: Double) -> SIMD2<Double> {
        let first = target * Elementary.exp((1 - power) * margin)
        let second = Elementary.exp((2 - power) * margin)
        return SIMD2(second - first, (2 - power) * second - (1 - power) * first)
    }

    func loss(margin: Double, target: Double) -> Double {
        Elementary.exp((2 - power) * margin) / (2 - power)
            - target * Elementary.exp((1 - power) * margin) / (1 - power)
    }

    func startingMargin(targets: [Double], weights: [Double]?) -> Double {
        Elementary.log(WeightedMean.value(targets, weights: weights))
    }
}
