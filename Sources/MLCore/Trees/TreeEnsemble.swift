/// A forest of decision trees whose leaf values are added up, whoever trained it.
///
/// A row's margin for an output is the base score plus the leaf values of the trees of that output, in the order of
/// the trees. The ``Link`` turns margins into the outputs of the task. Everything is checked on construction; scoring
/// cannot fail afterwards, except for rows of a wrong width.
public struct TreeEnsemble: Sendable, Hashable {
    /// How a value is compared with a threshold.
    public enum Comparison: String, Sendable, Hashable, Codable {
        /// Left when the value is below the threshold, as in XGBoost.
        case less
        /// Left when the value is at most the threshold, as in LightGBM and scikit-learn.
        case lessOrEqual
    }

    /// In which type values are compared and leaf values are added.
    public enum Arithmetic: String, Sendable, Hashable, Codable {
        /// `Double`, as in LightGBM and scikit-learn.
        case double
        /// `Float`, as in XGBoost: values, thresholds, leaves and sums are rounded to it.
        case float
        /// Values are rounded to `Float` and compared with thresholds in `Double`; leaves are added in `Double`, as in
        /// CatBoost and scikit-learn.
        case floatInputs
    }

    /// Which numbers are the code of a category.
    public enum CategoryConversion: String, Sendable, Hashable, Codable {
        /// Numbers from zero on, without their fraction, as in XGBoost; a negative number is no category.
        case nonnegative
        /// Numbers above −1, without their fraction, as in LightGBM: −0.5 is category 0.
        case truncating
    }

    /// Whether leaf values are added or averaged.
    public enum Aggregation: String, Sendable, Hashable, Codable {
        /// Added to the base score, as in boosting.
        case sum
        /// Averaged over the trees of an output, then added to the base score, as in random forests.
        case mean
        /// Added to the base score; the link gets that sum divided by the number of trees of the output: LightGBM's
        /// random forests, whose raw scores are sums.
        case meanOutput
        /// Added up from zero, then added to the base score: the order of CatBoost.
        case sumBeforeBase

        /// Whether leaves are added to the base score, and not the base score to their sum.
        var startsAtBase: Bool { self == .sum || self == .meanOutput }
    }

    /// One tree and the margin it adds to.
    public struct Member: Sendable, Hashable {
        /// The tree.
        public let tree: DecisionTree
        /// The margin of single-valued leaves; `nil` when each leaf has one value for every margin.
        public let output: Int?

        /// Creates a member.
        public init(tree: DecisionTree, output: Int?) {
            self.tree = tree
            self.output = output
        }
    }

    let parts: Parts

    /// The trees in scoring order.
    public var members: [Member] { parts.members }
    /// The names of the features.
    public var features: FeatureSchema { parts.features }
    /// What the outputs mean.
    public var task: PredictionTask { parts.task }
    /// The start of each margin; as many as there are outputs, unless the link makes one output of all of them.
    public var baseScores: [Double] { parts.baseScores }
    /// How a value is compared with a threshold.
    public var comparison: Comparison { parts.comparison }
    /// In which type values are compared and added.
    public var arithmetic: Arithmetic { parts.arithmetic }
    /// Whether leaf values are added or averaged.
    public var aggregation: Aggregation { parts.aggregation }
    /// How margins become outputs.
    public var link: Link { parts.link }
    /// Which numbers are the code of a category.
    public var categoryConversion: CategoryConversion { parts.categoryConversion }

    var scorer: ForestScorer { parts.scorer }
    /// The number of trees that add to each margin.
    var treeCounts: [Int] { parts.treeCounts }

    /// Creates an ensemble.
    ///
    /// - Parameters:
    ///   - members: The trees in scoring order; may be empty.
    ///   - features: The names of the features.
    ///   - task: What the outputs mean.
    ///   - baseScores: One finite start for each margin.
    ///   - comparison: How a value is compared with a threshold.
    ///   - arithmetic: In which type values are compared and added.
    ///   - aggregation: Whether leaf values are added or averaged.
    ///   - link: How margins become outputs.
    ///   - categoryConversion: Which numbers are the code of a category.
    /// - Throws: ``CoreError`` with code `malformedModel` when a tree looks at a feature that does not exist, a leaf has
    ///   the wrong number of values, a number does not fit the arithmetic, or base scores, link and task disagree.
    public init(
        members: [Member], features: FeatureSchema, task: PredictionTask, baseScores: [Double],
        comparison: Comparison = .lessOrEqual, arithmetic: Arithmetic = .double, aggregation: Aggregation = .sum,
        link: Link, categoryConversion: CategoryConversion = .nonnegative
    ) throws(CoreError) {
        guard link.fits(marginCount: baseScores.count, outputCount: task.outputCount),
            baseScores.allSatisfy(\.isFinite)
        else {
            throw CoreError(
                .malformedModel, "\(baseScores.count) base scores for \(task.outputCount) outputs", at: "tree ensemble")
        }
        for (index, member) in members.enumerated() {
            try Self.check(member, index, features.count, baseScores.count, arithmetic)
        }
        parts = Parts(
            members: members, features: features, task: task, baseScores: baseScores, comparison: comparison,
            arithmetic: arithmetic, aggregation: aggregation, link: link, categoryConversion: categoryConversion,
            scorer: try ForestScorer(
                members, featureCount: features.count, baseScores: baseScores, comparison: comparison,
                arithmetic: arithmetic, aggregation: aggregation, conversion: categoryConversion))
    }

    /// The memory of the layout that scores, in bytes.
    public var scoringByteCount: Int { scorer.byteCount }

    /// The number of margins of a row: the sums that the ``link`` turns into outputs.
    public var marginCount: Int { baseScores.count }

    private static func check(
        _ member: Member, _ index: Int, _ featureCount: Int, _ marginCount: Int, _ arithmetic: Arithmetic
    ) throws(CoreError) {
        func malformed(_ text: String, _ node: Int) -> CoreError {
            CoreError(.malformedModel, text, at: "tree \(index), node \(node)")
        }
        if let output = member.output, !(0..<marginCount).contains(output) {
            throw malformed("margin \(output) of \(marginCount)", 0)
        }
        let leafWidth = member.output == nil ? marginCount : 1
        for (position, node) in member.tree.nodes.enumerated() {
            switch node {
            case .split(let feature, _, _, _, _), .categories(let feature, _, _, _, _):
                guard feature < featureCount else { throw malformed("feature \(feature) of \(featureCount)", position) }
            case .leaf(let values):
                guard values.count == leafWidth else {
                    throw malformed("a leaf of \(values.count) values where \(leafWidth) are needed", position)
                }
                guard arithmetic != .float || values.allSatisfy({ Float($0).isFinite }) else {
                    throw malformed("a leaf value does not fit a Float", position)
                }
            case .linearLeaf(let leaf):
                guard member.output != nil, arithmetic == .double, leaf.features.allSatisfy({ $0 < featureCount })
                else { throw malformed("a linear leaf of an ensemble that cannot have it", position) }
            }
        }
    }
}
