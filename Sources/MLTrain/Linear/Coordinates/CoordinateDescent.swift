import MLCore

/// Minimises a weighted sum of squares under an elastic-net penalty, one weight at a time.
///
/// `½ Σ hᵢ (xᵢ·d + b)² + Σ rᵢ (xᵢ·d + b) + lasso · ‖w + d‖₁ + ½ ridge · ‖w + d‖²` over `d` and, with an intercept, `b`:
/// least squares with `h` the weights of the rows and `r` minus the weighted targets, or a Newton step of another loss
/// with `h` and `r` its second and first derivatives. Friedman, Hastie and Tibshirani, "Regularization Paths for
/// Generalized Linear Models via Coordinate Descent", Journal of Statistical Software 33 (2010); the intercept is at its
/// best after every step, which is the same as columns with a weighted mean of zero.
struct CoordinateDescent {
    let columns: ColumnMatrix
    let lasso: Double
    let ridge: Double
    let fitsIntercept: Bool
    /// The second derivatives hᵢ.
    let curvatures: [Double]
    private let curvatureTotal: Double
    /// Σ hᵢ xᵢⱼ.
    private let columnSums: [Double]
    /// The second derivative of the sum of squares along each weight, the intercept at its best.
    private let columnCurvatures: [Double]
    /// The first derivatives rᵢ.
    let slopes: [Double]
    /// Σ rᵢ xᵢⱼ, and Σ rᵢ.
    private let columnSlopes: [Double]
    private let slopeTotal: Double
    /// hᵢ · (xᵢ·d).
    private(set) var steps: [Double]
    /// The weights w + d.
    private(set) var weights: [Double]

    /// Prepares a search.
    ///
    /// - Parameters:
    ///   - columns: The features.
    ///   - curvatures: The second derivatives hᵢ; at least 0, with a sum above 0.
    ///   - slopes: The first derivatives rᵢ.
    ///   - weights: The weights w that it starts from.
    ///   - lasso: The strength of the L1 penalty.
    ///   - ridge: The strength of the L2 penalty.
    ///   - fitsIntercept: Whether there is an intercept.
    ///   - threads: How many threads may be used to prepare.
    init(
        _ columns: ColumnMatrix, curvatures: [Double], slopes: [Double], weights: [Double], lasso: Double,
        ridge: Double, fitsIntercept: Bool, threads: Int
    ) {
        self.columns = columns
        self.lasso = lasso
        self.ridge = ridge
        self.fitsIntercept = fitsIntercept
        self.curvatures = curvatures
        self.weights = weights
        let total = VectorKernels.sum(curvatures, count: curvatures.count)
        curvatureTotal = total
        self.slopes = slopes
        slopeTotal = VectorKernels.sum(slopes, count: slopes.count)
        columnSlopes = columns.map(threads: threads) { columns.dot($0, slopes) }
        let sums = columns.map(threads: threads) { columns.dot($0, curvatures) }
        columnSums = sums
        columnCurvatures = columns.map(threads: threads) { column in
            let square = columns.weightedSquare(column, curvatures)
            guard fitsIntercept else { return square }
            let centred = square - sums[column] * sums[column] / total
            // What is left of a constant column is rounding.
            return centred > 1e-13 * square ? centred : 0
        }
        steps = [Double](repeating: 0, count: columns.rowCount)
    }

    /// The change of the intercept that is best for the weights.
    var interceptStep: Double {
        fitsIntercept ? -(slopeTotal + VectorKernels.sum(steps, count: steps.count)) / curvatureTotal : 0
    }

    /// Steps along the given weights, one after the other.
    ///
    /// - Parameters:
    ///   - features: The positions of the weights.
    ///   - kept: Gets the positions of weights that are not zero or should not be.
    /// - Returns: The largest violation of the optimality of a weight that was met: the distance of the derivative from
    ///   what the penalty balances.
    mutating func sweep(_ features: [Int], keeping kept: inout [Int]) -> Double {
        var largest = 0.0
        var intercept = interceptStep
        for feature in features {
            let weight = weights[feature]
            let slope =
                columnSlopes[feature] + columns.dot(feature, steps) + intercept * columnSums[feature] + ridge * weight
            let violation = Self.violation(slope: slope, weight: weight, lasso: lasso)
            // Not `max`, which would lose NaN.
            if !(violation <= largest) { largest = violation }
            let curvature = columnCurvatures[feature] + ridge
            guard curvature > 0 else {
                // The column is a constant: the intercept does all that it could.
                continue
            }
            let target = curvature * weight - slope
            let next =
                target > lasso ? (target - lasso) / curvature : target < -lasso ? (target + lasso) / curvature : 0
            if next != 0 || weight != 0 { kept.append(feature) }
            let change = next - weight
            guard change != 0 else { continue }
            weights[feature] = next
            columns.add(change, times: feature, weights: curvatures, to: &steps)
            if fitsIntercept { intercept -= change * columnSums[feature] / curvatureTotal }
        }
        return largest
    }

    /// Descends until no violation is above the goal: all weights in turn, then those that are not zero until they
    /// rest, and all again.
    ///
    /// - Parameters:
    ///   - goal: The largest violation that is left.
    ///   - maximumSweeps: The largest number of turns.
    ///   - beforeSweep: Called before every turn; may throw to stop.
    /// - Returns: Whether the goal was reached, and the number of turns.
    mutating func descend(
        goal: Double, maximumSweeps: Int, beforeSweep: () throws -> Void
    ) rethrows -> (reached: Bool, sweeps: Int) {
        let all = Array(0..<columns.featureCount)
        var sweeps = 0
        while sweeps < maximumSweeps {
            try beforeSweep()
            sweeps += 1
            var active: [Int] = []
            if sweep(all, keeping: &active) <= goal { return (true, sweeps) }
            var isSettled = false
            while !isSettled, sweeps < maximumSweeps {
                try beforeSweep()
                sweeps += 1
                var kept: [Int] = []
                isSettled = sweep(active, keeping: &kept) <= goal
            }
        }
        return (false, sweeps)
    }

    /// How far the derivative of the smooth part is from what the L1 penalty balances at a weight.
    static func violation(slope: Double, weight: Double, lasso: Double) -> Double {
        if weight > 0 { return abs(slope + lasso) }
        if weight < 0 { return abs(slope - lasso) }
        // `max` would turn NaN into 0.
        return abs(slope) <= lasso ? 0 : abs(slope) - lasso
    }
}
