import MLCore

extension GoldenFormats {
    static let predictors: [GoldenFormat] = [
        .component(LinearModel.self, { ["classes": try Specimens.linear, "labels": try Specimens.multilabel] }) {
            try outputs(of: $0)
        },
        .component(
            TreeEnsemble.self,
            {
                [
                    "boosted": try Specimens.boosted, "single-precision": try Specimens.singlePrecision,
                    "forest": try Specimens.forest, "every-node": try Specimens.everyNode,
                ]
            }
        ) { try outputs(of: $0, missing: true) },
        .component(
            LinearBooster.self,
            { ["target": try Specimens.linearBooster, "classes": try Specimens.linearBoosterOfClasses] }
        ) { try outputs(of: $0, missing: true) },
        .component(
            ConstantPredictor.self,
            {
                [
                    "mean": try ConstantPredictor(
                        outputs: [-2.5, 1e-7], featureCount: 3, task: .regression(targets: ["weight", "height"])),
                    "shares": try ConstantPredictor(
                        outputs: [0.25], featureCount: 0, task: .binary(negative: "ham", positive: "spam")),
                ]
            }
        ) { try outputs(of: $0, missing: true) },
        .component(KeywordPredictor.self, { ["keywords": try Specimens.keywords] }) { try outputs(of: $0) },
        .component(
            OneVsRestModel.self,
            {
                let members: [any Predictor] = [try Specimens.binary(0.5), try Specimens.binary(-0.25)]
                return [
                    "labels": try OneVsRestModel(members: members, task: .multilabel(labels: ["Drama", "War"])),
                    "classes": try OneVsRestModel(members: members, task: .multiclass(labels: ["Drama", "War"])),
                ]
            }
        ) { try outputs(of: $0) },
    ]

    /// The outputs for rows that reach both sides of zero and, if asked for, miss a value.
    static func outputs(of model: some Predictor, missing: Bool = false) throws -> [[Double]] {
        try (0..<8).map { row in
            var features = (0..<model.featureCount).map { Double((row * 7 + $0 * 5) % 11) * 0.75 - 4 }
            if missing, row % 3 == 2, !features.isEmpty { features[row % features.count] = .nan }
            return try model.predict(FeatureVector(features))
        }
    }
}

/// Fitted models that are made from their numbers, so that they do not depend on how anything is trained.
enum Specimens {
    static var linear: LinearModel {
        get throws {
            try LinearModel(
                weights: [0.5, -1.25, 0.1, 3, 0, -0.7], intercepts: [0.2, -0.1, 1e-3], featureCount: 2,
                task: .multiclass(labels: ["Drama", "War", "Ünïcode"]), link: .softmax)
        }
    }

    static var multilabel: LinearModel {
        get throws {
            try LinearModel(
                weights: [1.5, -0.5, 0.25, 2, -3, 0.125, 1e-9, 4, -0.1, 0.3, 0.7, -1.1], intercepts: [-0.5, 0.75],
                featureCount: 6, task: .multilabel(labels: ["Drama", "War"]), link: .sigmoid)
        }
    }

    static var linearBooster: LinearBooster {
        get throws {
            try LinearBooster(
                weights: [0.5, -1.25, 0.1], biases: [0.2], baseMargins: [1e-3],
                features: FeatureSchema(["a", "b", "ü"]),
                task: .regression(targets: ["weight"]), link: .exponential)
        }
    }

    static var linearBoosterOfClasses: LinearBooster {
        get throws {
            try LinearBooster(
                weights: [1.5, -0.5, 0.25, 2, -3, 0.125], biases: [-0.5, 0.75, 0], baseMargins: [0.5, 0.5, 0.5],
                features: FeatureSchema(["a", "b"]), task: .multiclass(labels: ["0", "1", "2"]), link: .softmax)
        }
    }

    static func binary(_ weight: Double) throws -> LinearModel {
        try LinearModel(
            weights: [weight, 1], intercepts: [0.1], featureCount: 2, task: .binary(negative: "rest", positive: "one"),
            link: .sigmoid)
    }

