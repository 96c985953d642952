import MLCore

/// The mean log loss of a binary logistic regression plus the L2 penalty, as a function of weights and intercept.
///
/// `Σ wᵢ · log(1 + exp(−yᵢ sᵢ)) / W + penalty / 2 · ‖w‖²` with `W = Σ wᵢ`; the intercept is not penalised.
struct LogisticObjective: DifferentiableObjective {
    let matrix: DesignMatrix
    /// Whether each row is positive.
    let positives: [Bool]
    /// The weight of each row divided by the sum of the weights.
    let shares: [Double]
    let penalty: Double
    let fitsIntercept: Bool
    let threads: Int
    private var residuals: [Double]
    private var weightGradient: [Double]

    init(
        matrix: DesignMatrix, positives: [Bool], shares: [Double], penalty: Double, fitsIntercept: Bool, threads: Int
    ) {
        self.matrix = matrix
        self.positives = positives
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
            [positives, shares] range, scores in
            var loss = 0.0
            for (position, row) in range.enumerated() {
                let score = scores[position]
                let decay = Elementary.exp(-abs(score))
                let probability = score >= 0 ? 1 / (1 + decay) : decay / (1 + decay)
                let wrongMargin = positives[row] ? -score : score
                loss += shares[row] * (max(wrongMargin, 0) + Elementary.log1p(decay))
                scores[position] = shares[row] * (probability - (positives[row] ? 1 : 0))
            }
            return loss
        }
        matrix.fillGradient(residuals: residuals, outputCount: 1, into: &weightGradient, threads: threads)
        var squares = 0.0
        for feature in 0..<matrix.featureCount {
            squares += point[feature] * point[feature]
            gradient[feature] = weightGradient[feature] + penalty * point[feature]
        }
        gradient[matrix.featureCount] = fitsIntercept ? residuals.reduce(0, +) : 0
        return loss + 0.5 * penalty * squares
    }
}
