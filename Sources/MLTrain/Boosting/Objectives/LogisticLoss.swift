import MLCore

/// The cross-entropy of a probability, the logistic function of the margin, and a target from 0 to 1.
struct LogisticLoss: PointwiseLoss {
    var link: TreeEnsemble.Link { .sigmoid }
    var derivativeBounds: DerivativeBounds? { DerivativeBounds(gradient: 1, hessian: 0.25) }

    @inline(__always)
    func derivatives(margin: Double, target: Double) -> SIMD2<Double> {
        let decay = Elementary.exp(-abs(margin))
        let inverse = 1 / (1 + decay)
        let probability = margin >= 0 ? inverse : decay * inverse
        return SIMD2(probability - target, decay * inverse * inverse)
    }

    func loss(margin: Double, target: Double) -> Double { Elementary.softplus(margin) - target * margin }

    func startingMargin(targets: [Double], weights: [Double]?) -> Double {
        let mean = WeightedMean.value(targets, weights: weights)
        return Elementary.log(mean / (1 - mean))
    }
}
