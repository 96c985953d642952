/// Logistic regression with an L2, L1 or elastic-net penalty: binary, multinomial, and one binary model for each label.
///
/// Minimises `C · Σ wᵢ · logLoss(row i) + l1Share · ‖weights‖₁ + ½ (1 − l1Share) ‖weights‖²`, the objective of
/// scikit-learn's `LogisticRegression`; the intercepts are not penalised, as with its solvers `lbfgs` and `saga`.
///
/// - Two classes give a binary `LinearModel`, more classes a multinomial one.
/// - Label sets give a multi-label `LinearModel` whose labels are fitted independently of each other. A label that no
///   row, or every row, carries gets the constant probability `(p + ½) / (n + 1)` for `p` of `n` rows.
///
/// How the minimum is found depends on the data: L-BFGS in general; dual coordinate descent over all labels at once for
/// sparse rows of about unit length (Yu, Huang and Lin, Machine Learning 85, 2011), such as TF-IDF; proximal Newton steps
/// by coordinate descent (Yuan, Ho and Lin, JMLR 13, 2012) when there is an L1 part. All stop by the same rule.
///
/// The features have to be finite; sparse matrices stay sparse. The fitted bytes do not depend on the number of
/// threads, and the seed is not used.
public struct LogisticRegression: Sendable, Hashable {
    /// How much the rows of each class count.
    public enum ClassWeights: String, Sendable, Hashable, Codable {
        /// Every row counts with its own weight.
        case uniform
        /// Rows also count with total weight / (classes · weight of their class), so that all classes weigh the same.
        case balanced
    }

    /// The inverse of the strength of the penalty, `C`; above 0.
    public var inverseRegularization: Double
    /// The share of the L1 penalty: 0 for L2 alone, 1 for L1 alone, between them the elastic net.
    public var l1Share: Double
    /// Whether there are intercepts.
    public var fitsIntercept: Bool
    /// How much the rows of each class count.
    public var classWeights: ClassWeights
    /// The largest derivative of the mean loss, with an L1 part the largest violation of its optimality, at which the
    /// search ends; above 0.
    public var tolerance: Double
    /// The largest number of iterations: L-BFGS steps, passes of dual coordinate descent or Newton steps; at least 1.
    public var maximumIterations: Int
    /// Whether using up the iterations is an error instead of a warning.
    public var requiresConvergence: Bool

    /// Creates an estimator with an L2 penalty.
    ///
    /// - Parameters:
    ///   - inverseRegularization: The inverse of the strength of the penalty, `C`; above 0.
    ///   - fitsIntercept: Whether there are intercepts.
    ///   - classWeights: How much the rows of each class count.
    ///   - tolerance: The largest derivative of the mean loss at which the search ends; above 0.
    ///   - maximumIterations: The largest number of iterations; at least 1.
    ///   - requiresConvergence: Whether using up the iterations is an error instead of a warning.
    public init(
        inverseRegularization: Double = 1, fitsIntercept: Bool = true, classWeights: ClassWeights = .uniform,
        tolerance: Double = 1e-4, maximumIterations: Int = 100, requiresConvergence: Bool = false
    ) {
        self.init(
            inverseRegularization: inverseRegularization, l1Share: 0, fitsIntercept: fitsIntercept,
            classWeights: classWeights, tolerance: tolerance, maximumIterations: maximumIterations,
            requiresConvergence: requiresConvergence)
    }

    /// Creates an estimator with an elastic-net penalty.
    ///
    /// - Parameters:
    ///   - inverseRegularization: The inverse of the strength of the penalty, `C`; above 0.
    ///   - l1Share: The share of the L1 penalty: 0 for L2 alone, 1 for L1 alone.
    ///   - fitsIntercept: Whether there are intercepts.
    ///   - classWeights: How much the rows of each class count.
    ///   - tolerance: The largest violation of optimality, in derivatives of the mean loss, at which the search ends.
    ///   - maximumIterations: The largest number of iterations; at least 1.
    ///   - requiresConvergence: Whether using up the iterations is an error instead of a warning.
    public init(
        inverseRegularization: Double = 1, l1Share: Double, fitsIntercept: Bool = true,
        classWeights: ClassWeights = .uniform, tolerance: Double = 1e-4, maximumIterations: Int = 100,
        requiresConvergence: Bool = false
    ) {
        self.inverseRegularization = inverseRegularization
        self.l1Share = l1Share
        self.fitsIntercept = fitsIntercept
        self.classWeights = classWeights
        self.tolerance = tolerance
        self.maximumIterations = maximumIterations
        self.requiresConvergence = requiresConvergence
    }
}

extension LogisticRegression: Codable {
    private enum CodingKeys: String, CodingKey {
        case inverseRegularization, l1Share, fitsIntercept, classWeights, tolerance, maximumIterations
        case requiresConvergence
    }

    /// Decodes the hyperparameters; an absent `l1Share` is 0.
    public init(from decoder: any Decoder) throws {
        let container = try decoder.container(keyedBy: CodingKeys.self)
        self.init(
            inverseRegularization: try container.decode(Double.self, forKey: .inverseRegularization),
            l1Share: try container.decodeIfPresent(Double.self, forKey: .l1Share) ?? 0,
            fitsIntercept: try container.decode(Bool.self, forKey: .fitsIntercept),
            classWeights: try container.decode(ClassWeights.self, forKey: .classWeights),
            tolerance: try container.decode(Double.self, forKey: .tolerance),
            maximumIterations: try container.decode(Int.self, forKey: .maximumIterations),
            requiresConvergence: try container.decode(Bool.self, forKey: .requiresConvergence))
    }

    /// Encodes the hyperparameters; an `l1Share` of 0 is left out.
    public func encode(to encoder: any Encoder) throws {
        var container = encoder.container(keyedBy: CodingKeys.self)
        try container.encode(inverseRegularization, forKey: .inverseRegularization)
        if l1Share != 0 { try container.encode(l1Share, forKey: .l1Share) }
        try container.encode(fitsIntercept, forKey: .fitsIntercept)
        try container.encode(classWeights, forKey: .classWeights)
        try container.encode(tolerance, forKey: .tolerance)
        try container.encode(maximumIterations, forKey: .maximumIterations)
        try container.encode(requiresConvergence, forKey: .requiresConvergence)
    }
}
