public import MLCore

/// Regression of counts: the logarithm of the expected count is linear in the features.
///
/// Minimises `1/W Σ wᵢ (exp(sᵢ) − yᵢ sᵢ) + ½ penalty · ‖weights‖²` for the scores `s` with `W = Σ wᵢ`, half the mean
/// Poisson deviance up to a constant: the objective of scikit-learn's `PoissonRegressor`. The intercept is not penalised.
/// The targets are numbers of at least 0, not necessarily whole ones, and at least one is above 0.
///
/// The minimum is found by L-BFGS. The features have to be finite; sparse matrices stay sparse. The fitted bytes do not
/// depend on the number of threads.
public struct PoissonRegression: Sendable, Hashable, Codable {
    /// The strength of the L2 penalty; at least 0.
    public var penalty: Double
    /// Whether there is an intercept.
    public var fitsIntercept: Bool
    /// The largest derivative at which the search ends; above 0.
    public var tolerance: Double
    /// The largest number of L-BFGS iterations; at least 1.
    public var maximumIterations: Int
    /// Whether using up the iterations is an error instead of a warning.
    public var requiresConvergence: Bool

    /// Creates an estimator.
    ///
    /// - Parameters:
    ///   - penalty: The strength of the L2 penalty; at least 0.
    ///   - fitsIntercept: Whether there is an intercept.
    ///   - tolerance: The largest derivative at which the search ends; above 0.
    ///   - maximumIterations: The largest number of L-BFGS iterations; at least 1.
    ///   - requiresConvergence: Whether using up the iterations is an error instead of a warning.
    public init(
        penalty: Double = 1, fitsIntercept: Bool = true, tolerance: Double = 1e-4, maximumIterations: Int = 100,
        requiresConvergence: Bool = false
    ) {
        self.penalty = penalty
        self.fitsIntercept = fitsIntercept
        self.tolerance = tolerance
        self.maximumIterations = maximumIterations
        self.requiresConvergence = requiresConvergence
    }
}

extension PoissonRegression: Estimator {
    /// The stable name for run records.
    public static var kind: String { "linear.poisson-regression" }

    /// Checks the hyperparameters.
    ///
    /// - Throws: ``TrainError`` with code `invalidHyperparameters` that lists every bad one.
    public func validated() throws {
        var faults = Faults()
        faults.requirePenalty(penalty)
        faults.requireSearch(tolerance: tolerance, maximumIterations: maximumIterations)
        try faults.throwIfAny(at: Self.kind)
    }

    /// Learns from counts.
    ///
    /// Sends a `metric` event after each iteration (`train.linear.iteration`), and a `warning`
    /// (`train.linear.not-converged`) when the iterations are used up.
    ///
    /// - Parameters:
    ///   - data: Rows of finite features with numbers of at least 0.
    ///   - context: Threads, observer and cancellation.
    /// - Returns: The fitted model, which predicts expected counts.
    /// - Throws: ``TrainError`` with code `invalidHyperparameters`, `emptyTrainingSet`, `invalidTarget`,
    ///   `invalidFeatures`, `notConverged` or `cancelled`.
    public func fitted(to data: TrainingSet, in context: TrainingContext) throws -> LinearModel {
        try validated()
        let rows = try RegressionRows(data, for: Self.kind, in: context)
        if let row = rows.targets.firstIndex(where: { $0 < 0 }) {
            throw TrainError(
                .invalidTarget, "the target of row \(row) is \(rows.targets[row]), and counts are not negative",
                at: Self.kind, remedy: "Leave out such rows, or use another regression.")
        }
        guard rows.mean > 0, rows.mean.isFinite else {
            throw TrainError(
                .invalidTarget, rows.mean > 0 ? "the counts are too large to add up" : "every count is 0",
                at: Self.kind, remedy: "At least one count above 0 is needed.")
        }
        var objective = PoissonObjective(
            matrix: DesignMatrix(arranging: data.features), targets: rows.targets, shares: rows.shares,
            penalty: penalty, fitsIntercept: fitsIntercept, threads: context.threads)
        var start = [Double](repeating: 0, count: objective.dimension)
        if fitsIntercept { start[start.count - 1] = Elementary.log(rows.mean) }
        let search = LBFGS(tolerance: tolerance, maximumIterations: maximumIterations)
        let result = try search.minimize(&objective, from: start) { iteration, value in
            try context.checkCancellation()
            context.observer.observe(RegressionRows.iterationEvent(iteration, value))
        }
        if result?.ending == .iterationLimit {
            try RegressionRows.reportLimit(
                maximumIterations, tolerance: tolerance, isError: requiresConvergence, for: Self.kind, context)
        }
        let point = result?.point ?? [Double](repeating: .nan, count: start.count)
        return try RegressionRows.model(
            weights: Array(point.dropLast()), intercept: point[point.count - 1], link: .exponential, for: Self.kind)
    }
}
