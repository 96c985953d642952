/// What a model file says, before it is checked as a model: every part as it is written.
struct XGBoostFile {
    /// What boosts.
    enum Booster {
        /// Trees, with the weight of each tree when trees were dropped in training (`dart`).
        case trees(XGBoostForest, weights: [Float]?)
        /// Feature-major weights, then one bias for each output (`gblinear`).
        case linear(weights: [Float])
    }

    /// The name of the objective.
    var objective: String
    /// The start of the margins, as a text.
    var baseScore: String
    /// Whether training estimates the start of the margins from the labels.
    var estimatesBaseScore: Bool
    /// The number of features.
    var featureCount: Int
    /// The number of classes; 0 where there are none.
    var classCount: Int
    /// The number of targets.
    var targetCount: Int
    /// The names of the features; may be empty.
    var featureNames: [String]
    /// The kinds of the features, such as `c` for categories; may be empty.
    var featureTypes: [String]
    /// The best iteration, when training was stopped early.
    var bestIteration: Int?
    /// What boosts.
    var booster: Booster

    /// The number of margins: one for each class or target.
    var outputCount: Int { max(1, classCount, targetCount) }

    /// Whether the model was saved before any training.
    var isUnfitted: Bool {
        switch booster {
        case .trees(let forest, _): forest.trees.isEmpty
        case .linear(let weights): weights.isEmpty
        }
    }
}

/// The trees of a model file.
struct XGBoostForest {
    /// The trees in the order of the file.
    var trees: [XGBoostTree] = []
    /// The output that each tree adds to.
    var outputs: [Int32] = []
    /// Where the trees of each iteration begin, and the number of trees; files before 2.1 do not have it.
    var iterationStarts: [Int64]?
    /// The number of trees that are grown at once for an output.
    var parallelTrees = 1
    /// The number of trees that the file announces.
    var treeCount: Int?
    /// The categories of each feature; files before 3.1 do not have them.
    var categories: [XGBoostCategories] = []
}

/// The columns of one tree, one value for each node unless said otherwise.
struct XGBoostTree {
    /// The position of the tree.
    var id: Int?
    /// The number of nodes.
    var nodeCount: Int?
    /// The number of values of a leaf; 0 and 1 both mean one.
    var leafWidth = 0
    var leftChildren: [Int32] = []
    var rightChildren: [Int32] = []
    var splitFeatures: [Int64] = []
    /// The thresholds of splits and the values of leaves.
    var conditions: [Float] = []
    var defaultLeft: [Int64] = []
    /// The sums of hessians, with which explanations weigh branches; may be absent.
    var covers: [Float] = []
    /// 1 for a split by categories; files before 1.3 do not have it.
    var splitTypes: [Int64] = []
    /// The nodes that split by categories, rising.
    var categoryNodes: [Int32] = []
    /// For each of these nodes, where its categories begin in ``categories``.
    var categoryStarts: [Int64] = []
    /// For each of these nodes, how many categories it has.
    var categoryCounts: [Int64] = []
    /// The categories of all nodes.
    var categories: [Int64] = []
    /// The values of vector leaves, and of the nodes above them.
    var nodeWeights: [Float] = []
    /// The values of vector leaves since version 3.2; the right child of a leaf is then its position here.
    var leafWeights: [Float]?
}

/// The categories of one feature, in the order of their codes.
struct XGBoostCategories {
    /// Where the texts begin in the bytes, and the end of the last; absent when the categories are numbers.
    var offsets: [Int64]?
    /// The bytes of the texts, or the numbers.
    var values: [Int64] = []
}
