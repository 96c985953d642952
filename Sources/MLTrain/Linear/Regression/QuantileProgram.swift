import MLCore

/// The linear program of a quantile regression, and where its solution has come to.
///
/// The dual program is `max Σ yᵢ dᵢ` with `Xᵀd = 0` and `(q − 1) cᵢ ≤ dᵢ ≤ q cᵢ`; the penalty adds a row for each weight
/// with a target of 0 and bounds of ± the penalty. With `a` the distance of `d` from its lower bound and `s` that from
/// its upper bound, the residual of a row is `w − z`, where `a z` and `s w` tend to zero. Targets and features are scaled
/// to about 1.
struct QuantileProgram {
    let columns: ColumnMatrix
    let quantile: Double
    let fitsIntercept: Bool
    let threads: Int
    /// The factor of each feature, and what was taken from the targets and their factor.
    let scales: [Double]
    let targetShift: Double
    let targetScale: Double
    /// The scaled targets, then a zero for each penalised weight.
    let targets: [Double]
    /// The distance between the bounds of each row.
    let ranges: [Double]
    /// The lower bounds.
    let lower: [Double]

    /// The scaled weights, then the intercept.
    var point: [Double]
    /// Distances from the lower and the upper bounds, and their multipliers.
    var below: [Double]
    var above: [Double]
    var belowPrice: [Double]
    var abovePrice: [Double]

    /// Prepares the program.
    init(
        _ columns: ColumnMatrix, _ rows: RegressionRows, quantile: Double, penalty: Double, fitsIntercept: Bool,
        threads: Int
    ) {
        self.columns = columns
        self.quantile = quantile
        self.fitsIntercept = fitsIntercept
        self.threads = threads
        scales = columns.map(threads: threads) { column in
            let deviation = columns.weightedSquare(column, rows.shares).squareRoot()
            return deviation > 0 ? 1 / deviation : 1
        }
        let shift = fitsIntercept ? rows.mean : 0
        var spread = 0.0
        for (row, target) in rows.targets.enumerated() { spread += rows.shares[row] * abs(target - shift) }
        targetShift = shift
        targetScale = spread > 0 ? spread : 1
        let count = Double(rows.targets.count)
        var targets = rows.targets.map { ($0 - shift) / (spread > 0 ? spread : 1) }
        var ranges = rows.shares.map { $0 * count }
        var lower = ranges.map { (quantile - 1) * $0 }
        if penalty > 0 {
            for scale in scales {
                targets.append(0)
                ranges.append(2 * penalty * count * scale)
                lower.append(-penalty * count * scale)
            }
        }
        self.targets = targets
        self.ranges = ranges
        self.lower = lower
        point = [Double](repeating: 0, count: columns.featureCount + 1)
        below = lower.map { -$0 }
        above = zip(ranges, lower).map { $0 + $1 }
        belowPrice = targets.map { max(-$0, 0) + 1 }
        abovePrice = targets.map { max($0, 0) + 1 }
    }

    /// The weights and the intercept of the features and targets as they were.
    var coefficients: (weights: [Double], intercept: Double) {
        let weights = columns.shifts.indices.map { point[$0] * scales[$0] * targetScale }
        let intercept = targetShift + targetScale * point[columns.featureCount] - columns.shifts.dot(weights)
        return (weights, fitsIntercept ? intercept : 0)
    }

    /// Searches for the minimum.
    ///
    /// - Parameters:
    ///   - tolerance: The relative duality gap at which the search ends.
    ///   - maximumIterations: The largest number of steps.
    ///   - afterIteration: Called after each step with its number, counted from 1, and the value; may throw to stop.
    /// - Returns: Whether the gap became small enough.
    /// - Throws: What `afterIteration` throws.
    mutating func minimize(
        tolerance: Double, maximumIterations: Int, afterIteration: (Int, Double) throws -> Void
    ) throws -> Bool {
        let count = Double(columns.rowCount)
        for iteration in 1...max(1, maximumIterations) {
            let residuals = residuals(at: point)
            let multipliers = zip(below, lower).map { $0 + $1 }
            var (loss, dual) = (0.0, 0.0)
            for row in targets.indices where ranges[row] > 0 {
                loss += residuals[row] * (residuals[row] >= 0 ? ranges[row] + lower[row] : lower[row])
                dual += targets[row] * multipliers[row]
            }
            if loss - dual <= tolerance * (abs(loss) + 1e-6 * count) { return true }
            // NaN ends the search; the model is refused.
            guard loss.isFinite, dual.isFinite else { return true }
            let slopes = transposed(multipliers)
            guard step(residuals, slopes) else { return false }
            try afterIteration(iteration, loss * targetScale / count)
        }
        return false
    }

