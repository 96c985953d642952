/// One decision tree over numeric features, checked on construction.
///
/// The root is node 0. Every node is reached from it exactly once, so walking a tree always ends.
public struct DecisionTree: Sendable, Hashable {
    /// A node of a tree.
    public enum Node: Sendable, Hashable {
        /// Sends a row left when its value compares true against the threshold, otherwise right.
        ///
        /// Infinite thresholds are legal: with ``MissingRule/nanRight``, a threshold of +∞ splits on missing alone.
        case split(feature: Int, threshold: Double, missing: MissingRule, left: Int, right: Int)
        /// Sends a row left when its value is the code of a category of the set, otherwise right; NaN goes where
        /// `missingGoesLeft` says.
        case categories(feature: Int, CategorySet, missingGoesLeft: Bool, left: Int, right: Int)
        /// Adds one value to each margin of the ensemble, or a single value to the margin of its tree.
        case leaf([Double])
        /// Adds a linear function of the row to the margin of its tree.
        case linearLeaf(LinearLeaf)
    }

    /// The nodes; the root is the first.
    public let nodes: [Node]
    /// The weight of the training rows that reached each node, when it is known; explanations need it.
    public let covers: [Double]?
    /// The number of each node in the library that made the tree, when it is not the node's position.
    public let nodeNumbers: [Int32]?
    /// The number of splits on the longest way from the root to a leaf.
    public let depth: Int

    /// Creates a tree.
    ///
    /// - Parameters:
    ///   - nodes: The nodes; the root is the first.
    ///   - covers: The weight of the training rows that reached each node, finite and not negative.
    ///   - nodeNumbers: The number of each node in the library that made the tree; `nil` when that is its position.
    /// - Throws: ``CoreError`` with code `malformedModel` that names the node, when there is no node, a child is out of
    ///   range or reached twice, a node is never reached, a feature is negative, a threshold is NaN, or a leaf value
    ///   is not finite.
    /// - Complexity: O(nodes).
    public init(nodes: [Node], covers: [Double]? = nil, nodeNumbers: [Int32]? = nil) throws(CoreError) {
        guard !nodes.isEmpty, nodes.count <= Int(Int32.max) else {
            throw CoreError(.malformedModel, "a tree of \(nodes.count) nodes", at: "tree")
        }
        if let covers {
            guard covers.count == nodes.count, covers.allSatisfy({ $0.isFinite && $0 >= 0 }) else {
                throw CoreError(.malformedModel, "covers are not one finite weight for each node", at: "tree")
            }
        }
        guard nodeNumbers == nil || nodeNumbers?.count == nodes.count else {
            throw CoreError(.malformedModel, "node numbers are not one for each node", at: "tree")
        }
        depth = try Self.checkedDepth(nodes)
        self.nodeNumbers = nodeNumbers
        self.nodes = nodes
        self.covers = covers
    }

    private static func checkedDepth(_ nodes: [Node]) throws(CoreError) -> Int {
        var reached = [Bool](repeating: false, count: nodes.count)
        var pending = [(node: 0, depth: 0)]
        var deepest = 0
        func reach(_ child: Int, from index: Int) throws(CoreError) {
            guard nodes.indices.contains(child), !reached[child] else {
                throw CoreError(
                    .malformedModel, "child \(child) is out of range or reached twice", at: "node \(index)")
            }
            reached[child] = true
        }
        reached[0] = true
        while let (index, depth) = pending.popLast() {
            deepest = max(deepest, depth)
            let children: (left: Int, right: Int)
            switch nodes[index] {
            case .leaf(let values):
                guard !values.isEmpty, values.allSatisfy(\.isFinite) else {
                    throw CoreError(.malformedModel, "a leaf is empty or not finite", at: "node \(index)")
                }
                continue
            case .linearLeaf(let leaf):
                guard leaf.isSound else {
                    throw CoreError(.malformedModel, "a linear leaf is malformed", at: "node \(index)")
                }
                continue
            case .split(let feature, let threshold, _, let left, let right):
                guard feature >= 0, feature < Int(Int32.max), !threshold.isNaN else {
                    throw CoreError(
                        .malformedModel, "feature \(feature) at threshold \(threshold)", at: "node \(index)")
                }
                children = (left, right)
            case .categories(let feature, _, _, let left, let right):
                guard feature >= 0, feature < Int(Int32.max) else {
                    throw CoreError(.malformedModel, "feature \(feature)", at: "node \(index)")
                }
                children = (left, right)
            }
            try reach(children.left, from: index)
            try reach(children.right, from: index)
            pending.append((children.left, depth + 1))
            pending.append((children.right, depth + 1))
        }
        if let orphan = reached.firstIndex(of: false) {
            throw CoreError(.malformedModel, "the node is never reached", at: "node \(orphan)")
        }
        return deepest
    }
}
