import MLCore

/// Gradient-boosted decision trees over histograms of binned features.
///
/// Features are put into at most ``maximumBins`` bins; trees grow by the gain of second-order boosting (Chen and
/// Guestrin, "XGBoost", KDD 2016), `½ [G_L² / (H_L + λ) + G_R² / (H_R + λ) − G² / (H + λ)]`, with leaves
/// `−rate · G / (H + λ)`. Missing values get their own bin, and each split learns on which side they go. Numbers are
/// learned with squared error, two classes with the logistic loss, more classes with the softmax loss (one tree for
/// each class and round); label sets go through ``OneVsRest``. Defaults are those of LightGBM and of scikit-learn's
/// `HistGradientBoosting`.
///
/// Every sum has a fixed order, so the fitted bytes do not depend on the number of threads.
public struct GradientBoosting: Sendable, Hashable, Codable {
    /// In which order leaves are split.
    public enum Growth: String, Sendable, Hashable, Codable {
        /// The leaf with the largest gain first, as LightGBM does.
        case leafWise
        /// All leaves of a depth before the next depth, as XGBoost does.
        case depthWise
    }

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
    /// The L2 penalty of leaf values, `λ`; at least 0.
    public var l2Penalty: Double
    /// The gain that a split has to exceed; at least 0.
    public var minimumGain: Double
    /// The share of rows that each round looks at, above 0 and at most 1; drawn without replacement by the seed.
    public var rowShare: Double
    /// The share of features that each tree looks at, above 0 and at most 1; drawn without replacement by the seed.
    public var featureShare: Double

    /// Creates an estimator.
    ///
    /// - Parameters:
    ///   - rounds: The number of rounds; at least 1.
    ///   - learningRate: The share of each tree's step that is taken; above 0 and at most 1.
    ///   - growth: In which order leaves are split.
    ///   - maximumLeaves: The largest number of leaves of a tree; at least 2.
    ///   - maximumDepth: The largest number of splits from the root to a leaf, from 1 to 64; `nil` for no limit.
    ///   - maximumBins: The largest number of bins of the values of a feature, from 2 to 255.
    ///   - minimumLeafRows: The least number of rows in a leaf; at least 1.
    ///   - minimumLeafHessian: The least sum of second derivatives in a leaf; at least 0.
    ///   - l2Penalty: The L2 penalty of leaf values; at least 0.
    ///   - minimumGain: The gain that a split has to exceed; at least 0.
    ///   - rowShare: The share of rows that each round looks at; above 0 and at most 1.
    ///   - featureShare: The share of features that each tree looks at; above 0 and at most 1.
    public init(
        rounds: Int = 100, learningRate: Double = 0.1, growth: Growth = .leafWise, maximumLeaves: Int = 31,
        maximumDepth: Int? = nil, maximumBins: Int = 255, minimumLeafRows: Int = 20,
        minimumLeafHessian: Double = 1e-3, l2Penalty: Double = 0, minimumGain: Double = 0, rowShare: Double = 1,
        featureShare: Double = 1
    ) {
        self.rounds = rounds
        self.learningRate = learningRate
        self.growth = growth
        self.maximumLeaves = maximumLeaves
        self.maximumDepth = maximumDepth
        self.maximumBins = maximumBins
        self.minimumLeafRows = minimumLeafRows
        self.minimumLeafHessian = minimumLeafHessian
        self.l2Penalty = l2Penalty
        self.minimumGain = minimumGain
        self.rowShare = rowShare
        self.featureShare = featureShare
    }

    /// Checks the hyperparameters.
    ///
    /// - Throws: ``TrainError`` with code `invalidHyperparameters` that lists every bad one.
    public func validated() throws {
        var faults = Faults()
        faults.require((1...1_000_000).contains(rounds), "rounds \(rounds) is not from 1 to 1000000")
        faults.require(learningRate > 0 && learningRate <= 1, "learningRate \(learningRate) is not in (0, 1]")
        faults.require(
            (2...1_000_000).contains(maximumLeaves), "maximumLeaves \(maximumLeaves) is not from 2 to 1000000")
        if let maximumDepth {
            faults.require((1...64).contains(maximumDepth), "maximumDepth \(maximumDepth) is not from 1 to 64")
        }
        faults.require((2...255).contains(maximumBins), "maximumBins \(maximumBins) is not from 2 to 255")
        faults.require(minimumLeafRows >= 1, "minimumLeafRows \(minimumLeafRows) is not at least 1")
        for (name, value) in [
            ("minimumLeafHessian", minimumLeafHessian), ("l2Penalty", l2Penalty), ("minimumGain", minimumGain),
        ] {
            faults.require(value >= 0 && value.isFinite, "\(name) \(value) is not at least 0 and finite")
        }
        faults.require(rowShare > 0 && rowShare <= 1, "rowShare \(rowShare) is not in (0, 1]")
        faults.require(featureShare > 0 && featureShare <= 1, "featureShare \(featureShare) is not in (0, 1]")
        try faults.throwIfAny(at: Self.kind)
    }
}
