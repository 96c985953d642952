public import MLCore

/// Least squares, with an L2 penalty on request: ordinary least squares and ridge regression.
///
/// Minimises `Σ wᵢ (yᵢ − xᵢ·weights − intercept)² + penalty · ‖weights‖²`, the objective of scikit-learn's
/// `LinearRegression` (penalty 0) and `Ridge`; the intercept is not penalised. Where several weights are equally good —
/// dependent columns, more features than rows, a penalty of 0 — it takes the shortest ones, as scikit-learn does.
///
/// Dense features are solved directly: the rows are reduced by blocks to one triangle with Householder reflections
/// (Demmel, Grigori, Hoemmen and Langou, "Communication-optimal parallel and sequential QR", SIAM J. Sci. Comput. 34,
/// 2012), which loses no digits to squared condition numbers, and dependent columns are told by column pivoting. Sparse
/// features, and more than 2048 dense ones, are solved by LSQR (Paige and Saunders, ACM TOMS 8, 1982) without ever
/// storing their zeros. The features have to be finite. The fitted bytes do not depend on the number of threads.
public struct LinearRegression: Sendable, Hashable, Codable {
    /// The strength of the L2 penalty; at least 0.
    public var penalty: Double
    /// Whether there is an intercept.
    public var fitsIntercept: Bool
    /// The relative size of the derivative at which LSQR ends; above 0.
    ///
    /// Direct solutions do not use it.
    public var tolerance: Double
    /// The largest number of LSQR iterations; at least 1.
    public var maximumIterations: Int
    /// Whether using up the iterations is an error instead of a warning.
    public var requiresConvergence: Bool

    /// Creates an estimator.
    ///
    /// - Parameters:
    ///   - penalty: The strength of the L2 penalty; at least 0.
    ///   - fitsIntercept: Whether there is an intercept.
    ///   - tolerance: The relative size of the derivative at which LSQR ends; above 0.
    ///   - maximumIterations: The largest number of LSQR iterations; at least 1.
    ///   - requiresConvergence: Whether using up the iterations is an error instead of a warning.
    public init(
        penalty: Double = 0, fitsIntercept: Bool = true, tolerance: Double = 1e-8, maximumIterations: Int = 1000,
        requiresConvergence: Bool = false
    ) {
        self.penalty = penalty
        self.fitsIntercept = fitsIntercept
        self.tolerance = tolerance
        self.maximumIterations = maximumIterations
        self.requiresConvergence = requiresConvergence
    }
}

extension LinearRegression: Estimator {
    /// The stable name for run records.
    public static var kind: String { "linear.regression" }

    /// Checks the hyperparameters.
    ///
    /// - Throws: ``TrainError`` with code `invalidHyperparameters` that lists every bad one.
    public func validated() throws {
        var faults = Faults()
        faults.requirePenalty(penalty)
        faults.requireSearch(tolerance: tolerance, maximumIterations: maximumIterations)
        try faults.throwIfAny(at: Self.kind)
    }

    /// Learns from numbers.
    ///
    /// Sends a `warning` event (`train.linear.not-converged`) when LSQR uses up its iterations.
    ///
    /// - Parameters:
    ///   - data: Rows of finite features with numbers.
    ///   - context: Threads, observer and cancellation.
    /// - Returns: The fitted model.
    /// - Throws: ``TrainError`` with code `invalidHyperparameters`, `emptyTrainingSet`, `invalidTarget`,
    ///   `invalidFeatures`, `notConverged` or `cancelled`.
    /// - Complexity: O(rows × features²) for dense features, O(stored values) for each iteration for sparse ones.
    public func fitted(to data: TrainingSet, in context: TrainingContext) throws -> LinearModel {
        try validated()
        let rows = try RegressionRows(data, for: Self.kind, in: context)
        let matrix = DesignMatrix(arranging: data.features)
        let centre = CentredMatrix(matrix, rows, isCentred: fitsIntercept, threads: context.threads)
        let ridge = penalty / rows.total
        let weights: [Double]
        if case .dense(let values) = matrix.rows, matrix.featureCount <= LeastSquares.largestDirectSize {
            weights = try LeastSquares(centre, values, rows, threads: context.threads, context).solution(ridge: ridge)
        } else {
            let search = LSQR(
                tolerance: tolerance, maximumIterations: maximumIterations, damping: ridge.squareRoot())
            let solution = try search.solve(centre, target: centre.scaledTargets(rows)) { _ in
                try context.checkCancellation()
            }
            if !solution.converged {
                try RegressionRows.reportLimit(
                    maximumIterations, tolerance: tolerance, isError: requiresConvergence, for: Self.kind, context)
            }
            weights = solution.point
        }
        let intercept = fitsIntercept ? rows.mean - centre.means.dot(weights) : 0
        return try RegressionRows.model(weights: weights, intercept: intercept, for: Self.kind)
    }
}
