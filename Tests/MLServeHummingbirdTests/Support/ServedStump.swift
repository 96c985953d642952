#if HummingbirdServing
import MLCore
import MLServe

/// A small model that is served: a stump on `x` whose leaves the test chooses.
struct ServedStump {
    let server: ModelServer
    let records = PredictionBuffer()

    init() throws {
        server = ModelServer(
            try Deployment(production: Self.model(version: 1)), name: "tests", configuration: try .init(), sink: records
        )
    }

    static func model(below: Double = 0.25, above: Double = 0.75, version: Int) throws -> ServableModel {
        let task = PredictionTask.binary(negative: "no", positive: "yes")
        let tree = try DecisionTree(nodes: [
            .split(feature: 0, threshold: 1, missingGoesLeft: true, left: 1, right: 2), .leaf([below]), .leaf([above]),
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
}
#endif
