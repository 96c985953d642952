/// A fitted linear model: an affine function of the features for each output, followed by a link.
///
/// The score of output `o` is `intercepts[o] + Σ features[f] · weights[f * outputs + o]`. Weights are feature-major, so
/// that one pass over the stored values of a sparse row serves all outputs, however many there are.
///
/// An absent feature of a sparse row counts as zero. Missing features are refused: a row with NaN, or a sparse row
/// whose absent features are missing, throws ``CoreError`` with code `missingValue`. Infinite features are allowed as
/// long as the scores are defined. A dense row and a sparse row with the same features give the same bits.
public struct LinearModel: Sendable, Hashable {
    /// How scores become outputs.
    public enum Link: String, Sendable, Hashable, Codable {
        /// The score itself: regression.
        case identity
        /// The logistic function of each score: binary and multi-label tasks.
        case sigmoid
        /// The softmax over the scores of a row: multi-class tasks.
        case softmax
        /// e to the power of the score: regression of counts and other positive numbers.
        case exponential
    }

    /// Feature-major weights, features × outputs; finite.
    public let weights: [Double]
    /// One finite intercept for each output.
    public let intercepts: [Double]
    /// The number of features that the model takes.
    public let featureCount: Int
    /// What the outputs mean.
    public let task: PredictionTask
    /// How scores become outputs.
    public let link: Link
    /// The number of outputs of a row.
    let outputCount: Int

    /// Creates a model from its coefficients.
    ///
    /// - Parameters:
    ///   - weights: Feature-major, `featureCount` × outputs of the task; finite.
    ///   - intercepts: One for each output; finite.
    ///   - featureCount: The number of features.
    ///   - task: What the outputs mean; at least one output.
    ///   - link: `identity` or `exponential` for a regression, `sigmoid` for a binary or multi-label task, `softmax` for a multi-class
    ///     task.
    /// - Throws: ``CoreError`` with code `malformedModel` when counts disagree, a coefficient is not finite, or the link
    ///   does not fit the task.
    public init(
        weights: [Double], intercepts: [Double], featureCount: Int, task: PredictionTask, link: Link
    ) throws(CoreError) {
        let outputCount = task.outputCount
        let (count, overflow) = featureCount.multipliedReportingOverflow(by: outputCount)
        guard featureCount >= 0, outputCount >= 1, !overflow, weights.count == count, intercepts.count == outputCount
        else {
            throw CoreError(
                .malformedModel,
                "\(weights.count) weights and \(intercepts.count) intercepts for \(featureCount) features and "
                    + "\(outputCount) outputs", at: "linear model")
        }
        if let bad = weights.firstIndex(where: { !$0.isFinite }) {
            throw CoreError(.malformedModel, "weight \(bad) is \(weights[bad])", at: "linear model")
        }
        if let bad = intercepts.firstIndex(where: { !$0.isFinite }) {
            throw CoreError(.malformedModel, "intercept \(bad) is \(intercepts[bad])", at: "linear model")
        }
        guard Self.fits(link, task) else {
            throw CoreError(.malformedModel, "the link \(link.rawValue) does not fit the task", at: "linear model")
        }
        self.weights = weights
        self.intercepts = intercepts
        self.featureCount = featureCount
        self.task = task
        self.link = link
        self.outputCount = outputCount
    }

    private static func fits(_ link: Link, _ task: PredictionTask) -> Bool {
        switch (link, task) {
        case (.identity, .regression), (.exponential, .regression), (.sigmoid, .binary), (.sigmoid, .multilabel),
            (.softmax, .multiclass):
            true
        default: false
        }
    }

    /// The weight of a feature for an output.
    ///
    /// - Parameters:
    ///   - feature: The position of the feature.
    ///   - output: The position of the output.
    /// - Returns: By how much the score of the output grows when the feature grows by 1.
    /// - Throws: ``CoreError`` with code `invalidArgument` when there is no such feature or output.
    public func weight(ofFeature feature: Int, forOutput output: Int) throws(CoreError) -> Double {
        guard feature >= 0, feature < featureCount, output >= 0, output < outputCount else {
            throw CoreError(
                .invalidArgument, "feature \(feature) of \(featureCount), output \(output) of \(outputCount)",
                at: "linear model")
        }
        return weights[feature * outputCount + output]
    }
}
