import MLCore

/// The negative log likelihood of a Poisson count whose mean is the exponential of the margin, without its constant.
///
/// The second derivative is that of a margin 0.7 larger, which keeps steps small (LightGBM's and XGBoost's
/// `max_delta_step`).
struct PoissonLoss: PointwiseLoss {
    /// e^0.7.
    private static let caution = 2.0137527074704766

    var link: TreeEnsemble.Link { .exponential }

    func derivatives(margin: Double, target: Double) -> SIMD2<Double> {
        let mean = Elementary.exp(margin)
        return SIMD2(mean - target, mean * Self.caution)
    }

    func loss(margin: Double, target: Double) -> Double { Elementary.exp(margin) - target * margin }

    func startingMargin(targets: [Double], weights: [Double]?) -> Double {
        Elementary.log(WeightedMean.value(targets, weights: weights))
    }
}
