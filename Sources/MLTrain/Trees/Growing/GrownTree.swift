import MLCore

/// A tree over bins, as it grows.
struct GrownTree: Sendable {
    /// A node.
    enum Node: Sendable {
        case leaf(value: Double)
        case split(SplitCandidate, left: Int, right: Int)
    }

    /// The nodes; children come after their parent.
    var nodes: [Node]
    /// The number of training rows that reached each node.
    var covers: [Double]

    /// The tree with all leaves multiplied by a factor.
    func scaled(by factor: Double) -> GrownTree {
        var tree = self
        for (position, node) in nodes.enumerated() {
            if case .leaf(let value) = node { tree.nodes[position] = .leaf(value: value * factor) }
        }
        return tree
    }

    /// The tree with thresholds instead of bins.
    ///
    /// - Throws: ``CoreError`` with code `malformedModel` when a leaf is not finite.
    func decisionTree(_ features: [FeatureBins]) throws(CoreError) -> DecisionTree {
        var result: [DecisionTree.Node] = []
        for node in nodes {
            switch node {
            case .leaf(let value): result.append(.leaf([value]))
            case .split(let split, let left, let right):
                switch split.side {
                case .upTo(let bin, let missingGoesLeft):
                    let thresholds = features[split.feature].thresholds
                    result.append(
                        .split(
                            feature: split.feature, threshold: bin < thresholds.count ? thresholds[bin] : .infinity,
                            missing: .nan(left: missingGoesLeft), left: left, right: right))
                case .codes(let codes):
                    let bins = features[split.feature]
                    let categories = (bins.categories?.codes ?? []).enumerated().filter { codes.contains($0.offset) }
                    result.append(
                        .categories(
                            feature: split.feature, CategorySet(categories.map(\.element)),
                            missingGoesLeft: codes.contains(bins.missingBin), left: left, right: right))
                }
            }
        }
        return try DecisionTree(nodes: result, covers: covers)
    }
}
