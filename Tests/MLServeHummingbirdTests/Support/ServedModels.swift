#if HummingbirdServing
import MLCore
import MLData
import MLFeatures
import MLServe
import MLServeHummingbird
import MLTrain

/// Two small models that are served: `stump` of the numbers `x` and `y`, and `words` of a text.
struct ServedModels {
    let stump: ModelServer
    let words: ModelServer
    let records = PredictionBuffer()

    init() throws {
        stump = ModelServer(
            try Deployment(production: Self.stump(version: 1)), name: "stump", configuration: try .init(),
            sink: records)
        words = ModelServer(
            try Deployment(production: Self.words()), name: "words", configuration: try .init(), sink: records)
    }

    func handler(_ configuration: ServingConfiguration) throws -> InferenceHandler {
        try InferenceHandler(models: ["stump": stump, "words": words], configuration: configuration, seed: 1)
    }

    /// A stump on `x` whose leaves the test chooses.
    static func stump(below: Double = 0.25, above: Double = 0.75, version: Int) throws -> ServableModel {
        let task = PredictionTask.binary(negative: "no", positive: "yes")
        let tree = try DecisionTree(nodes: [
            .split(feature: 0, threshold: 1, missing: .nanLeft, left: 1, right: 2), .leaf([below]), .leaf([above]),
        ])
        let predictor = try TreeEnsemble(
            members: [.init(tree: tree, output: 0)], features: FeatureSchema(["x", "y"]), task: task, baseScores: [0],
            link: .identity)
        let bundle = try Bundle(
            signature: ModelSignature(
                inputs: Schema([.init("x", .double), .init("y", .double, allowsMissing: true)]), task: task),
            features: nil, predictor: try predictor.encoded())
        return try ServableModel(bundle, name: "stump", version: version, digest: "digest \(version)")
    }

    private static func words() throws -> ServableModel {
        let texts = ["win a free prize", "claim a free reward", "lunch at noon", "the report is attached"]
        let rows = 0..<40
        let frame = try DataFrame([("text", Column(present: rows.map { texts[$0 % 4] }))])
        let pipeline = try FeaturePipeline([.tfidf(["text"])]).fitted(to: frame)
        let predictor = try LogisticRegression().fitted(
            to: TrainingSet(
                features: try pipeline.transform(frame: frame),
                targets: .classes(
                    ClassTargets(rows.map { $0 % 4 < 2 ? "spam" : "ham" }, labels: ["ham", "spam"]))),
            in: TrainingContext(seed: 1))
        let bundle = try Bundle(
            signature: ModelSignature(inputs: pipeline.inputs, task: predictor.task), features: pipeline.encoded(),
            predictor: predictor.encoded())
        return try ServableModel(bundle, name: "words", version: 1, digest: "digest")
    }
}

/// Runs an application around a test.
///
/// - Parameters:
///   - limit: Changes the limits.
///   - body: The test.
/// - Returns: What the test returns.
/// - Throws: What the test throws, or what the listener ended with.
func withApplication<Result: Sendable>(
    _ limit: (inout TransportLimits) -> Void = { _ in }, _ body: (Listener, ServedModels) async throws -> Result
) async throws -> Result {
    var limits = TransportLimits()
    limits.drainTimeout = .seconds(2)
    limit(&limits)
    let models = try ServedModels()
    let handler = try models.handler(ServingConfiguration(address: ServingAddress(port: 0), transport: limits))
    return try await withListener({ onListening in
        InferenceApplication(handler, logger: .silent) { onListening($0) }
    }) { try await body($0, models) }
}
#endif
