import MLCore

/// A loss of one margin and one target.
protocol PointwiseLoss: Sendable {
    /// How the margin becomes an output.
    var link: TreeEnsemble.Link { get }
    /// Limits of the size of both derivatives; `nil` when there are none.
    var derivativeBounds: DerivativeBounds? { get }

    /// The derivatives of the loss by the margin; the second one is not negative.
    func derivatives(margin: Double, target: Double) -> SIMD2<Double>

    /// The loss.
    func loss(margin: Double, target: Double) -> Double

    /// The constant margin that boosting starts from.
    func startingMargin(targets: [Double], weights: [Double]?) -> Double

    /// Which quantile of what is left is the best constant step of a leaf; `nil` when derivatives tell the step.
    var stepQuantile: Double? { get }
}

extension PointwiseLoss {
    var derivativeBounds: DerivativeBounds? { nil }
    var stepQuantile: Double? { nil }
}

/// A loss of one margin and one number for each row.
struct PointwiseObjective<Loss: PointwiseLoss>: MarginObjective {
    let pointLoss: Loss
    let targets: [Double]
    let weights: [Double]?
    let totalWeight: Double
    let startingMargins: [Double]
    let derivativeBounds: DerivativeBounds?

    var outputCount: Int { 1 }
    var link: TreeEnsemble.Link { pointLoss.link }
    var blocks: RowBlocks { .even(Chunks(count: targets.count, size: 1024)) }

    init(_ loss: Loss, targets: [Double], weights: [Double]?) {
        pointLoss = loss
        self.targets = targets
        self.weights = weights
        totalWeight = weights?.reduce(0, +) ?? Double(targets.count)
        startingMargins = [loss.startingMargin(targets: targets, weights: weights)]
        let largest = weights?.max() ?? 1
        derivativeBounds = loss.derivativeBounds.map {
            DerivativeBounds(gradient: $0.gradient * largest, hessian: $0.hessian * largest)
        }
    }

    private init(_ other: Self, order: [Int32]) {
        pointLoss = other.pointLoss
        targets = order.map { other.targets[Int($0)] }
        weights = other.weights.map { weights in order.map { weights[Int($0)] } }
        totalWeight = other.totalWeight
        startingMargins = other.startingMargins
        derivativeBounds = other.derivativeBounds
    }

    func reordered(by order: [Int32]) -> Self? { Self(self, order: order) }

    func fill(rows: Range<Int>, margins: UnsafePointer<Double>, _ derivatives: UnsafeMutablePointer<SIMD2<Double>>) {
        targets.withUnsafeBufferPointer { targets in
            for (position, row) in rows.enumerated() {
                derivatives[position] = pointLoss.derivatives(margin: margins[row], target: targets[row])
            }
        }
        guard let weights else { return }
        for (position, row) in rows.enumerated() { derivatives[position] *= weights[row] }
    }

    func loss(rows: Range<Int>, margins: UnsafePointer<Double>) -> Double {
        var sum = 0.0
        for row in rows {
            sum += (weights?[row] ?? 1) * pointLoss.loss(margin: margins[row], target: targets[row])
        }
        return sum
    }

    func leafStep(rows: UnsafeBufferPointer<Int32>, output: Int, margins: UnsafePointer<Double>) -> Double? {
        guard let level = pointLoss.stepQuantile, !rows.isEmpty else { return nil }
        let rest = rows.map { targets[Int($0)] - margins[Int($0)] }
        return WeightedQuantile.value(rest, weights: weights.map { weights in rows.map { weights[Int($0)] } }, level)
    }
}
