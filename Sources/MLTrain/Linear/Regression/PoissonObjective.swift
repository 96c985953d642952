import MLCore

/// Half the mean Poisson deviance up to a constant, plus the L2 penalty, as a function of weights and intercept.
struct PoissonObjective: DifferentiableObjective {
    let matrix: DesignMatrix
    let targets: [Double]
    /// The weight of each row divided by the sum of the weights.
    let shares: [Double]
    let penalty: Double
    let fitsIntercept: Bool
    let threads: Int
    private var residuals: [Double]
    private var weightGradient: [Double]

    init(
        matrix: DesignMatrix, targets: [Double], shares: [Double], penalty: Double, fitsIntercept: Bool, threads: Int
    ) {
        self.matrix = matrix
        self.targets = targets
        self.shares = shares
        self.penalty = penalty
        self.fitsIntercept = fitsIntercept
        self.threads = threads
        residuals = [Double](repeating: 0, count: matrix.rowCount)
        weightGradient = [Double](repeating: 0, count: matrix.featureCount)
    }

    var dimension: Int { matrix.featureCount + 1 }

    mutating func value(at point: [Double], gradient: inout [Double]) -> Double {
        let loss = matrix.residuals(at: point, outputCount: 1, into: &residuals, threads: threads) {
            [targets, shares] range, scores in
            var loss = 0.0
            for (position, row) in range.enumerated() {
                let score = scores[position]
                // Zero weight times an overflow would be NaN.
                guard shares[row] > 0 else {
                    scores[position] = 0
                    continue
                }
                let expected = Elementary.exp(score)
                loss += shares[row] * (expected - targets[row] * score)
                scores[position] = shares[row] * (expected - targets[row])
            }
            return loss
        }
        matrix.fillGradient(residuals: residuals, outputCount: 1, into: &weightGradient, threads: threads)
        var squares = 0.0
        for feature in 0..<matrix.featureCount {
            squares += point[feature] * point[feature]
            gradient[feature] = weightGradient[feature] + penalty * point[feature]
        }
        gradient[matrix.featureCount] = fitsIntercept ? VectorKernels.sum(residuals, count: residuals.count) : 0
        return loss + 0.5 * penalty * squares
    }
}
