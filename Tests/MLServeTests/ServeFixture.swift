import MLCore
import MLServe

/// Small models over two numeric inputs: a stump on `x` whose leaves the test chooses.
enum ServeFixture {
    static let task = PredictionTask.binary(negative: "no", positive: "yes")

    static func stump(below: Double = 0.25, above: Double = 0.75) throws -> TreeEnsemble {
        let tree = try DecisionTree(nodes: [
            .split(feature: 0, threshold: 1, missing: .nanLeft, left: 1, right: 2), .leaf([below]), .leaf([above]),
        ])
        return try TreeEnsemble(
            members: [.init(tree: tree, output: 0)], features: FeatureSchema(["x", "y"]), task: task, baseScores: [0],
            link: .identity)
    }

    static func bundle(
        _ predictor: TreeEnsemble, examples: [Bundle.Example] = [], yMayBeMissing: Bool = true
    ) throws -> Bundle {
        try Bundle(
            signature: ModelSignature(
                inputs: Schema([.init("x", .double), .init("y", .double, allowsMissing: yMayBeMissing)]), task: task),
            features: nil, predictor: try predictor.encoded(), examples: examples)
    }

    static func model(below: Double = 0.25, above: Double = 0.75, version: Int = 1) throws -> ServableModel {
        try ServableModel(
            bundle(stump(below: below, above: above)), name: "stump", version: version, digest: "digest \(version)")
    }
}