    /// A predictor and a corrector step; false when there is no way on.
    private mutating func step(_ residuals: [Double], _ slopes: [Double]) -> Bool {
        let rows = targets.indices.filter { ranges[$0] > 0 }
        var inverse = [Double](repeating: 0, count: targets.count)
        var gap = 0.0
        for row in rows {
            inverse[row] = 1 / (belowPrice[row] / below[row] + abovePrice[row] / above[row])
            gap += below[row] * belowPrice[row] + above[row] * abovePrice[row]
        }
        let system = Cholesky(normalMatrix(inverse), size: point.count)
        let none = [Double](repeating: 0, count: targets.count)
        let affine = direction(residuals, slopes, inverse, system, target: 0, none, none)
        let (first, second) = reach(affine, rows, share: 1)
        var next = 0.0
        for row in rows {
            next += (below[row] + first * affine.below[row]) * (belowPrice[row] + second * affine.belowPrice[row])
            next += (above[row] - first * affine.below[row]) * (abovePrice[row] + second * affine.abovePrice[row])
        }
        let ratio = next / gap
        let centre = ratio * ratio * ratio * gap / (2 * Double(rows.count))
        var (lowTerm, highTerm) = (none, none)
        for row in rows {
            lowTerm[row] = affine.below[row] * affine.belowPrice[row]
            highTerm[row] = -affine.below[row] * affine.abovePrice[row]
        }
        let whole = direction(residuals, slopes, inverse, system, target: centre, lowTerm, highTerm)
        let (primal, dual) = reach(whole, rows, share: 0.9995)
        guard whole.point.allSatisfy(\.isFinite), primal > 0, dual > 0 else { return false }
        point.add(dual, times: whole.point)
        for row in rows {
            below[row] += primal * whole.below[row]
            above[row] -= primal * whole.below[row]
            belowPrice[row] += dual * whole.belowPrice[row]
            abovePrice[row] += dual * whole.abovePrice[row]
        }
        return true
    }

    private struct Direction {
        var point: [Double]
        var below: [Double]
        var belowPrice: [Double]
        var abovePrice: [Double]
    }

    /// The Newton step towards products `a z` and `s w` of `target`, minus the second-order terms.
    private func direction(
        _ residuals: [Double], _ slopes: [Double], _ inverse: [Double], _ system: Cholesky, target: Double,
        _ lowTerm: [Double], _ highTerm: [Double]
    ) -> Direction {
        let count = targets.count
        var (wanted, low, high) = (
            residuals, [Double](repeating: 0, count: count), [Double](repeating: 0, count: count)
        )
        for row in 0..<count where ranges[row] > 0 {
            low[row] = (target - lowTerm[row]) / below[row]
            high[row] = (target - highTerm[row]) / above[row]
            wanted[row] -= high[row] - low[row]
        }
        var right = transposed(zip(inverse, wanted).map { $0 * $1 })
        right.add(1, times: slopes)
        let point = system.solved(right)
        let fitted = product(point)
        var step = Direction(point: point, below: low, belowPrice: low, abovePrice: high)
        for row in 0..<count where ranges[row] > 0 {
            let change = inverse[row] * (wanted[row] - fitted[row])
            step.below[row] = change
            step.belowPrice[row] = low[row] - belowPrice[row] - belowPrice[row] / below[row] * change
            step.abovePrice[row] = high[row] - abovePrice[row] + abovePrice[row] / above[row] * change
        }
        return step
    }

    /// How far the distances and the multipliers may go and stay positive.
    private func reach(_ step: Direction, _ rows: [Int], share: Double) -> (Double, Double) {
        var (primal, dual) = (1.0, 1.0)
        for row in rows {
            if step.below[row] < 0 { primal = min(primal, share * below[row] / -step.below[row]) }
            if step.below[row] > 0 { primal = min(primal, share * above[row] / step.below[row]) }
            if step.belowPrice[row] < 0 { dual = min(dual, share * belowPrice[row] / -step.belowPrice[row]) }
            if step.abovePrice[row] < 0 { dual = min(dual, share * abovePrice[row] / -step.abovePrice[row]) }
        }
        return (primal, dual)
    }
}
