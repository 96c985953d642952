/// A decision tree as the fast layouts take it: single-valued leaves, and splits that compare with `<=`.
struct CutTree: Sendable {
    enum Node: Sendable {
        case split(FeatureQuantizer.Split, left: Int, right: Int)
        case leaf(Double, number: Int32)
    }

    let nodes: [Node]
    /// The weight of the training rows at each node: known, or halved at every split.
    let weights: [Double]
    /// The number of splits above the deepest leaf.
    let depth: Int
    /// The margin that the tree adds to.
    let margin: Int

    /// Rewrites a tree, or returns `nil` when it has splits by category, vector leaves or linear leaves, or a split
    /// that no cut with `<=` can stand for.
    init?(_ member: TreeEnsemble.Member, comparison: TreeEnsemble.Comparison, arithmetic: TreeEnsemble.Arithmetic) {
        guard let margin = member.output else { return nil }
        self.margin = margin
        let tree = member.tree
        depth = tree.depth
        var nodes: [Node] = []
        nodes.reserveCapacity(tree.nodes.count)
        for (position, node) in tree.nodes.enumerated() {
            switch node {
            case .categories, .linearLeaf: return nil
            case .leaf(let values):
                guard let value = values.first else { return nil }
                nodes.append(.leaf(value, number: tree.nodeNumbers?[position] ?? Int32(position)))
            case .split(let feature, let threshold, let rule, let left, let right):
                guard let cut = Self.cut(threshold, comparison, arithmetic) else { return nil }
                nodes.append(
                    .split(FeatureQuantizer.Split(feature: feature, cut: cut, rule: rule), left: left, right: right))
            }
        }
        self.nodes = nodes
        weights = tree.covers ?? Self.halved(nodes)
    }

    /// The number `c` with `value <= c` exactly when the comparison of the ensemble holds for its threshold.
    private static func cut(
        _ threshold: Double, _ comparison: TreeEnsemble.Comparison, _ arithmetic: TreeEnsemble.Arithmetic
    ) -> Double? {
        let limit = arithmetic == .float ? Double(Float(threshold)) : threshold
        guard comparison == .less else { return limit }
        // Nothing is below -∞, and no cut says so.
        guard limit > -.infinity else { return nil }
        return switch arithmetic {
        case .double: limit.nextDown
        case .float: Double(Float(limit).nextDown)
        // The largest float below the threshold: values are floats.
        case .floatInputs: Double(Float.roundedDown(limit.nextDown))
        }
    }

    /// The number of splits that a row goes through, on average over the training rows.
    var expectedSteps: Double {
        guard let all = weights.first, all > 0 else { return nodes.count > 1 ? 1 : 0 }
        var sum = 0.0
        for (node, weight) in zip(nodes, weights) {
            if case .split = node { sum += weight / all }
        }
        return sum
    }

    private static func halved(_ nodes: [Node]) -> [Double] {
        var weights = [Double](repeating: 0, count: nodes.count)
        weights[0] = 1
        var pending = [0]
        while let position = pending.popLast() {
            guard case .split(_, let left, let right) = nodes[position] else { continue }
            for child in [left, right] {
                weights[child] = weights[position] / 2
                pending.append(child)
            }
        }
        return weights
    }
}
