/// A stored model: signature, feature pipeline, predictor, decision rule and examples, as data only.
///
/// A bundle is a canonical manifest plus blobs of numbers. The model digest covers exactly these, so the same training
/// gives the same digest; when, where and by which run it was made is kept beside it. Nothing in a bundle names code,
/// a path or an address.
public struct Bundle: Sendable, Hashable {
    /// The newest format version that is written and read.
    public static let formatVersion = 1

    /// What the model takes and gives.
    public let signature: ModelSignature
    /// The fitted feature pipeline, or `nil` when the inputs are features already.
    public let features: EncodedComponent?
    /// The fitted predictor.
    public let predictor: EncodedComponent
    /// How outputs become labels.
    public let decision: DecisionRule
    /// Inputs with the outputs they must give; being ready means to reproduce them.
    public let examples: [Example]

    /// An input with the outputs that the model gave for it when it was bundled.
    public struct Example: Sendable, Hashable, Codable {
        /// The inputs by name.
        public let inputs: [String: Value]
        /// The outputs, in the order of the task.
        public let outputs: [Double]

        /// Creates an example.
        public init(inputs: [String: Value], outputs: [Double]) {
            self.inputs = inputs
            self.outputs = outputs
        }
    }

    /// Creates a bundle from stored forms.
    ///
    /// - Parameters:
    ///   - signature: What the model takes and gives.
    ///   - features: The fitted feature pipeline, or `nil` when the inputs are features already.
    ///   - predictor: The fitted predictor.
    ///   - decision: How outputs become labels; `nil` for thresholds of 0.5.
    ///   - examples: Inputs with the outputs they must give.
    /// - Throws: ``CoreError`` with code `malformedModel` that lists every disagreement of the parts.
    public init(
        signature: ModelSignature, features: EncodedComponent?, predictor: EncodedComponent,
        decision: DecisionRule? = nil, examples: [Example] = []
    ) throws(CoreError) {
        let decision = decision ?? .standard(for: signature.task)
        let outputCount = signature.task.outputCount
        var faults: [String] = []
        if decision.thresholds.count != outputCount {
            faults.append("\(decision.thresholds.count) thresholds for \(outputCount) outputs")
        }
        for (index, example) in examples.enumerated() {
            if example.outputs.count != outputCount || !example.outputs.allSatisfy(\.isFinite) {
                faults.append("example \(index) does not have \(outputCount) finite outputs")
            }
            do {
                _ = try Row(example.inputs, schema: signature.inputs)
            } catch {
                faults.append("example \(index): \(error.details.problem) (\(error.details.place ?? ""))")
            }
        }
        guard faults.isEmpty else {
            throw CoreError(.malformedModel, faults.joined(separator: "; "), at: "bundle")
        }
        self.signature = signature
        self.features = features
        self.predictor = predictor
        self.decision = decision
        self.examples = examples
    }
}
