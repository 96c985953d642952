public import MLCore

/// Least squares with an L1 and an L2 penalty: lasso, ridge and everything between them.
///
/// Minimises `1/(2W) Σ wᵢ (yᵢ − xᵢ·weights − intercept)² + penalty · l1Share · ‖weights‖₁
/// + ½ penalty · (1 − l1Share) · ‖weights‖²` with `W = Σ wᵢ`, the objective of scikit-learn's `ElasticNet` and, with an
/// `l1Share` of 1, `Lasso`; the intercept is not penalised.
///
/// The weights are found by coordinate descent with active sets (Friedman, Hastie and Tibshirani, Journal of Statistical
/// Software 33, 2010), which ends when the duality gap is small. The features have to be finite; sparse matrices stay
/// sparse. The fitted bytes do not depend on the number of threads.
public struct ElasticNet: Sendable, Hashable, Codable {
    /// The strength of both penalties together; at least 0.
    ///
    /// ``LinearRegression`` is better for 0.
    public var penalty: Double
    /// The share of the L1 penalty, from 0 to 1.
    public var l1Share: Double
    /// Whether there is an intercept.
    public var fitsIntercept: Bool
    /// The duality gap, relative to the loss without any weights, at which the search ends; above 0.
    public var tolerance: Double
    /// The largest number of turns through the weights; at least 1.
    public var maximumIterations: Int
    /// Whether using up the iterations is an error instead of a warning.
    public var requiresConvergence: Bool

    /// Creates an estimator.
    ///
    /// - Parameters:
    ///   - penalty: The strength of both penalties together; at least 0.
    ///   - l1Share: The share of the L1 penalty, from 0 to 1.
    ///   - fitsIntercept: Whether there is an intercept.
    ///   - tolerance: The relative duality gap at which the search ends; above 0.
    ///   - maximumIterations: The largest number of turns through the weights; at least 1.
    ///   - requiresConvergence: Whether using up the iterations is an error instead of a warning.
    public init(
        penalty: Double = 1, l1Share: Double = 0.5, fitsIntercept: Bool = true, tolerance: Double = 1e-4,
        maximumIterations: Int = 1000, requiresConvergence: Bool = false
    ) {
        self.penalty = penalty
        self.l1Share = l1Share
        self.fitsIntercept = fitsIntercept
        self.tolerance = tolerance
        self.maximumIterations = maximumIterations
        self.requiresConvergence = requiresConvergence
    }
}

extension ElasticNet: Estimator {
    /// The stable name for run records.
    public static var kind: String { "linear.elastic-net" }

    /// Checks the hyperparameters.
    ///
    /// - Throws: ``TrainError`` with code `invalidHyperparameters` that lists every bad one.
    public func validated() throws {
        var faults = Faults()
        faults.requirePenalty(penalty)
        faults.require(l1Share >= 0 && l1Share <= 1, "l1Share \(l1Share) is not from 0 to 1")
        faults.requireSearch(tolerance: tolerance, maximumIterations: maximumIterations)
        try faults.throwIfAny(at: Self.kind)
    }

    /// Learns from numbers.
    ///
    /// Sends a `warning` event (`train.linear.not-converged`) when the iterations are used up.
    ///
    /// - Parameters:
    ///   - data: Rows of finite features with numbers.
    ///   - context: Threads, observer and cancellation.
    /// - Returns: The fitted model.
    /// - Throws: ``TrainError`` with code `invalidHyperparameters`, `emptyTrainingSet`, `invalidTarget`,
    ///   `invalidFeatures`, `notConverged` or `cancelled`.
    /// - Complexity: O(stored values) for each turn.
    public func fitted(to data: TrainingSet, in context: TrainingContext) throws -> LinearModel {
        try validated()
        let rows = try RegressionRows(data, for: Self.kind, in: context)
        let columns = ColumnMatrix(data.features, centres: fitsIntercept)
        let offset = fitsIntercept ? rows.mean : 0
        let slopes = rows.targets.indices.map { -rows.shares[$0] * (rows.targets[$0] - offset) }
        var descent = CoordinateDescent(
            columns, curvatures: rows.shares, slopes: slopes,
            weights: [Double](repeating: 0, count: columns.featureCount), lasso: penalty * l1Share,
            ridge: penalty * (1 - l1Share), fitsIntercept: fitsIntercept, threads: context.threads)
        let scale = rows.targets.indices.reduce(0) {
            $0 + rows.shares[$1] * (rows.targets[$1] - offset) * (rows.targets[$1] - offset)
        }
        if try !search(&descent, scale: scale, context) {
            try RegressionRows.reportLimit(
                maximumIterations, tolerance: tolerance, isError: requiresConvergence, for: Self.kind, context)
        }
        let intercept = offset + descent.interceptStep - columns.shifts.dot(descent.weights)
        return try RegressionRows.model(
            weights: descent.weights, intercept: fitsIntercept ? intercept : 0, for: Self.kind)
    }

    /// Descends until the duality gap is small.
    ///
    /// - Returns: Whether it became so.
    private func search(_ descent: inout CoordinateDescent, scale: Double, _ context: TrainingContext) throws -> Bool {
        guard scale > 0, scale.isFinite else { return true }
        var left = maximumIterations
        var goal = 0.1 * tolerance.squareRoot() * scale.squareRoot()
        while true {
            let (reached, sweeps) = try descent.descend(goal: goal, maximumSweeps: left) {
                try context.checkCancellation()
            }
            left -= sweeps
            let gap = descent.dualityGap(threads: context.threads)
            // NaN ends the search; the model is refused.
            guard gap > tolerance * scale else { return true }
            guard reached, left > 0, goal > Double.ulpOfOne * scale.squareRoot() else { return false }
            goal *= 0.1
        }
    }
}
