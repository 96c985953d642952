/// The nodes of all trees of an ensemble one after another: the layout that scores every kind of tree.
///
/// Built only from checked trees, so every index in it is in range.
struct FlatTrees: Sendable {
    /// What a node does.
    enum Kind: UInt8, Sendable {
        case split, categories, leaf, linearLeaf
    }

    /// A node of any kind.
    struct Node: Sendable {
        /// The threshold of a split.
        var threshold: Double
        /// The feature of a split.
        var feature: Int32
        /// The left child of a split; where a leaf's values begin, or the position of a linear leaf.
        var left: Int32
        /// The right child of a split.
        var right: Int32
        /// The number of the node in the library that made the tree.
        var number: Int32
        /// The position of the set of a split by categories.
        var set: Int32
        var kind: Kind
        var missing: MissingRule
    }

    private(set) var nodes: [Node] = []
    /// The values of all leaves.
    private(set) var leafValues: [Double] = []
    private(set) var linearLeaves: [LinearLeaf] = []
    private(set) var sets: [CategorySet] = []
    /// The root of each tree.
    private(set) var roots: [Int32] = []
    /// The margin of each tree with single-valued leaves, or -1 for one value for each margin.
    private(set) var outputs: [Int32] = []
    let conversion: TreeEnsemble.CategoryConversion

    /// Lays out checked trees; numbers are rounded once here when the arithmetic is that of `Float`.
    init(
        _ members: [TreeEnsemble.Member], arithmetic: TreeEnsemble.Arithmetic,
        conversion: TreeEnsemble.CategoryConversion
    ) throws(CoreError) {
        self.conversion = conversion
        var nodeCount = 0
        for member in members { nodeCount += member.tree.nodes.count }
        guard nodeCount <= Int(Int32.max) else {
            throw CoreError(.limitExceeded, "an ensemble of \(nodeCount) nodes", at: "tree ensemble")
        }
        nodes.reserveCapacity(nodeCount)
        for member in members {
            let base = Int32(nodes.count)
            roots.append(base)
            outputs.append(Int32(member.output ?? -1))
            for (position, node) in member.tree.nodes.enumerated() {
                let number = member.tree.nodeNumbers?[position] ?? Int32(position)
                try append(node, base: base, number: number, rounds: arithmetic == .float)
            }
        }
    }

    /// The memory of the layout.
    var byteCount: Int {
        nodes.count * MemoryLayout<Node>.stride + leafValues.count * 8 + (roots.count + outputs.count) * 4
            + sets.reduce(0) { $0 + $1.codes.count * 4 } + linearLeaves.reduce(0) { $0 + $1.features.count * 16 }
    }

    private mutating func append(
        _ node: DecisionTree.Node, base: Int32, number: Int32, rounds: Bool
    ) throws(CoreError) {
        func rounded(_ value: Double) -> Double { rounds ? Double(Float(value)) : value }
        var flat = Node(
            threshold: 0, feature: 0, left: 0, right: 0, number: number, set: 0, kind: .leaf, missing: .nanRight)
        switch node {
        case .split(let feature, let threshold, let missing, let left, let right):
            flat.kind = .split
            flat.feature = Int32(feature)
            flat.threshold = rounded(threshold)
            flat.missing = missing
            flat.left = base + Int32(left)
            flat.right = base + Int32(right)
        case .categories(let feature, let members, let missingGoesLeft, let left, let right):
            flat.kind = .categories
            flat.feature = Int32(feature)
            flat.set = Int32(sets.count)
            flat.missing = .nan(left: missingGoesLeft)
            flat.left = base + Int32(left)
            flat.right = base + Int32(right)
            sets.append(members)
        case .leaf(let values):
            guard let start = Int32(exactly: leafValues.count) else {
                throw CoreError(.limitExceeded, "an ensemble of more than 2³¹ leaf values", at: "tree ensemble")
            }
            flat.left = start
            for value in values { leafValues.append(rounded(value)) }
        case .linearLeaf(let leaf):
            flat.kind = .linearLeaf
            flat.left = Int32(linearLeaves.count)
            linearLeaves.append(leaf)
        }
        nodes.append(flat)
    }

    /// A dense row: one value for each feature of the ensemble; NaN is missing.
    struct Row<Value: NumericScalar> {
        let values: UnsafePointer<Value>
        /// Whether values are rounded to `Float` before they are compared.
        let rounds: Bool

        /// The value of a feature.
        @inline(__always)
        subscript(feature: Int) -> Double {
            rounds ? Double(Float(values[feature])) : Double(values[feature])
        }
    }

    /// The leaf that a row ends in, as a position in ``nodes``.
    ///
    /// - Parameters:
    ///   - tree: The position of the tree.
    ///   - row: The row.
    ///   - orEqual: Whether a value equal to the threshold goes left.
    /// - Returns: The position of the leaf.
    @inline(__always)
    func leaf<Value: NumericScalar>(tree: Int, row: Row<Value>, orEqual: Bool) -> Int {
        var index = Int(roots[tree])
        while true {
            let node = nodes[index]
            let goesLeft: Bool
            switch node.kind {
            case .leaf, .linearLeaf: return index
            case .split:
                goesLeft = node.missing.sendsLeft(
                    row[Int(node.feature)], threshold: node.threshold, orEqual: orEqual)
            case .categories: goesLeft = sendsLeft(row[Int(node.feature)], node)
            }
            index = Int(goesLeft ? node.left : node.right)
        }
    }

    private func sendsLeft(_ value: Double, _ node: Node) -> Bool {
        guard !value.isNaN else { return node.missing == .nanLeft }
        guard let code = conversion.code(of: value) else { return false }
        return sets[Int(node.set)].contains(code)
    }
}

extension TreeEnsemble.CategoryConversion {
    /// The code of a category that a number stands for, or `nil` when it stands for none.
    @inline(__always)
    func code(of value: Double) -> UInt32? {
        guard value < 4_294_967_296, value >= 0 || (self == .truncating && value > -1) else { return nil }
        return UInt32(max(value, 0))
    }
}
