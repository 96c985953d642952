/// The nodes of all trees of an ensemble in parallel arrays, for scoring.
///
/// Built only from checked trees, so every index in it is in range.
struct FlatTrees: Sendable {
    /// The feature of a split, or -1 for a leaf.
    private(set) var feature: [Int32] = []
    /// The threshold of a split.
    private(set) var threshold: [Double] = []
    /// Where a split sends missing values.
    private(set) var missingGoesLeft: [Bool] = []
    /// The left child of a split, or where a leaf's values begin in ``leafValues``.
    private(set) var left: [Int32] = []
    /// The right child of a split.
    private(set) var right: [Int32] = []
    /// The values of all leaves.
    private(set) var leafValues: [Double] = []
    /// The root of each tree.
    private(set) var roots: [Int32] = []
    /// The output of each tree with single-valued leaves, or -1 for one value for each output.
    private(set) var outputs: [Int32] = []

    /// The number of trees that add to each output.
    private(set) var treeCounts: [Int]

    /// Lays out checked trees; numbers are rounded once here when the arithmetic is that of `Float`.
    init(
        _ members: [TreeEnsemble.Member], outputCount: Int, arithmetic: TreeEnsemble.Arithmetic
    ) throws(CoreError) {
        treeCounts = [Int](repeating: 0, count: outputCount)
        var nodeCount = 0
        for member in members { nodeCount += member.tree.nodes.count }
        guard nodeCount <= Int(Int32.max) else {
            throw CoreError(.limitExceeded, "an ensemble of \(nodeCount) nodes", at: "tree ensemble")
        }
        var treesOfAllOutputs = 0
        for member in members {
            let base = Int32(feature.count)
            roots.append(base)
            outputs.append(Int32(member.output ?? -1))
            for node in member.tree.nodes { try append(node, base: base) }
            if let output = member.output {
                treeCounts[output] += 1
            } else {
                treesOfAllOutputs += 1
            }
        }
        for output in 0..<outputCount { treeCounts[output] += treesOfAllOutputs }
        guard arithmetic == .float else { return }
        threshold = threshold.map { Double(Float($0)) }
        leafValues = leafValues.map { Double(Float($0)) }
    }

    private mutating func append(_ node: DecisionTree.Node, base: Int32) throws(CoreError) {
        switch node {
        case .split(let splitFeature, let splitThreshold, let missingLeft, let leftChild, let rightChild):
            feature.append(Int32(splitFeature))
            threshold.append(splitThreshold)
            missingGoesLeft.append(missingLeft)
            left.append(base + Int32(leftChild))
            right.append(base + Int32(rightChild))
        case .leaf(let values):
            guard let start = Int32(exactly: leafValues.count) else {
                throw CoreError(.limitExceeded, "an ensemble of more than 2³¹ leaf values", at: "tree ensemble")
            }
            feature.append(-1)
            threshold.append(0)
            missingGoesLeft.append(false)
            left.append(start)
            right.append(0)
            leafValues.append(contentsOf: values)
        }
    }

    /// The leaf that a dense row of features ends in, as the position of its values in ``leafValues``.
    ///
    /// - Parameters:
    ///   - tree: The position of the tree.
    ///   - row: One value for each feature of the ensemble; NaN is missing.
    ///   - orEqual: Whether a value equal to the threshold goes left.
    /// - Returns: Where the values of the leaf begin.
    @inline(__always)
    func leaf(tree: Int, row: UnsafeBufferPointer<Double>, orEqual: Bool) -> Int {
        var node = Int(roots[tree])
        while feature[node] >= 0 {
            let value = row[Int(feature[node])]
            let limit = threshold[node]
            let goesLeft = value.isNaN ? missingGoesLeft[node] : (value < limit || (orEqual && value == limit))
            node = Int(goesLeft ? left[node] : right[node])
        }
        return Int(left[node])
    }
}
