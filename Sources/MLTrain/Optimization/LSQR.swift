import MLCore

/// The minimiser of `‖A x − b‖² + damping² ‖x‖²` by products with A and its transpose.
///
/// Paige and Saunders, "LSQR: An algorithm for sparse linear equations and sparse least squares", ACM TOMS 8 (1982). It
/// starts from zero, so among several minima it finds the shortest.
struct LSQR {
    /// Where the search ended.
    struct Result {
        let point: [Double]
        let iterations: Int
        let converged: Bool
    }

    /// The largest `‖Aᵀr‖ / (‖A‖ ‖r‖)`, or `‖r‖ / ‖b‖`, at which the search ends.
    var tolerance: Double
    var maximumIterations: Int
    var damping: Double

    /// Searches.
    ///
    /// - Parameters:
    ///   - matrix: A.
    ///   - target: b.
    ///   - beforeIteration: Called with the number of each iteration, counted from 1; may throw to stop.
    /// - Returns: The shortest of the best points, or where the iterations ended.
    /// - Throws: What `beforeIteration` throws.
    func solve(
        _ matrix: some LinearOperator, target: [Double], beforeIteration: (Int) throws -> Void
    ) throws -> Result {
        var point = [Double](repeating: 0, count: matrix.columnCount)
        var left = target
        var beta = left.normalize()
        let targetLength = beta
        guard beta > 0 else { return Result(point: point, iterations: 0, converged: true) }
        var right = matrix.transposedProduct(left)
        var alpha = right.normalize()
        guard alpha > 0 else { return Result(point: point, iterations: 0, converged: true) }
        var direction = right
        var (phiBar, rhoBar) = (beta, alpha)
        var (squareSum, dampedSum) = (alpha * alpha + damping * damping, 0.0)
        for iteration in 1...max(1, maximumIterations) {
            try beforeIteration(iteration)
            var next = matrix.product(right)
            next.add(-alpha, times: left)
            left = next
            beta = left.normalize()
            var nextRight = matrix.transposedProduct(left)
            nextRight.add(-beta, times: right)
            right = nextRight
            alpha = right.normalize()
            squareSum += alpha * alpha + beta * beta + damping * damping
            // The rotation that takes the damping away, and the one that takes the bidiagonal to a triangle.
            let damped = (rhoBar * rhoBar + damping * damping).squareRoot()
            let psi = damping / damped * phiBar
            phiBar *= rhoBar / damped
            dampedSum += psi * psi
            let rho = (damped * damped + beta * beta).squareRoot()
            guard rho > 0, rho.isFinite else { break }
            let (cosine, sine) = (damped / rho, beta / rho)
            let phi = cosine * phiBar
            point.add(phi / rho, times: direction)
            let theta = sine * alpha
            for index in direction.indices { direction[index] = right[index] - theta / rho * direction[index] }
            rhoBar = -cosine * alpha
            phiBar *= sine
            let residual = (phiBar * phiBar + dampedSum).squareRoot()
            let slope = abs(phiBar) * alpha * abs(cosine)
            let isFlat = slope <= tolerance * squareSum.squareRoot() * residual
            // A residual of rounding size: b lies in the range of A.
            if isFlat || residual <= Double.ulpOfOne * targetLength || alpha == 0 {
                return Result(point: point, iterations: iteration, converged: true)
            }
        }
        return Result(point: point, iterations: maximumIterations, converged: false)
    }
}