    static var keywords: KeywordPredictor {
        get throws {
            try KeywordPredictor(
                keywords: [
                    [.init(feature: 0, vote: 0.9), .init(feature: 2, vote: 0.6)], [.init(feature: 1, vote: 0.75)],
                ],
                baseRates: [0.1, 0.3], featureCount: 3, task: .multilabel(labels: ["Drama", "War"]))
        }
    }

    static var stump: DecisionTree {
        get throws {
            try DecisionTree(
                nodes: [
                    .split(feature: 0, threshold: 0.5, missing: .nanLeft, left: 1, right: 2), .leaf([-0.75]),
                    .split(feature: 1, threshold: .infinity, missing: .nanRight, left: 3, right: 4),
                    .leaf([0.3]), .leaf([1.5]),
                ], covers: [10, 4, 6, 5, 1])
        }
    }

    static var boosted: TreeEnsemble {
        get throws {
            try TreeEnsemble(
                members: [
                    .init(tree: stump, output: 0), .init(tree: DecisionTree(nodes: [.leaf([0.1])]), output: 0),
                ], features: FeatureSchema(["age", "Größe"]), task: .binary(negative: "no", positive: "yes"),
                baseScores: [-0.2], link: .sigmoid)
        }
    }

    static var singlePrecision: TreeEnsemble {
        get throws {
            try TreeEnsemble(
                members: [.init(tree: stump, output: 1), .init(tree: stump, output: 0)],
                features: FeatureSchema(["a", "b"]), task: .multiclass(labels: ["x", "y"]), baseScores: [0.5, 0.5],
                comparison: .less, arithmetic: .float, link: .softmax)
        }
    }

    /// Every kind of node, every rule for missing values, and parts that have a default.
    static var everyNode: TreeEnsemble {
        get throws {
            let rules: [MissingRule] = [.nanIsZero, .zeroLeft, .zeroRight, .nanLeft]
            let splits = rules.enumerated().map { level, rule in
                DecisionTree.Node.split(
                    feature: level % 2, threshold: Double(level) - 1.5, missing: rule, left: 2 * level + 1,
                    right: 2 * level + 2)
            }
            var nodes: [DecisionTree.Node] = []
            for split in splits { nodes += nodes.isEmpty ? [split] : [.leaf([Double(nodes.count) / 8]), split] }
            nodes += [.leaf([0.75]), .leaf([-0.75])]
            let categories = DecisionTree.Node.categories(
                feature: 0, CategorySet([0, 3, 70, 4_000_000_000]), missingGoesLeft: true, left: 1, right: 2)
            let linear = LinearLeaf(constant: 0.5, features: [1, 0], coefficients: [0.25, -2], missingValue: 0.125)
            return try TreeEnsemble(
                members: [
                    .init(
                        tree: DecisionTree(nodes: nodes, nodeNumbers: nodes.indices.map { Int32(90 - $0) }), output: 0),
                    .init(
                        tree: DecisionTree(
                            nodes: [categories, .linearLeaf(linear), .leaf([-0.5])], covers: [3, 2, 1]),
                        output: 0),
                ], features: FeatureSchema(["code", "size"]), task: .binary(negative: "no", positive: "yes"),
                baseScores: [0.1], aggregation: .meanOutput, link: .scaledSigmoid(1.5), categoryConversion: .truncating)
        }
    }

    static var forest: TreeEnsemble {
        get throws {
            let tree = try DecisionTree(nodes: [
                .split(feature: 2, threshold: -1, missing: .nanRight, left: 2, right: 1), .leaf([1, 10]),
                .leaf([3, -10]),
            ])
            return try TreeEnsemble(
                members: [.init(tree: tree, output: nil), .init(tree: tree, output: nil)],
                features: FeatureSchema(["a", "b", "c"]), task: .regression(targets: ["first", "second"]),
                baseScores: [100, 0], aggregation: .mean, link: .identity)
        }
    }
}
