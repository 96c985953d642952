import MLCore

/// Gradient-boosted decision trees over histograms of binned features.
///
/// Features are put into at most ``maximumBins`` bins; trees grow by the gain of second-order boosting (Chen and
/// Guestrin, "XGBoost", KDD 2016), `½ [G_L² / (H_L + λ) + G_R² / (H_R + λ) − G² / (H + λ)]`, with leaves
/// `−rate · G / (H + λ)`. Missing values have a bin of their own, and each split learns on which side they go. What is
/// minimised is the ``objective``; label sets go through ``OneVsRest``. Defaults are those of LightGBM and of
/// scikit-learn's `HistGradientBoosting`.
///
/// Derivatives are whole numbers of a fixed unit, at least 2⁻³⁰ of the largest one, so that sums are exact whatever
/// their order: the fitted bytes do not depend on the number of threads. With more than about two million rows the
/// second derivatives are coarser, at least 2⁻⁴ of the largest one for 2²⁸ rows.
public struct GradientBoosting: Sendable, Hashable {
    /// In which order leaves are split.
    public enum Growth: String, Sendable, Hashable, Codable {
        /// The leaf with the largest gain first, as LightGBM does.
        case leafWise
        /// All leaves of a depth before the next depth, as XGBoost does.
        case depthWise
        /// All leaves of a depth by the same split, as CatBoost does; such trees are scored fastest.
        case oblivious
    }

    /// What is minimised.
    public var objective: BoostingObjective
    /// The number of rounds; at least 1.
    public var rounds: Int
    /// The share of each tree's step that is taken; above 0 and at most 1.
    public var learningRate: Double
    /// In which order leaves are split.
    public var growth: Growth
    /// The largest number of leaves of a tree; at least 2.
    public var maximumLeaves: Int
    /// The largest number of splits from the root to a leaf, from 1 to 64; `nil` for no limit but the leaves.
    public var maximumDepth: Int?
    /// The largest number of bins of the values of a feature, from 2 to 255.
    public var maximumBins: Int
    /// The least number of rows in a leaf; at least 1.
    public var minimumLeafRows: Int
    /// The least sum of second derivatives in a leaf; at least 0.
    public var minimumLeafHessian: Double
    /// The L1 penalty of leaf values, `α`; at least 0.
    public var l1Penalty: Double
    /// The L2 penalty of leaf values, `λ`; at least 0.
    public var l2Penalty: Double
    /// The gain that a split has to exceed; at least 0.
    public var minimumGain: Double
    /// The largest step of a leaf to either side, before the learning rate; above 0, `nil` for no limit.
    public var maximumStep: Double?
    /// The share of rows that a round looks at, above 0 and at most 1; drawn without replacement by the seed.
    public var rowShare: Double
    /// For how many rounds rows are drawn; at least 1.
    public var rowSharePeriod: Int
    /// Which rows a round looks at by the size of their derivatives; `nil` for all that ``rowShare`` leaves.
    public var gradientSampling: GradientSampling?
    /// The share of features that each tree looks at, above 0 and at most 1; drawn without replacement by the seed.
    public var featureShare: Double
    /// The share of the tree's features that each depth looks at, above 0 and at most 1.
    public var levelFeatureShare: Double
    /// The share of the depth's features that each node looks at, above 0 and at most 1.
    public var nodeFeatureShare: Double
    /// Whether one threshold of each feature is drawn in each node instead of the best one searched for.
    public var drawsThresholds: Bool
    /// Which features hold codes of categories, and how they are split.
    public var categories: CategoricalSplits
    /// In which direction the output goes with features, by their names.
    public var monotonicity: [String: Monotonicity]
    /// The sets of features, by their names, that may occur together on a way from the root to a leaf.
    ///
    /// A feature in no set occurs alone; without sets there is no constraint.
    public var interactions: [[String]]
    /// Trees left out while the next one grows (DART); `nil` for none.
    public var dropout: TreeDropout?

    /// Creates an estimator.
    ///
    /// - Parameters:
    ///   - objective: What is minimised.
    ///   - rounds: The number of rounds; at least 1.
    ///   - learningRate: The share of each tree's step that is taken; above 0 and at most 1.
    ///   - growth: In which order leaves are split.
    ///   - maximumLeaves: The largest number of leaves of a tree; at least 2.
    ///   - maximumDepth: The largest number of splits from the root to a leaf, from 1 to 64; `nil` for no limit.
    ///   - maximumBins: The largest number of bins of the values of a feature, from 2 to 255.
    ///   - minimumLeafRows: The least number of rows in a leaf; at least 1.
    ///   - minimumLeafHessian: The least sum of second derivatives in a leaf; at least 0.
    ///   - l1Penalty: The L1 penalty of leaf values; at least 0.
    ///   - l2Penalty: The L2 penalty of leaf values; at least 0.
    ///   - minimumGain: The gain that a split has to exceed; at least 0.
    ///   - maximumStep: The largest step of a leaf to either side, before the learning rate; `nil` for no limit.
    ///   - rowShare: The share of rows that each round looks at; above 0 and at most 1.
    ///   - rowSharePeriod: For how many rounds rows are drawn; at least 1.
    ///   - gradientSampling: Which rows a round looks at by the size of their derivatives.
    ///   - featureShare: The share of features that each tree looks at; above 0 and at most 1.
    ///   - levelFeatureShare: The share of the tree's features that each depth looks at.
    ///   - nodeFeatureShare: The share of the depth's features that each node looks at.
    ///   - drawsThresholds: Whether one threshold of each feature is drawn in each node.
    ///   - categories: Which features hold codes of categories, and how they are split.
    ///   - monotonicity: In which direction the output goes with features, by their names.
    ///   - interactions: The sets of features that may occur together on a way from the root to a leaf.
    ///   - dropout: Trees left out while the next one grows.
    public init(
        objective: BoostingObjective = .automatic, rounds: Int = 100, learningRate: Double = 0.1,
        growth: Growth = .leafWise, maximumLeaves: Int = 31, maximumDepth: Int? = nil, maximumBins: Int = 255,
        minimumLeafRows: Int = 20, minimumLeafHessian: Double = 1e-3, l1Penalty: Double = 0, l2Penalty: Double = 0,
        minimumGain: Double = 0, maximumStep: Double? = nil, rowShare: Double = 1, rowSharePeriod: Int = 1,
        gradientSampling: GradientSampling? = nil, featureShare: Double = 1, levelFeatureShare: Double = 1,
        nodeFeatureShare: Double = 1, drawsThresholds: Bool = false, categories: CategoricalSplits = .init(),
        monotonicity: [String: Monotonicity] = [:], interactions: [[String]] = [], dropout: TreeDropout? = nil
    ) {
        self.objective = objective
        self.rounds = rounds
        self.learningRate = learningRate
        self.growth = growth
        self.maximumLeaves = maximumLeaves
        self.maximumDepth = maximumDepth
        self.maximumBins = maximumBins
        self.minimumLeafRows = minimumLeafRows
        self.minimumLeafHessian = minimumLeafHessian
        self.l1Penalty = l1Penalty
        self.l2Penalty = l2Penalty
        self.minimumGain = minimumGain
        self.maximumStep = maximumStep
        self.rowShare = rowShare
        self.rowSharePeriod = rowSharePeriod
        self.gradientSampling = gradientSampling
        self.featureShare = featureShare
        self.levelFeatureShare = levelFeatureShare
        self.nodeFeatureShare = nodeFeatureShare
        self.drawsThresholds = drawsThresholds
        self.categories = categories
        self.monotonicity = monotonicity
        self.interactions = interactions
        self.dropout = dropout
    }
}
