/// What a split has to keep to.
struct SplitRules: Sendable {
    var leaf: LeafRule
    var minimumLeafRows: Int
    var minimumLeafHessian: Double
    var minimumGain: Double
    /// The direction in which outputs have to go with each feature: 1, −1 or 0; empty when no feature has one.
    var monotonicity: [Int8] = []
    /// How categories are split.
    var categories = CategoricalSplits()
    /// Whether a single threshold of each feature is drawn instead of searched for.
    var drawsThresholds = false
}
