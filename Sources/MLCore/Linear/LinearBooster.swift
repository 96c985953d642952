/// A boosted linear model in `Float`, as XGBoost's `gblinear` makes them.
///
/// The margin of output `o` is `(biases[o] + baseMargins[o]) + Σ features[f] · weights[f * outputs + o]`, added in `Float`
/// in the order of the features; a missing feature adds nothing. Features are rounded to `Float` first. Every output
/// is what XGBoost's CPU predictor computes, to the bit before the link.
///
/// Features so large that a sum is undefined, which XGBoost answers with NaN, are an error.
public struct LinearBooster: Sendable, Hashable {
    /// Feature-major weights, features × outputs; finite.
    public let weights: [Float]
    /// One finite bias for each output.
    public let biases: [Float]
    /// One finite start of the sum for each output.
    public let baseMargins: [Float]
    /// The names of the features.
    public let features: FeatureSchema
    /// What the outputs mean.
    public let task: PredictionTask
    /// How margins become outputs.
    public let link: TreeEnsemble.Link

    /// Creates a model from its coefficients.
    ///
    /// - Parameters:
    ///   - weights: Feature-major, features × outputs; finite.
    ///   - biases: One for each output; finite.
    ///   - baseMargins: One for each output; finite.
    ///   - features: The names of the features.
    ///   - task: What the outputs mean.
    ///   - link: How margins become outputs.
    /// - Throws: ``CoreError`` with code `malformedModel` when counts disagree, a coefficient is not finite, or the link
    ///   does not fit the task.
    public init(
        weights: [Float], biases: [Float], baseMargins: [Float], features: FeatureSchema, task: PredictionTask,
        link: TreeEnsemble.Link
    ) throws(CoreError) {
        let (count, overflow) = features.count.multipliedReportingOverflow(by: biases.count)
        guard !overflow, weights.count == count, baseMargins.count == biases.count, !biases.isEmpty else {
            throw CoreError(
                .malformedModel,
                "\(weights.count) weights, \(biases.count) biases and \(baseMargins.count) base margins for "
                    + "\(features.count) features", at: "linear booster")
        }
        for (name, numbers) in [("weight", weights), ("bias", biases), ("base margin", baseMargins)] {
            if let bad = numbers.firstIndex(where: { !$0.isFinite }) {
                throw CoreError(.malformedModel, "\(name) \(bad) is \(numbers[bad])", at: "linear booster")
            }
        }
        guard link.fits(marginCount: biases.count, outputCount: task.outputCount) else {
            throw CoreError(
                .malformedModel, "\(biases.count) margins do not fit \(task.outputCount) outputs", at: "linear booster")
        }
        self.weights = weights
        self.biases = biases
        self.baseMargins = baseMargins
        self.features = features
        self.task = task
        self.link = link
    }

    /// The number of margins of a row: the sums that the ``link`` turns into outputs.
    public var marginCount: Int { biases.count }
}
