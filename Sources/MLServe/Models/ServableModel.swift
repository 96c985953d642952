public import MLCore
import MLFeatures
import MLLedger
public import MLRegistry

/// A model that is loaded, checked and ready: feature pipeline, predictor and decision rule as one value.
///
/// Immutable; one value serves any number of threads. Loading decodes every component through the catalog, checks that
/// the widths and outputs chain, and reproduces the stored examples bit for bit: being ready is a real prediction.
public struct ServableModel: Sendable {
    /// The name of the model.
    public let name: String
    /// The version in the registry.
    public let version: Int
    /// The digest of the model, as lower-case hexadecimal text.
    public let digest: String
    /// What the model takes and gives.
    public let signature: ModelSignature
    /// How outputs become labels.
    public let decision: DecisionRule

    let pipeline: FittedFeaturePipeline?
    let predictor: any Predictor
    /// What the model must reproduce to be ready.
    private let example: Bundle.Example?

    /// Loads a model from its bundle.
    ///
    /// - Parameters:
    ///   - bundle: The stored model.
    ///   - name: The name of the model.
    ///   - version: The version in the registry.
    ///   - digest: The digest of the model, as lower-case hexadecimal text.
    ///   - catalog: The components that may occur in the bundle.
    /// - Throws: ``ServeError`` with code `notReady` when the parts do not chain or an example is not reproduced, or what
    ///   a component throws.
    public init(
        _ bundle: Bundle, name: String, version: Int, digest: String, catalog: ComponentCatalog = .standard
    ) throws {
        self.name = name
        self.version = version
        self.digest = digest
        signature = bundle.signature
        decision = bundle.decision
        predictor = try catalog.predictor(from: bundle.predictor)
        if let features = bundle.features {
            guard let pipeline = try catalog.component(from: features) as? FittedFeaturePipeline else {
                throw Self.notReady("component \"\(features.kind)\" is not a feature pipeline", name, version)
            }
            self.pipeline = pipeline
        } else {
            pipeline = nil
        }
        example = bundle.examples.first
        try checkChain()
        try checkExamples(bundle.examples)
    }

    /// Loads the version that an alias of a registry points to.
    ///
    /// - Parameters:
    ///   - registry: The registry.
    ///   - alias: The alias, such as `production`.
    ///   - name: The name of the model.
    ///   - catalog: The components that may occur in the bundle.
    /// - Throws: `RegistryError`, or what ``init(_:name:version:digest:catalog:)`` throws.
    public init(
        from registry: ModelRegistry, alias: String, of name: String, catalog: ComponentCatalog = .standard
    ) throws {
        let (version, bundle) = try registry.bundle(alias: ResourceName(alias), of: ResourceName(name))
        try self.init(
            bundle, name: name, version: version.number, digest: version.digest.description, catalog: catalog)
    }

    private func checkChain() throws {
        guard predictor.task == signature.task else {
            throw Self.notReady("the outputs of the predictor are not those of the signature", name, version)
        }
        let width = pipeline?.features.count ?? signature.inputs.fields.count
        guard width == predictor.featureCount else {
            throw Self.notReady("\(width) features for a predictor of \(predictor.featureCount)", name, version)
        }
        if pipeline == nil, let field = signature.inputs.fields.first(where: { !$0.type.isNumeric && $0.type != .bool })
        {
            throw Self.notReady(
                "the input \"\(field.name)\" is no number, and there is no pipeline to make one of it", name, version)
        }
        for field in pipeline?.inputs.fields ?? [] {
            guard signature.inputs.fields.contains(where: { $0.name == field.name && $0.type == field.type }) else {
                throw Self.notReady("the signature lacks the input \"\(field.name)\"", name, version)
            }
        }
    }

    /// Predicts the first example of the bundle again: being ready is a real prediction.
    ///
    /// - Throws: ``ServeError`` with code `notReady` when the outputs are others, or what the prediction throws. A model
    ///   without examples is ready since it was loaded.
    public func checkReadiness() throws {
        if let example { try checkExamples([example]) }
    }

    private func checkExamples(_ examples: [Bundle.Example]) throws {
        for (index, example) in examples.enumerated() {
            let outputs = try self.outputs(for: Row(example.inputs, schema: signature.inputs))
            guard outputs == example.outputs else {
                throw Self.notReady("example \(index) gives other outputs than it must", name, version)
            }
        }
    }

    private static func notReady(_ problem: String, _ name: String, _ version: Int) -> ServeError {
        ServeError(
            .notReady, problem, at: "\(name) version \(version)",
            remedy: "Bundle the model again with the pipeline it was trained with.")
    }
}
