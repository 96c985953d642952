#if CommandLine
import MLCore
import MLData
import MLFeatures
import MLLedger
import MLServe

/// A model that is ready to predict tables: checked as a server checks it.
struct LoadedModel: Sendable {
    /// What to call it: a file, or a name with a version.
    let title: String
    /// Its digest.
    let digest: String
    /// What it takes and gives.
    let signature: ModelSignature
    /// How outputs become labels.
    let decision: DecisionRule
    private let pipeline: FittedFeaturePipeline?
    /// What makes outputs of features.
    let predictor: any Predictor

    /// Loads a model and lets it reproduce its examples.
    ///
    /// - Parameters:
    ///   - bundle: The stored model.
    ///   - title: What to call it.
    ///   - version: Its version in a registry; 0 for one from a file.
    /// - Throws: `ServeError` or `CoreError`.
    init(_ bundle: Bundle, title: String, version: Int = 0) throws {
        let catalog = ComponentCatalog.standard
        digest = try bundle.digest().hex
        _ = try ServableModel(bundle, name: title, version: version, digest: digest, catalog: catalog)
        self.title = title
        signature = bundle.signature
        decision = bundle.decision
        predictor = try catalog.predictor(from: bundle.predictor)
        pipeline = try bundle.features.flatMap { try catalog.component(from: $0) as? FittedFeaturePipeline }
    }

    /// Whether features are made of the inputs before the predictor gets them.
    var hasPipeline: Bool { pipeline != nil }

    /// The outputs for the rows of a table; each row gets the bits that it gets alone.
    ///
    /// - Parameters:
    ///   - frame: Has the inputs of the signature, with their types.
    ///   - threads: How many threads may be used; the outputs do not depend on it.
    /// - Returns: One row of outputs for each row.
    /// - Throws: ``CommandError``, `FeatureError` or `CoreError` for inputs that the model does not take.
    func predictions(for frame: DataFrame, threads: Int) throws -> Predictions {
        try predictions(for: features(of: frame, threads: threads), threads: threads)
    }

    /// The features of the rows of a table.
    ///
    /// - Parameters:
    ///   - frame: Has the inputs of the signature, with their types.
    ///   - threads: How many threads may be used.
    /// - Returns: One row of features for each row.
    /// - Throws: ``CommandError``, `FeatureError` or `CoreError` for inputs that the model does not take.
    func features(of frame: DataFrame, threads: Int) throws -> FeatureMatrix<Double> {
        try requireInputs(of: frame)
        let features = try pipeline.map { try $0.transform(frame: frame, threads: threads) }
        return try features ?? frame.featureMatrix(of: signature.inputs.names)
    }

    /// The outputs for features; each row gets the bits that it gets alone.
    func predictions(for features: FeatureMatrix<Double>, threads: Int) throws -> Predictions {
        let predictions = try predictor.predictions(for: features, threads: threads)
        if let position = predictions.values.firstIndex(where: { !$0.isFinite }) {
            throw CommandError(
                .unusableInput, "an output is not finite",
                at: "row \(position / max(1, predictions.outputCount) + 1)")
        }
        return predictions
    }

    private func requireInputs(of frame: DataFrame) throws {
        for field in signature.inputs.fields where !field.allowsMissing {
            let column = try frame.column(field.name)
            guard column.missingCount > 0 else { continue }
            let row = (0..<column.count).first { !column.validity[$0] } ?? 0
            throw CommandError(
                .unusableInput, "a value is missing", at: "row \(row + 1), column \"\(field.name)\"",
                remedy: "Give a value of type \(field.type.rawValue)")
        }
    }
}
#endif
