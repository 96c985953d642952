/// Sanity checks of a training set-up: what is to be looked at before anybody tunes, compares or ships a model.
///
/// The checks are those that practitioners agree on (Karpathy, "A Recipe for Training Neural Networks", 2019; Zinkevich,
/// "Rules of Machine Learning"; Breck et al., "The ML Test Score", 2017): the loss begins where it must, a small batch
/// can be learned by heart, nothing is learned from permuted targets, no feature gives the target away, no row is on
/// both sides of a split, no feature is dead, gradients are derivatives of their loss. ``DiagnosticCheck`` says what each
/// one does.
///
/// ```swift
/// let report = try TrainingDiagnostics().report(
///     for: GradientBoosting(), on: data, in: TrainingContext(seed: 1, threads: 2))
/// print(report)
/// ```
///
/// The fits use at most ``rowLimit`` rows, so that the checks take seconds also where a training takes hours; what can
/// be told by reading (dead, contradictory and shared rows) is told about all rows.
public struct TrainingDiagnostics: Sendable, Hashable {
    /// The checks to run, in any order.
    public var checks: Set<DiagnosticCheck>
    /// How many rows are learned from at most, and how many are held out at most; at least 50.
    public var rowLimit: Int
    /// The share of the rows that is held out when the context has no validation data; above 0 and at most 0.5.
    public var heldOutShare: Double
    /// How many rows are to be learned by heart; from 2 to 1024.
    public var batchRows: Int
    /// How often each row of the batch stands in it, so that limits meant for many rows do not bind; from 1 to 1024.
    public var batchCopies: Int
    /// Which share of the loss of the constant prediction may be left on the batch; above 0 and below 1.
    public var batchTolerance: Double
    /// How many models are fitted to permuted targets; from 1 to 100.
    public var shuffledFits: Int
    /// The probability of a false alarm of a statistical test; above 0 and below 0.5.
    public var significance: Double
    /// The power of a single feature from which on it is suspicious; above 0.5 and at most 1.
    public var suspiciousPower: Double
    /// The power of a single feature from which on it gives the target away; at least ``suspiciousPower``, at most 1.
    public var leakingPower: Double
    /// Which share of the held-out rows may stand among the training rows; from 0 to 1.
    public var sharedRowShare: Double
    /// Which share of the training rows may contradict others; from 0 to 1.
    public var contradictoryShare: Double
    /// How many features are permuted at most to find out whether the model uses them; at least 1.
    public var permutedFeatureLimit: Int
    /// The relative difference up to which two losses are the same; above 0 and below 1.
    public var lossTolerance: Double
    /// What the estimator says that it reports as its loss; `nil` finds out by comparison.
    public var reportedLoss: ReportedLoss?
    /// How derivatives are compared.
    public var gradients: GradientCheck

    /// Creates a configuration with the documented defaults.
    ///
    /// - Parameters:
    ///   - checks: The checks to run.
    ///   - rowLimit: How many rows are learned from at most.
    ///   - reportedLoss: What the estimator says that it reports as its loss; `nil` finds out by comparison.
    public init(
        checks: Set<DiagnosticCheck> = Set(DiagnosticCheck.allCases), rowLimit: Int = 20_000,
        reportedLoss: ReportedLoss? = nil
    ) {
        self.checks = checks
        self.rowLimit = rowLimit
        self.reportedLoss = reportedLoss
        heldOutShare = 0.25
        batchRows = 32
        batchCopies = 64
        batchTolerance = 0.1
        shuffledFits = 1
        significance = 0.001
        suspiciousPower = 0.95
        leakingPower = 0.999
        sharedRowShare = 0.01
        contradictoryShare = 0.05
        permutedFeatureLimit = 500
        lossTolerance = 1e-6
        gradients = GradientCheck()
    }

    /// What an estimator reports as `loss` in its `metric` events.
    public enum ReportedLoss: String, Sendable, Hashable, Codable, CaseIterable {
        /// The mean negative logarithm of the probability of the truth; for label sets the mean over the labels too.
        case logLoss
        /// The log loss plus a penalty of at least 0.
        case penalizedLogLoss
        /// The mean squared error.
        case squaredError
        /// Half of the mean squared error.
        case halfSquaredError
    }

    /// Checks the configuration.
    ///
    /// - Throws: ``TrainError`` with code `invalidHyperparameters` that lists every bad field.
    public func validated() throws {
        var faults = Faults()
        faults.require(!checks.isEmpty, "there are no checks")
        faults.require(rowLimit >= 50, "rowLimit \(rowLimit) is not at least 50")
        faults.require(heldOutShare > 0 && heldOutShare <= 0.5, "heldOutShare \(heldOutShare) is not in (0, 0.5]")
        faults.require((2...1024).contains(batchRows), "batchRows \(batchRows) is not from 2 to 1024")
        faults.require((1...1024).contains(batchCopies), "batchCopies \(batchCopies) is not from 1 to 1024")
        faults.require(batchTolerance > 0 && batchTolerance < 1, "batchTolerance \(batchTolerance) is not in (0, 1)")
        faults.require((1...100).contains(shuffledFits), "shuffledFits \(shuffledFits) is not from 1 to 100")
        faults.require(significance > 0 && significance < 0.5, "significance \(significance) is not in (0, 0.5)")
        faults.require(
            suspiciousPower > 0.5 && suspiciousPower <= 1, "suspiciousPower \(suspiciousPower) is not in (0.5, 1]")
        faults.require(
            leakingPower >= suspiciousPower && leakingPower <= 1,
            "leakingPower \(leakingPower) is not from suspiciousPower \(suspiciousPower) to 1")
        for (name, share) in [("sharedRowShare", sharedRowShare), ("contradictoryShare", contradictoryShare)] {
            faults.require((0...1).contains(share), "\(name) \(share) is not from 0 to 1")
        }
        faults.require(permutedFeatureLimit >= 1, "permutedFeatureLimit \(permutedFeatureLimit) is not at least 1")
        faults.require(lossTolerance > 0 && lossTolerance < 1, "lossTolerance \(lossTolerance) is not in (0, 1)")
        gradients.collectFaults(into: &faults, prefix: "gradients.")
        try faults.throwIfAny(at: Self.kind)
    }

    /// Stands for the checks in errors.
    static var kind: String { "training diagnostics" }
}
