/// One decision tree over numeric features, checked on construction.
///
/// The root is node 0. Every node is reached from it exactly once, so walking a tree always ends.
public struct DecisionTree: Sendable, Hashable {
    /// A node of a tree.
    public enum Node: Sendable, Hashable {
        /// Sends a row left when its value compares true against the threshold, otherwise right.
        ///
        /// A missing value goes left when `missingGoesLeft` says so. Infinite thresholds are legal: a threshold of
        /// +∞ splits on missing alone.
        case split(feature: Int, threshold: Double, missingGoesLeft: Bool, left: Int, right: Int)
        /// Adds one value to each output of the ensemble, or a single value to the output of its tree.
        case leaf([Double])
    }

    /// The nodes; the root is the first.
    public let nodes: [Node]
    /// The weight of the training rows that reached each node, when it is known; explanations need it.
    public let covers: [Double]?
    /// The number of splits on the longest way from the root to a leaf.
    public let depth: Int

    /// Creates a tree.
    ///
    /// - Parameters:
    ///   - nodes: The nodes; the root is the first.
    ///   - covers: The weight of the training rows that reached each node, finite and not negative.
    /// - Throws: ``CoreError`` with code `malformedModel` that names the node, when there is no node, a child is out of
    ///   range or reached twice, a node is never reached, a feature is negative, a threshold is NaN, or a leaf value
    ///   is not finite.
    /// - Complexity: O(nodes).
    public init(nodes: [Node], covers: [Double]? = nil) throws(CoreError) {
        guard !nodes.isEmpty, nodes.count <= Int(Int32.max) else {
            throw CoreError(.malformedModel, "a tree of \(nodes.count) nodes", at: "tree")
        }
        if let covers {
            guard covers.count == nodes.count, covers.allSatisfy({ $0.isFinite && $0 >= 0 }) else {
                throw CoreError(.malformedModel, "covers are not one finite weight for each node", at: "tree")
            }
        }
        depth = try Self.checkedDepth(nodes)
        self.nodes = nodes
        self.covers = covers
    }

    private static func checkedDepth(_ nodes: [Node]) throws(CoreError) -> Int {
        var reached = [Bool](repeating: false, count: nodes.count)
        var pending = [(node: 0, depth: 0)]
        var deepest = 0
        reached[0] = true
        while let (index, depth) = pending.popLast() {
            deepest = max(deepest, depth)
            switch nodes[index] {
            case .leaf(let values):
                guard !values.isEmpty, values.allSatisfy(\.isFinite) else {
                    throw CoreError(.malformedModel, "a leaf is empty or not finite", at: "node \(index)")
                }
            case .split(let feature, let threshold, _, let left, let right):
                guard feature >= 0, feature < Int(Int32.max), !threshold.isNaN else {
                    throw CoreError(
                        .malformedModel, "feature \(feature) at threshold \(threshold)", at: "node \(index)")
                }
                for child in [left, right] {
                    guard nodes.indices.contains(child), !reached[child] else {
                        throw CoreError(
                            .malformedModel, "child \(child) is out of range or reached twice", at: "node \(index)")
                    }
                    reached[child] = true
                    pending.append((child, depth + 1))
                }
            }
        }
        if let orphan = reached.firstIndex(of: false) {
            throw CoreError(.malformedModel, "the node is never reached", at: "node \(orphan)")
        }
        return deepest
    }
}
