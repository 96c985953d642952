/// A model that another library trained, with what its file says about the inputs.
///
/// ``Predictor`` gives that library's predictions; ``inputs`` say how a column of numbers or texts becomes a feature.
public struct ImportedModel: Sendable {
    /// What scores.
    public enum Body: Sendable, Hashable {
        /// Decision trees.
        case trees(TreeEnsemble)
        /// A linear function of the features.
        case linear(LinearBooster)
    }

    /// The format of the file.
    public let format: ModelFormat
    /// The library's name of the objective, such as `binary:logistic`.
    public let objective: String
    /// The inputs in the order of the features.
    public let inputs: [ImportedInput]
    /// What scores.
    public let body: Body

    /// Creates an imported model.
    ///
    /// - Parameters:
    ///   - format: The format of the file.
    ///   - objective: The library's name of the objective.
    ///   - inputs: The inputs in the order of the features.
    ///   - body: What scores; as many features as there are inputs.
    /// - Throws: ``CoreError`` with code `malformedModel` when the numbers of inputs and features differ.
    public init(format: ModelFormat, objective: String, inputs: [ImportedInput], body: Body) throws(CoreError) {
        self.format = format
        self.objective = objective
        self.inputs = inputs
        self.body = body
        guard predictor.featureCount == inputs.count else {
            throw CoreError(
                .malformedModel, "\(inputs.count) inputs for \(predictor.featureCount) features", at: format.rawValue)
        }
    }

    /// The model as any other predictor.
    public var predictor: any Predictor {
        switch body {
        case .trees(let ensemble): ensemble
        case .linear(let booster): booster
        }
    }
}
