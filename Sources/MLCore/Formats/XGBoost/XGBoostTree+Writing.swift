extension XGBoostTree {
    /// How the trees of an ensemble are expressed.
    struct Style {
        let comparison: TreeEnsemble.Comparison
        let rounding: Bool
        /// The number of values of a leaf; 1 unless leaves are vectors.
        let width: Int
        /// What leaf values of each margin are multiplied by.
        let scales: [Double]
    }

    /// Expresses a tree as XGBoost's columns.
    ///
    /// Splits `x ≤ t` become `x < t′` with the next `Float` above the threshold, which is the same for every `Float` x.
    ///
    /// - Parameters:
    ///   - member: The tree and its output.
    ///   - style: How trees are expressed.
    ///   - place: Which tree it is, for errors.
    /// - Throws: ``CoreError`` with code `invalidArgument` when XGBoost has nothing like a node.
    init(_ member: TreeEnsemble.Member, _ style: Style, at place: String) throws(CoreError) {
        let tree = member.tree
        let order = Self.order(of: tree)
        var positions = [Int32](repeating: 0, count: order.count)
        for (position, node) in order.enumerated() { positions[node] = Int32(truncatingIfNeeded: position) }
        nodeCount = order.count
        leafWidth = style.width
        if style.width > 1 { leafWeights = [] }
        for (position, index) in order.enumerated() {
            covers.append(Float(tree.covers?[index] ?? 0))
            if let (left, right) = Self.children(of: tree.nodes[index]) {
                leftChildren.append(positions[left])
                rightChildren.append(positions[right])
                try appendSplit(tree.nodes[index], position, style, at: place)
            } else {
                try appendLeaf(tree.nodes[index], member.output, style, at: place)
            }
        }
    }

    /// The nodes in an order in which a right child comes directly after the left one: XGBoost relies on it.
    private static func order(of tree: DecisionTree) -> [Int] {
        let inOrder = tree.nodes.allSatisfy { node in children(of: node).map { $0.right == $0.left + 1 } ?? true }
        guard !inOrder else { return Array(tree.nodes.indices) }
        var order = [0]
        order.reserveCapacity(tree.nodes.count)
        var next = 0
        while next < order.count {
            if let (left, right) = children(of: tree.nodes[order[next]]) { order.append(contentsOf: [left, right]) }
            next += 1
        }
        return order
    }

    /// The children as XGBoost has them: a category of the set goes right there.
    private static func children(of node: DecisionTree.Node) -> (left: Int, right: Int)? {
        switch node {
        case .leaf, .linearLeaf: nil
        case .split(_, _, _, let left, let right): (left, right)
        case .categories(_, let set, _, let left, let right): set.codes.isEmpty ? (left, right) : (right, left)
        }
    }

    private mutating func appendSplit(
        _ node: DecisionTree.Node, _ position: Int, _ style: Style, at place: String
    ) throws(CoreError) {
        switch node {
        case .split(let feature, let threshold, let missing, _, _):
            splitFeatures.append(Int64(feature))
            let orEqual = style.comparison == .lessOrEqual
            let threshold = style.rounding ? Double(Float(threshold)) : threshold
            conditions.append(Self.bound(threshold, orEqual: orEqual))
            defaultLeft.append(
                try Self.missingGoesLeft(missing, threshold, orEqual: orEqual, at: "\(place), node \(position)") ? 1 : 0
            )
            splitTypes.append(0)
        case .categories(let feature, let set, let missingGoesLeft, _, _):
            splitFeatures.append(Int64(feature))
            guard !set.codes.isEmpty else {
                // No number is below: everything but missing goes right.
                conditions.append(-.greatestFiniteMagnitude)
                defaultLeft.append(missingGoesLeft ? 1 : 0)
                splitTypes.append(0)
                return
            }
            guard let last = set.codes.last, Int64(last) < Self.categoryLimit else {
                throw CoreError(
                    .invalidArgument, "XGBoost has no category above \(Self.categoryLimit - 1)",
                    at: "\(place), node \(position)")
            }
            conditions.append(0)
            defaultLeft.append(missingGoesLeft ? 0 : 1)
            splitTypes.append(1)
            categoryNodes.append(Int32(truncatingIfNeeded: position))
            categoryStarts.append(Int64(categories.count))
            categoryCounts.append(Int64(set.codes.count))
            categories.append(contentsOf: set.codes.map { Int64($0) })
        case .leaf, .linearLeaf: break
        }
        if leafWidth > 1 { nodeWeights.append(contentsOf: repeatElement(0, count: leafWidth)) }
    }

    private mutating func appendLeaf(
        _ node: DecisionTree.Node, _ output: Int?, _ style: Style, at place: String
    ) throws(CoreError) {
        guard case .leaf(let values) = node else {
            throw CoreError(
                .invalidArgument, "XGBoost has no linear functions in leaves", at: place,
                remedy: "Write LightGBM's text instead.")
        }
        func scaled(_ value: Double, _ margin: Int) throws(CoreError) -> Float {
            let scaled = Float(value * style.scales[margin])
            guard scaled.isFinite else {
                throw CoreError(.invalidArgument, "the leaf value \(value) does not fit a Float", at: place)
            }
            return scaled
        }
        splitFeatures.append(0)
        defaultLeft.append(0)
        splitTypes.append(0)
        leftChildren.append(-1)
        guard style.width > 1 else {
            rightChildren.append(-1)
            conditions.append(try scaled(values[0], output ?? 0))
            return
        }
        var vector = [Float](repeating: 0, count: style.width)
        if let output {
            vector[output] = try scaled(values[0], output)
        } else {
            for margin in vector.indices { vector[margin] = try scaled(values[margin], margin) }
        }
        rightChildren.append(Int32(truncatingIfNeeded: (leafWeights?.count ?? 0) / style.width))
        leafWeights?.append(contentsOf: vector)
        nodeWeights.append(contentsOf: vector)
        conditions.append(0)
    }

    /// The `Float` b for which `x < b` is `x ≤ threshold`, or `x < threshold`, for every `Float` x.
    static func bound(_ threshold: Double, orEqual: Bool) -> Float {
        let near = Float(threshold)
        if orEqual {
            return (Double(near) <= threshold ? near : near.nextDown).nextUp
        }
        return Double(near) >= threshold ? near : near.nextUp
    }

    /// Where XGBoost has to send missing values, when it can treat all values as a rule does.
    private static func missingGoesLeft(
        _ rule: MissingRule, _ threshold: Double, orEqual: Bool, at place: String
    ) throws(CoreError) -> Bool {
        switch rule {
        case .nanLeft: return true
        case .nanRight: return false
        case .nanIsZero: return rule.sendsLeft(0, threshold: threshold, orEqual: orEqual)
        case .zeroLeft, .zeroRight:
            // Fine as long as numbers near zero go the same way by comparison.
            let left = rule == .zeroLeft
            let compared = [-MissingRule.zeroThreshold, MissingRule.zeroThreshold].map {
                MissingRule.nanRight.sendsLeft($0, threshold: threshold, orEqual: orEqual)
            }
            guard compared == [left, left] else {
                throw CoreError(
                    .invalidArgument, "XGBoost cannot send zero another way than the numbers beside it", at: place,
                    remedy: "Write LightGBM's text instead.")
            }
            return left
        }
    }

    /// The tree as a value of a file.
    func value(id: Int, featureCount: Int) -> XGBoostValue {
        let count = leftChildren.count
        var parents = [Int32](repeating: leafWidth > 1 ? -1 : .max, count: count)
        for node in 0..<count where leftChildren[node] >= 0 {
            parents[Int(leftChildren[node])] = Int32(truncatingIfNeeded: node)
            parents[Int(rightChildren[node])] = Int32(truncatingIfNeeded: node)
        }
        var members: [(key: String, value: XGBoostValue)] = [
            (
                "base_weights",
                .floats(
                    leafWidth > 1
                        ? nodeWeights
                        : conditions.indices.map {
                            leftChildren[$0] < 0 ? conditions[$0] : 0
                        })
            ),
            ("categories", .integers32(categories.map { Int32(truncatingIfNeeded: $0) })),
            ("categories_nodes", .integers32(categoryNodes)),
            ("categories_segments", .integers64(categoryStarts)),
            ("categories_sizes", .integers64(categoryCounts)),
            ("default_left", .bytes(defaultLeft.map { UInt8(truncatingIfNeeded: $0) })),
            ("id", .integer(Int64(id))),
        ]
        if let leafWeights { members.append(("leaf_weights", .floats(leafWeights))) }
        members += [
            ("left_children", .integers32(leftChildren)),
            ("loss_changes", .floats([Float](repeating: 0, count: count))),
            ("parents", .integers32(parents)),
            ("right_children", .integers32(rightChildren)),
            ("split_conditions", .floats(conditions)),
            ("split_indices", .integers32(splitFeatures.map { Int32(truncatingIfNeeded: $0) })),
            ("split_type", .bytes(splitTypes.map { UInt8(truncatingIfNeeded: $0) })),
            ("sum_hessian", .floats(covers)),
            (
                "tree_param",
                .parameters([
                    "num_deleted": 0, "num_feature": featureCount, "num_nodes": count, "size_leaf_vector": leafWidth,
                ])
            ),
        ]
        return .object(members)
    }
}
