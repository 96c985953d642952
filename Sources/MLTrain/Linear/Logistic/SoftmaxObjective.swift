import MLCore

/// The mean log loss of a multinomial logistic regression plus the L2 penalty, as a function of weights and intercepts.
///
/// Every class has its own weights, as in scikit-learn; the penalty makes the solution unique, and the intercepts,
/// which are not penalised, keep a sum of zero because they start with one.
struct SoftmaxObjective: DifferentiableObjective {
    let matrix: DesignMatrix
    /// The class of each row.
    let classes: [Int32]
    let classCount: Int
    /// The weight of each row divided by the sum of the weights.
    let shares: [Double]
    let penalty: Double
    let fitsIntercept: Bool
    let threads: Int
    private var residuals: [Double]
    private var weightGradient: [Double]

    init(
        matrix: DesignMatrix, classes: [Int32], classCount: Int, shares: [Double], penalty: Double,
        fitsIntercept: Bool, threads: Int
    ) {
        self.matrix = matrix
        self.classes = classes
        self.classCount = classCount
        self.shares = shares
        self.penalty = penalty
        self.fitsIntercept = fitsIntercept
        self.threads = threads
        residuals = [Double](repeating: 0, count: matrix.rowCount * classCount)
        weightGradient = [Double](repeating: 0, count: matrix.featureCount * classCount)
    }

    var dimension: Int { (matrix.featureCount + 1) * classCount }

    mutating func value(at point: [Double], gradient: inout [Double]) -> Double {
        let loss = matrix.residuals(at: point, outputCount: classCount, into: &residuals, threads: threads) {
            [classes, classCount, shares] range, scores in
            var loss = 0.0
            for (position, row) in range.enumerated() {
                let start = position * classCount
                loss +=
                    shares[row]
                    * Self.settle(scores, start..<start + classCount, truth: Int(classes[row]), share: shares[row])
            }
            return loss
        }
        matrix.fillGradient(residuals: residuals, outputCount: classCount, into: &weightGradient, threads: threads)
        let weightCount = weightGradient.count
        var squares = 0.0
        for position in 0..<weightCount {
            squares += point[position] * point[position]
            gradient[position] = weightGradient[position] + penalty * point[position]
        }
        for output in 0..<classCount { gradient[weightCount + output] = 0 }
        if fitsIntercept {
            for position in residuals.indices { gradient[weightCount + position % classCount] += residuals[position] }
        }
        return loss + 0.5 * penalty * squares
    }

    /// Turns the scores of a row into residuals and returns its log loss.
    private static func settle(
        _ scores: UnsafeMutableBufferPointer<Double>, _ range: Range<Int>, truth: Int, share: Double
    ) -> Double {
        var largest = -Double.infinity
        for position in range { largest = max(largest, scores[position]) }
        let truthScore = scores[range.lowerBound + truth]
        var sum = 0.0
        for position in range {
            scores[position] = Elementary.exp(scores[position] - largest)
            sum += scores[position]
        }
        for position in range { scores[position] = share * (scores[position] / sum) }
        scores[range.lowerBound + truth] -= share
        return Elementary.log(sum) - (truthScore - largest)
    }
}
