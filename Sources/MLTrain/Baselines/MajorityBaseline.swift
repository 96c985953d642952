public import MLCore

/// The baseline that ignores the features: class shares, label shares or the mean.
///
/// Shares and means are weighted by the row weights. Any useful model beats it.
public struct MajorityBaseline: Sendable, Hashable, Codable {
    /// Creates the baseline; it has no hyperparameters.
    public init() {}
}

extension MajorityBaseline: Estimator {
    /// The stable name for run records.
    public static var kind: String { "baseline.majority" }

    /// Checks nothing: there are no hyperparameters.
    public func validated() throws {}

    /// Learns the shares or the mean.
    ///
    /// - Parameters:
    ///   - data: Rows with any targets; the features are not looked at.
    ///   - context: Cancellation.
    /// - Returns: A predictor of constant outputs.
    /// - Throws: ``TrainError`` with code `emptyTrainingSet`, `invalidTarget` for an empty vocabulary or numbers whose
    ///   mean overflows, or `cancelled`.
    public func fitted(to data: TrainingSet, in context: TrainingContext) throws -> ConstantPredictor {
        try context.checkCancellation()
        try context.requireRows(data, for: Self.kind)
        let weights = data.weights ?? [Double](repeating: 1, count: data.rowCount)
        let task = data.targets.task
        let outputs: [Double]
        switch (data.targets, task) {
        case (.numbers(let numbers), _):
            let total = weights.reduce(0, +)
            var mean = 0.0
            for (number, weight) in zip(numbers, weights) { mean += number * (weight / total) }
            guard mean.isFinite else {
                throw TrainError(.invalidTarget, "the mean of the targets overflows", at: Self.kind)
            }
            outputs = [mean]
        case (_, .binary):
            outputs = Array(try LabelView(data.targets, for: Self.kind).shares(weights: weights).suffix(1))
        default:
            outputs = try LabelView(data.targets, for: Self.kind).shares(weights: weights)
        }
        return try ConstantPredictor(outputs: outputs, featureCount: data.features.featureCount, task: task)
    }
}
