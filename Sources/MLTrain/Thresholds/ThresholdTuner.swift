public import MLCore

/// Chooses decision thresholds that maximise F1 on predictions the model was not trained on.
///
/// - ``Objective/macroF1`` with a threshold for each label maximises the F1 of every label on its own.
/// - ``Objective/microF1`` with a threshold for each label maximises the pooled F1 exactly, by the iteration of
///   Dinkelbach, "On nonlinear fractional programming", Management Science 13 (1967): for the current value `F`, each
///   label takes the threshold with the largest `2 · TP − F · (predicted + actual)`, until `F` no longer grows.
/// - A shared threshold is the one value that maximises the objective over all labels.
///
/// A threshold lies in the middle between the lowest accepted and the highest rejected probability. Of thresholds that
/// are equally good the highest wins. A label with fewer positive rows than ``minimumPositives`` takes the shared
/// threshold; when no row is positive at all, every label takes ``fallback``.
public struct ThresholdTuner: Sendable, Hashable, Codable {
    /// What is maximised.
    public enum Objective: String, Sendable, Hashable, Codable {
        /// F1 over all decisions together.
        case microF1
        /// The mean of the F1 of the labels.
        case macroF1
    }

    /// Whether labels share a threshold.
    public enum Scope: String, Sendable, Hashable, Codable {
        /// One threshold for all labels.
        case shared
        /// A threshold for each label.
        case perLabel
    }

    /// What is maximised.
    public var objective: Objective
    /// Whether labels share a threshold.
    public var scope: Scope
    /// How many positive rows a label needs for a threshold of its own; at least 1.
    public var minimumPositives: Int
    /// The threshold when no row is positive, from 0 to 1.
    public var fallback: Double

    /// Creates a tuner.
    ///
    /// - Parameters:
    ///   - objective: What is maximised.
    ///   - scope: Whether labels share a threshold.
    ///   - minimumPositives: How many positive rows a label needs for a threshold of its own; at least 1.
    ///   - fallback: The threshold when no row is positive, from 0 to 1.
    public init(
        objective: Objective = .microF1, scope: Scope = .perLabel, minimumPositives: Int = 20, fallback: Double = 0.5
    ) {
        self.objective = objective
        self.scope = scope
        self.minimumPositives = minimumPositives
        self.fallback = fallback
    }

    /// Checks the configuration.
    ///
    /// - Throws: ``TrainError`` with code `invalidHyperparameters` that lists every fault.
    public func validated() throws {
        var faults = Faults()
        faults.require(minimumPositives >= 1, "minimumPositives \(minimumPositives) is not at least 1")
        faults.require((0...1).contains(fallback), "fallback \(fallback) is not from 0 to 1")
        try faults.throwIfAny(at: "threshold tuner")
    }

    /// Chooses thresholds.
    ///
    /// - Parameters:
    ///   - predictions: Probabilities of a binary or multi-label model for rows it was not trained on.
    ///   - targets: What turned out to be true, one for each row.
    /// - Returns: One threshold for each output.
    /// - Throws: ``TrainError`` with code `invalidHyperparameters`, or `invalidTarget` when predictions and targets do
    ///   not belong together, the task has no thresholds, or a probability is not from 0 to 1.
    /// - Complexity: O(rows · outputs · log(rows · outputs)).
    public func rule(for predictions: Predictions, targets: Targets) throws -> DecisionRule {
        try validated()
        let decisions = try ScoredDecisions(predictions, targets)
        let curves = (0..<decisions.outputCount).map { ThresholdCurve(decisions.pairs(of: $0)) }
        guard curves.contains(where: { $0.positives > 0 }) else {
            return try DecisionRule(thresholds: [Double](repeating: fallback, count: curves.count))
        }
        let shared: Double
        switch objective {
        case .microF1:
            shared = ThresholdCurve((0..<decisions.outputCount).flatMap { decisions.pairs(of: $0) }).bestF1.threshold
        case .macroF1: shared = ThresholdCurve.bestMacro(decisions)
        }
        switch (scope, objective) {
        case (.shared, _):
            return try DecisionRule(thresholds: [Double](repeating: shared, count: curves.count))
        case (.perLabel, .macroF1):
            return try DecisionRule(
                thresholds: curves.map { $0.positives >= minimumPositives ? $0.bestF1.threshold : shared })
        case (.perLabel, .microF1):
            return try DecisionRule(thresholds: pooledOptimum(curves, shared: shared))
        }
    }

    /// The thresholds of the largest pooled F1.
    private func pooledOptimum(_ curves: [ThresholdCurve], shared: Double) -> [Double] {
        let actual = curves.reduce(0) { $0 + $1.positives }
        var cuts = curves.map { $0.cut(at: shared) }
        var pooled = Self.pooledF1(cuts, actual: actual)
        // The value grows in each round and takes finitely many values; a handful of rounds is the rule.
        while true {
            let next = curves.map { curve in
                curve.positives >= minimumPositives ? curve.best(atPooledF1: pooled) : curve.cut(at: shared)
            }
            let value = Self.pooledF1(next, actual: actual)
            guard value > pooled else { return cuts.map(\.threshold) }
            (cuts, pooled) = (next, value)
        }
    }

    private static func pooledF1(_ cuts: [ThresholdCurve.Cut], actual: Int) -> Double {
        let (hits, predicted) = cuts.reduce((0, 0)) { ($0.0 + $1.hits, $0.1 + $1.predicted) }
        return predicted + actual > 0 ? 2 * Double(hits) / Double(predicted + actual) : 0
    }
}
