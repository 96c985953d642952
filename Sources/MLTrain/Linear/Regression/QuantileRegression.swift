public import MLCore

/// Regression of a quantile: the number below which the given share of the targets lies, linear in the features.
///
/// Minimises `1/W Σ wᵢ ρ(yᵢ − sᵢ) + penalty · ‖weights‖₁` for the scores `s` with `W = Σ wᵢ` and the pinball loss
/// `ρ(u) = quantile · u` for `u ≥ 0` and `(quantile − 1) · u` below: the objective of scikit-learn's `QuantileRegressor`,
/// whose default penalty is 1. The intercept is not penalised. Where several weights are equally good, it gives some that
/// lie between the extreme ones.
///
/// The minimum is found by an interior-point method on the dual linear program (Portnoy and Koenker, "The Gaussian hare
/// and the Laplacian tortoise", Statistical Science 12, 1997, with Mehrotra's corrections), which holds one number for
/// each pair of features. The features have to be finite; sparse matrices stay sparse. The fitted bytes do not depend on
/// the number of threads.
public struct QuantileRegression: Sendable, Hashable, Codable {
    /// Which quantile, between 0 and 1 without either.
    public var quantile: Double
    /// The strength of the L1 penalty; at least 0.
    public var penalty: Double
    /// Whether there is an intercept.
    public var fitsIntercept: Bool
    /// The duality gap, relative to the loss, at which the search ends; above 0.
    public var tolerance: Double
    /// The largest number of interior-point steps; at least 1.
    public var maximumIterations: Int
    /// Whether using up the iterations is an error instead of a warning.
    public var requiresConvergence: Bool

    /// The largest number of features.
    public static var maximumFeatures: Int { 4096 }

    /// Creates an estimator.
    ///
    /// - Parameters:
    ///   - quantile: Which quantile, between 0 and 1 without either.
    ///   - penalty: The strength of the L1 penalty; at least 0.
    ///   - fitsIntercept: Whether there is an intercept.
    ///   - tolerance: The relative duality gap at which the search ends; above 0.
    ///   - maximumIterations: The largest number of interior-point steps; at least 1.
    ///   - requiresConvergence: Whether using up the iterations is an error instead of a warning.
    public init(
        quantile: Double = 0.5, penalty: Double = 0, fitsIntercept: Bool = true, tolerance: Double = 1e-10,
        maximumIterations: Int = 100, requiresConvergence: Bool = false
    ) {
        self.quantile = quantile
        self.penalty = penalty
        self.fitsIntercept = fitsIntercept
        self.tolerance = tolerance
        self.maximumIterations = maximumIterations
        self.requiresConvergence = requiresConvergence
    }
}

extension QuantileRegression: Estimator {
    /// The stable name for run records.
    public static var kind: String { "linear.quantile-regression" }

    /// Checks the hyperparameters.
    ///
    /// - Throws: ``TrainError`` with code `invalidHyperparameters` that lists every bad one.
    public func validated() throws {
        var faults = Faults()
        faults.require(quantile > 0 && quantile < 1, "quantile \(quantile) is not between 0 and 1")
        faults.requirePenalty(penalty)
        faults.requireSearch(tolerance: tolerance, maximumIterations: maximumIterations)
        try faults.throwIfAny(at: Self.kind)
    }

    /// Learns from numbers.
    ///
    /// Sends a `metric` event after each step (`train.linear.iteration`), and a `warning` (`train.linear.not-converged`)
    /// when the iterations are used up.
    ///
    /// - Parameters:
    ///   - data: Rows of finite features with numbers, at most ``maximumFeatures`` features.
    ///   - context: Threads, observer and cancellation.
    /// - Returns: The fitted model.
    /// - Throws: ``TrainError`` with code `invalidHyperparameters`, `emptyTrainingSet`, `invalidTarget`,
    ///   `invalidFeatures`, `notConverged` or `cancelled`.
    /// - Complexity: O(rows × features² + features³) for each step with dense features.
    public func fitted(to data: TrainingSet, in context: TrainingContext) throws -> LinearModel {
        try validated()
        let rows = try RegressionRows(data, for: Self.kind, in: context)
        guard data.features.featureCount <= Self.maximumFeatures else {
            throw TrainError(
                .invalidFeatures, "\(data.features.featureCount) features are more than \(Self.maximumFeatures)",
                at: Self.kind, remedy: "Select or project features before a quantile regression.")
        }
        var program = QuantileProgram(
            ColumnMatrix(data.features, centres: fitsIntercept), rows, quantile: quantile, penalty: penalty,
            fitsIntercept: fitsIntercept, threads: context.threads)
        let hasConverged = try program.minimize(
            tolerance: tolerance, maximumIterations: maximumIterations
        ) { iteration, value in
            try context.checkCancellation()
            context.observer.observe(RegressionRows.iterationEvent(iteration, value))
        }
        if !hasConverged {
            try RegressionRows.reportLimit(
                maximumIterations, tolerance: tolerance, isError: requiresConvergence, for: Self.kind, context)
        }
        let (weights, intercept) = program.coefficients
        return try RegressionRows.model(weights: weights, intercept: intercept, for: Self.kind)
    }
}
