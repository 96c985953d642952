extension CoordinateDescent {
    /// The distance of a least-squares problem from its dual, which bounds the distance from its minimum.
    ///
    /// The dual point is the residual, scaled until the L1 penalty can balance it (Kim, Koh, Lustig, Boyd and Gorinevsky,
    /// "An Interior-Point Method for Large-Scale L1-Regularized Least Squares", 2007; with the L2 penalty as further
    /// rows).
    ///
    /// - Parameter threads: How many threads may be used.
    /// - Returns: The gap between the values of both problems.
    func dualityGap(threads: Int) -> Double {
        let intercept = interceptStep
        let residuals = slopes.indices.map { -slopes[$0] - steps[$0] - curvatures[$0] * intercept }
        var (residualSquare, targetProduct) = (0.0, 0.0)
        for (row, curvature) in curvatures.enumerated() where curvature > 0 {
            residualSquare += residuals[row] * residuals[row] / curvature
            targetProduct -= residuals[row] * slopes[row] / curvature
        }
        let balances = columns.map(threads: threads) { columns.dot($0, residuals) }
        var (largest, lengths, squares) = (0.0, 0.0, 0.0)
        for (feature, weight) in weights.enumerated() {
            largest = max(largest, abs(balances[feature] - ridge * weight))
            lengths += abs(weight)
            squares += weight * weight
        }
        let value = 0.5 * residualSquare + lasso * lengths + 0.5 * ridge * squares
        if lasso == 0 {
            // Without an L1 penalty the derivative bounds the gap.
            return ridge > 0 ? largest * largest / (2 * ridge) * Double(weights.count) : largest * lengths
        }
        let factor = largest > lasso ? lasso / largest : 1
        let dual = factor * targetProduct - 0.5 * factor * factor * (residualSquare + ridge * squares)
        return value - dual
    }
}
