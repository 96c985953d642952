import MLCore

/// Finds the split of a node with the largest gain.
///
/// Of splits with the same gain the one with the lower feature, then missing values on the right, then the lower bin
/// wins.
struct SplitFinder: Sendable {
    /// What a node brings along.
    struct Node: Sendable {
        /// The sums of all its rows.
        let total: BinSum
        /// The range of its step.
        var bounds = StepBounds.none
        /// What is added to the L2 penalty of its step.
        var extraPenalty = 0.0
        /// Names the node for what is drawn in it.
        var key: UInt64 = 0
        /// The number of splits above it.
        var depth = 0
        /// The features of the splits above it, when interactions are limited.
        var path: Set<Int> = []
    }

    let rules: SplitRules
    let features: [FeatureBins]
    let scale: DerivativeScale
    /// The first bin of each feature in a histogram; `nil` for features that cannot be split.
    private let starts: [Int?]
    let choice: FeatureChoice

    init(rules: SplitRules, data: BinnedFeatures, scale: DerivativeScale, choice: FeatureChoice) {
        self.rules = rules
        self.scale = scale
        self.choice = choice
        features = data.features
        var starts = [Int?](repeating: nil, count: data.featureCount)
        for group in data.groups {
            for (position, feature) in group.features.enumerated() {
                starts[feature] = group.binStart + position * group.binStride
            }
        }
        self.starts = starts
    }

    /// The first bin of a feature in a histogram; `nil` when it cannot be split.
    func start(of feature: Int) -> Int? { starts[feature] }

    /// The best split, or `nil` when none exceeds the minimum gain within the limits of leaves.
    ///
    /// - Parameters:
    ///   - sums: The histogram of the node.
    ///   - node: The node.
    /// - Returns: The split.
    func best(_ sums: UnsafePointer<BinSum>, _ node: Node) -> SplitCandidate? {
        var search = SplitSearch(node, rules, scale)
        guard search.parent.isFinite else { return nil }
        for feature in choice.features(depth: node.depth, key: node.key, path: node.path) {
            guard let start = starts[feature] else { continue }
            let bins = features[feature]
            guard bins.categories == nil else {
                search.scanCategories(sums + start, feature: feature, bins)
                continue
            }
            let direction = rules.monotonicity.isEmpty ? 0 : rules.monotonicity[feature]
            var only: Int?
            if rules.drawsThresholds {
                var generator = choice.generator.derived(3, node.key, UInt64(feature))
                only = generator.next(below: max(1, bins.count - 1))
            }
            search.scan(sums + start, feature: feature, bins, direction: direction, only: only)
        }
        return search.best
    }
}
