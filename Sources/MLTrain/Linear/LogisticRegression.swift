public import MLCore

/// Logistic regression with an L2 penalty: binary, multinomial, and one binary model for each label.
///
/// Minimises `C · Σ wᵢ · logLoss(row i) + ½ ‖weights‖²` with L-BFGS; the intercepts are not penalised. Objective,
/// defaults and stopping rules are those of scikit-learn's `LogisticRegression(solver="lbfgs")`:
///
/// - Two classes give a binary `LinearModel`, more classes a multinomial one.
/// - Label sets give a multi-label `LinearModel` whose labels are fitted independently of each other. A label that no
///   row, or every row, carries gets the constant probability `(p + ½) / (n + 1)` for `p` of `n` rows.
///
/// The features have to be finite; sparse matrices stay sparse. The fitted bytes do not depend on the number of
/// threads, and the seed is not used.
public struct LogisticRegression: Sendable, Hashable, Codable {
    /// How much the rows of each class count.
    public enum ClassWeights: String, Sendable, Hashable, Codable {
        /// Every row counts with its own weight.
        case uniform
        /// Rows also count with total weight / (classes · weight of their class), so that all classes weigh the same.
        case balanced
    }

    /// The inverse of the strength of the penalty, `C`; above 0.
    public var inverseRegularization: Double
    /// Whether there are intercepts.
    public var fitsIntercept: Bool
    /// How much the rows of each class count.
    public var classWeights: ClassWeights
    /// The largest derivative of the mean loss at which the search ends; above 0.
    public var tolerance: Double
    /// The largest number of L-BFGS iterations; at least 1.
    public var maximumIterations: Int
    /// Whether using up the iterations is an error instead of a warning.
    public var requiresConvergence: Bool

    /// Creates an estimator.
    ///
    /// - Parameters:
    ///   - inverseRegularization: The inverse of the strength of the penalty, `C`; above 0.
    ///   - fitsIntercept: Whether there are intercepts.
    ///   - classWeights: How much the rows of each class count.
    ///   - tolerance: The largest derivative of the mean loss at which the search ends; above 0.
    ///   - maximumIterations: The largest number of L-BFGS iterations; at least 1.
    ///   - requiresConvergence: Whether using up the iterations is an error instead of a warning.
    public init(
        inverseRegularization: Double = 1, fitsIntercept: Bool = true, classWeights: ClassWeights = .uniform,
        tolerance: Double = 1e-4, maximumIterations: Int = 100, requiresConvergence: Bool = false
    ) {
        self.inverseRegularization = inverseRegularization
        self.fitsIntercept = fitsIntercept
        self.classWeights = classWeights
        self.tolerance = tolerance
        self.maximumIterations = maximumIterations
        self.requiresConvergence = requiresConvergence
    }
}

extension LogisticRegression: Estimator {
    /// The stable name for run records.
    public static var kind: String { "linear.logistic-regression" }

    /// Checks the hyperparameters.
    ///
    /// - Throws: ``TrainError`` with code `invalidHyperparameters` that lists every bad one.
    public func validated() throws {
        var faults = Faults()
        faults.require(
            inverseRegularization > 0 && inverseRegularization.isFinite,
            "inverseRegularization \(inverseRegularization) is not above 0 and finite")
        faults.require(tolerance > 0 && tolerance.isFinite, "tolerance \(tolerance) is not above 0 and finite")
        faults.require(maximumIterations >= 1, "maximumIterations \(maximumIterations) is not at least 1")
        try faults.throwIfAny(at: Self.kind)
    }

    /// Learns from classes or label sets.
    ///
    /// Sends a `metric` event after each iteration (`train.logistic.iteration`), or for label sets one for each label
    /// in label order (`train.logistic.label`) after `progress` events; and a `warning` when iterations are used up.
    ///
    /// - Parameters:
    ///   - data: Rows of finite features with classes, each of which occurs, or label sets.
    ///   - context: Threads, observer and cancellation.
    /// - Returns: The fitted model.
    /// - Throws: ``TrainError`` with code `invalidHyperparameters`, `emptyTrainingSet`, `invalidTarget`,
    ///   `invalidFeatures`, `notConverged` or `cancelled`.
    public func fitted(to data: TrainingSet, in context: TrainingContext) throws -> LinearModel {
        try validated()
        try context.requireRows(data, for: Self.kind)
        let matrix = try DesignMatrix(data.features, for: Self.kind)
        let weights = data.weights ?? [Double](repeating: 1, count: data.rowCount)
        switch data.targets {
        case .numbers:
            throw TrainError(
                .invalidTarget, "numbers are not classes", at: Self.kind,
                remedy: "Use a regression, or turn the numbers into classes.")
        case .classes(let classes):
            try classes.requireEveryClass(weights, for: Self.kind)
            return classes.labels.count == 2
                ? try fittedBinary(matrix, classes, weights, context)
                : try fittedMultinomial(matrix, classes, weights, context)
        case .labelSets:
            return try fittedLabels(matrix, try LabelView(data.targets, for: Self.kind), weights, context)
        }
    }
}
