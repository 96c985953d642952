import MLCore

/// The shape of a forest that is made for a benchmark.
struct ForestShape: Sendable {
    /// What benchmarks call it: trees by depth or leaves, without spaces, which files of thresholds cannot have.
    let name: String
    /// How many trees there are.
    let treeCount: Int
    /// How many leaves each tree has.
    let leafCount: Int
    /// The deepest that a leaf may be.
    let maximumDepth: Int

    /// The number of features of every forest.
    static let featureCount = 28

    static let all = [
        ForestShape(name: "100x6", treeCount: 100, leafCount: 64, maximumDepth: 6),
        ForestShape(name: "500x63", treeCount: 500, leafCount: 63, maximumDepth: 24),
        ForestShape(name: "1000x255", treeCount: 1000, leafCount: 255, maximumDepth: 32),
    ]

    /// A forest of this shape, the same each time: leaves are split at random, as boosting by leaves does, by features
    /// that are uniform from 0 to 1.
    func forest() throws -> TreeEnsemble {
        var generator = SeededGenerator(seed: 4)
        let members = try (0..<treeCount).map { _ in
            TreeEnsemble.Member(tree: try tree(&generator), output: 0)
        }
        return try TreeEnsemble(
            members: members, features: .numbered(Self.featureCount), task: .binary(negative: "0", positive: "1"),
            baseScores: [0], link: .sigmoid)
    }

    /// A part of the tree that no split has divided yet.
    private struct Region {
        let node: Int
        let depth: Int
        var bounds: [Int: ClosedRange<Double>] = [:]
    }

    private func tree(_ generator: inout SeededGenerator) throws -> DecisionTree {
        var nodes: [DecisionTree.Node] = [.leaf([0])]
        var open = [Region(node: 0, depth: 0)]
        var leaves = 1
        while leaves < leafCount, !open.isEmpty {
            let region = open.remove(at: Int.random(in: 0..<open.count, using: &generator))
            guard region.depth < maximumDepth else { continue }
            let feature = Int.random(in: 0..<Self.featureCount, using: &generator)
            let range = region.bounds[feature] ?? 0...1
            let threshold = Double.random(in: range, using: &generator)
            nodes[region.node] = .split(
                feature: feature, threshold: threshold, missing: .nanRight, left: nodes.count, right: nodes.count + 1)
            for bounds in [range.lowerBound...threshold, threshold...range.upperBound] {
                var child = Region(node: nodes.count, depth: region.depth + 1, bounds: region.bounds)
                child.bounds[feature] = bounds
                open.append(child)
                nodes.append(.leaf([Double.random(in: -0.1...0.1, using: &generator)]))
            }
            leaves += 1
        }
        return try DecisionTree(nodes: nodes)
    }
}
