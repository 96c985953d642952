#if CommandLine
import MLCore

/// What is in a model file: the keys of `mlops inspect --json`.
struct ModelDescription: Encodable {
    /// An input of the model.
    struct Feature: Encodable {
        let name: String
        /// `category`, `number`, or the type of a bundle's input.
        let type: String
        /// The names of the categories in the order of their codes.
        var categories: [String]?
        /// How many splits look at the feature.
        var splits: Int?
    }

    /// The shape of a forest.
    struct Trees: Encodable {
        let treeCount: Int
        let marginCount: Int
        let maximumDepth: Int
        let nodeCount: Int
        let leafCount: Int
        let maximumLeafCount: Int
        let categoricalSplitCount: Int
        let linearLeafCount: Int
        let comparison: String
        let arithmetic: String
        let aggregation: String
        let scoringByteCount: Int
    }

    let model: String
    let format: String
    let digest: String
    let byteCount: Int?
    let objective: String?
    let predictor: String
    let task: PredictionTask
    let outputCount: Int
    let featureCount: Int
    let features: [Feature]
    let trees: Trees?

    /// Describes a model.
    init(of file: ModelFile) {
        model = file.title
        digest = file.digest
        let predictor = file.predictor
        self.predictor = type(of: predictor).kind
        task = predictor.task
        outputCount = predictor.task.outputCount
        featureCount = predictor.featureCount
        let ensemble = predictor as? TreeEnsemble
        trees = ensemble.map(Trees.init)
        switch file {
        case .bundle(let model):
            format = "mlbundle"
            byteCount = nil
            objective = nil
            // Splits are counted by feature, which are the inputs only where no pipeline is between.
            let splits = ensemble.flatMap { $0.features.names == model.signature.inputs.names ? $0.splitCounts : nil }
            features = model.signature.inputs.fields.enumerated().map { position, field in
                Feature(name: field.name, type: field.type.rawValue, splits: splits?[position])
            }
        case .imported(let imported):
            format = imported.model.format.rawValue
            byteCount = imported.byteCount
            objective = imported.model.objective
            let splits = ensemble?.splitCounts
            features = imported.model.inputs.enumerated().map { position, input in
                Feature(
                    name: input.name, type: input.encoding == .number ? "number" : "category",
                    categories: input.categories, splits: splits?[position])
            }
        }
    }
}

extension ModelDescription.Trees {
    /// The shape of an ensemble.
    init(_ ensemble: TreeEnsemble) {
        var nodes = 0
        var leaves = 0
        var mostLeaves = 0
        var categorical = 0
        var linear = 0
        for member in ensemble.members {
            var own = 0
            for node in member.tree.nodes {
                switch node {
                case .split: continue
                case .categories: categorical += 1
                case .leaf: own += 1
                case .linearLeaf:
                    own += 1
                    linear += 1
                }
            }
            nodes += member.tree.nodes.count
            leaves += own
            mostLeaves = max(mostLeaves, own)
        }
        treeCount = ensemble.members.count
        marginCount = ensemble.marginCount
        maximumDepth = ensemble.members.map(\.tree.depth).max() ?? 0
        nodeCount = nodes
        leafCount = leaves
        maximumLeafCount = mostLeaves
        categoricalSplitCount = categorical
        linearLeafCount = linear
        comparison = ensemble.comparison.rawValue
        arithmetic = ensemble.arithmetic.rawValue
        aggregation = ensemble.aggregation.rawValue
        scoringByteCount = ensemble.scoringByteCount
    }
}

extension TreeEnsemble {
    /// How many splits look at each feature.
    fileprivate var splitCounts: [Int] {
        var counts = [Int](repeating: 0, count: featureCount)
        for member in members {
            for node in member.tree.nodes {
                switch node {
                case .split(let feature, _, _, _, _), .categories(let feature, _, _, _, _): counts[feature] += 1
                case .leaf, .linearLeaf: continue
                }
            }
        }
        return counts
    }
}

extension ImportedInput {
    /// The names of the categories in the order of their codes; `nil` for numbers.
    fileprivate var categories: [String]? {
        switch encoding {
        // Of hashed categories the file has no names.
        case .number, .hashedCategories: nil
        case .categories(let codes): codes.sorted { ($0.value, $0.key) < ($1.value, $1.key) }.map(\.key)
        case .numberCategories(let codes):
            codes.sorted { ($0.value, $0.key) < ($1.value, $1.key) }.map { NumberText.shortest($0.key) }
        }
    }
}
#endif
