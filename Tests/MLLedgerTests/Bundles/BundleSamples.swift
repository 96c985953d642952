import MLCore
import MLLedger

/// Bundles for tests: small ones of every kind of predictor.
enum BundleSamples {
    /// A bundle with a feature part and a predictor of some hundred bytes.
    static func small(weights: Int = 200) throws -> Bundle {
        try Bundle(
            signature: ModelSignature(
                inputs: Schema([.init("plot", .string)]), task: .binary(negative: "no", positive: "yes")),
            features: EncodedComponent(
                kind: "test.features", formatVersion: 1, parameters: ["width": 2], blobs: ["table": [1, 2, 3]]),
            predictor: EncodedComponent(
                kind: "test.predictor", formatVersion: 1, parameters: ["depth": 3],
                blobs: ["weights": (0..<weights).map { UInt8(truncatingIfNeeded: $0) }, "bias": []]),
            decision: DecisionRule(thresholds: [0.25]),
            examples: [.init(inputs: ["plot": .string("a heist")], outputs: [0.25])])
    }
}

extension BundleSamples {
    /// One fitted predictor of every kind of the catalog.
    static func predictors() throws -> [any Predictor] {
        let binary = PredictionTask.binary(negative: "no", positive: "yes")
        let tree = try DecisionTree(
            nodes: [
                .split(feature: 1, threshold: .infinity, missing: .nanRight, left: 1, right: 2), .leaf([0.5]),
                .leaf([-0.25]),
            ], covers: [10, 8, 2])
        return [
            try TreeEnsemble(
                members: [.init(tree: tree, output: 0)], features: .numbered(2), task: binary, baseScores: [0.125],
                link: .sigmoid),
            try LinearBooster(
                weights: [0.5, -1.25], biases: [0.25], baseMargins: [1e-3], features: .numbered(2),
                task: .regression(targets: ["weight"]), link: .exponential),
            try LinearModel(
                weights: [1, -0.5, 0.1, -0.0], intercepts: [0.3, .leastNonzeroMagnitude], featureCount: 2,
                task: .regression(targets: ["price", "weight"]), link: .identity),
            try ConstantPredictor(outputs: [0.25, 0.75], featureCount: 3, task: .multiclass(labels: ["a", "b"])),
            try KeywordPredictor(
                keywords: [[.init(feature: 2, vote: 0.75)], []], baseRates: [0.1, 0.2], featureCount: 3,
                task: .multilabel(labels: ["comedy", "Krimi — ☂"])),
            try OneVsRestModel(
                members: [
                    ConstantPredictor(outputs: [0.5], featureCount: 2, task: binary),
                    LinearModel(weights: [1, 2], intercepts: [0], featureCount: 2, task: binary, link: .sigmoid),
                ], task: .multilabel(labels: ["x", "y"])),
        ]
    }
}
