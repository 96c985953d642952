/// The trees of a CatBoost model file, its scale and bias.
struct CatBoostTrees {
    /// The trees with the scale in their leaves.
    private(set) var members: [TreeEnsemble.Member] = []
    /// The number of margins of a row.
    private(set) var dimension = 1
    /// What is added to the sums.
    var bias: [Double]

    private let scale: Double
    /// The features, with the codes of all categories of the splits.
    private(set) var features: CatBoostFeatures

    /// Reads the trees.
    ///
    /// - Throws: ``CoreError`` with code `malformedInput`, `malformedModel` or `unknownComponent`.
    init(_ document: CatBoostValue, _ features: CatBoostFeatures) throws(CoreError) {
        self.features = features
        (scale, bias) = try Self.scaleAndBias(document)
        if let trees = document["oblivious_trees"] {
            guard document["trees"] == nil else { throw document.malformed("two kinds of trees") }
            for (index, json) in try trees.elements().enumerated() {
                try appendOblivious(trees.element(json, index))
            }
        } else if let trees = document["trees"] {
            for (index, json) in try trees.elements().enumerated() {
                try appendNonSymmetric(trees.element(json, index))
            }
        } else if document.json["oblivious_trees"] == nil {
            throw document.malformed("there are no trees")
        }
        if members.isEmpty { dimension = max(1, bias.count) }
        if bias.allSatisfy({ $0 == 0 }) { bias = [Double](repeating: 0, count: dimension) }
        guard bias.count == dimension else {
            throw document.malformed("a bias of \(bias.count) numbers for \(dimension) outputs")
        }
    }

    private static func scaleAndBias(_ document: CatBoostValue) throws(CoreError) -> (Double, [Double]) {
        guard let part = document["scale_and_bias"] else { return (1, []) }
        let elements = try part.elements()
        guard elements.count == 2 else { throw part.malformed("not a scale and a bias") }
        let scale = try part.element(elements[0], 0).number()
        let bias = part.element(elements[1], 1)
        // Before version 1.0 the bias was a single number.
        return (scale, elements[1].doubleValue == nil ? try bias.numbers() : [try bias.number()])
    }

    /// Adds a tree, whose leaves decide about the number of margins when it is the first one.
    private mutating func append(_ tree: DecisionTree) {
        members.append(TreeEnsemble.Member(tree: tree, output: dimension == 1 ? 0 : nil))
    }

    /// Sets or checks the number of margins.
    private mutating func checkDimension(_ count: Int, _ tree: CatBoostValue) throws(CoreError) {
        if members.isEmpty { dimension = count }
        guard count == dimension, count > 0 else {
            throw tree.malformed("leaves of \(count) values where the first tree has \(dimension)")
        }
    }

    private func leaf(_ values: some Sequence<Double>) -> DecisionTree.Node { .leaf(values.map { scale * $0 }) }

    /// Adds a symmetric tree, where all splits of a level are the same.
    ///
    /// Bit d of a leaf's number says whether split d was taken. The last split becomes the root, so that the leaves stand
    /// in the order of their numbers.
    private mutating func appendOblivious(_ tree: CatBoostValue) throws(CoreError) {
        var splits: [CatBoostSplit] = []
        for (index, json) in try tree.list("splits").enumerated() {
            splits.append(try CatBoostSplit(tree.element(json, index), &features))
        }
        let values = try tree.member("leaf_values").numbers()
        guard splits.count < 31, values.count >> splits.count > 0,
            values.count == (values.count >> splits.count) << splits.count
        else { throw tree.malformed("\(values.count) leaf values for \(splits.count) splits") }
        let leafCount = 1 << splits.count
        try checkDimension(values.count >> splits.count, tree)
        var nodes: [DecisionTree.Node] = []
        nodes.reserveCapacity(2 * leafCount - 1)
        for level in splits.indices {
            let split = splits[splits.count - 1 - level]
            for _ in 0..<1 << level {
                let position = nodes.count
                nodes.append(split.node(notTaken: 2 * position + 1, taken: 2 * position + 2))
            }
        }
        for index in 0..<leafCount { nodes.append(leaf(values[index * dimension..<(index + 1) * dimension])) }
        let numbers = (0..<leafCount - 1).map { Int32($0) } + (0..<leafCount).map { Int32($0) }
        append(try DecisionTree(nodes: nodes, covers: try Self.covers(tree, leafCount), nodeNumbers: numbers))
    }

    /// The weights of all nodes of a symmetric tree from those of its leaves.
    private static func covers(_ tree: CatBoostValue, _ leafCount: Int) throws(CoreError) -> [Double]? {
        guard let weights = try tree["leaf_weights"]?.numbers(), weights.count == leafCount else { return nil }
        var covers = [Double](repeating: 0, count: leafCount - 1) + weights
        for position in (0..<leafCount - 1).reversed() {
            covers[position] = covers[2 * position + 1] + covers[2 * position + 2]
        }
        return covers
    }

    /// Adds a tree of nested nodes; leaves are numbered from left to right.
    private mutating func appendNonSymmetric(_ tree: CatBoostValue) throws(CoreError) {
        var nodes: [DecisionTree.Node] = []
        var numbers: [Int32] = []
        var leafCount: Int32 = 0
        var covers: [Double]? = []
        // Each pending node knows which side of which node it is on.
        var pending: [(json: JSONValue, parent: Int, isTaken: Bool)] = [(tree.json, -1, false)]
        var parents: [Int] = []
        while let (json, parent, isTaken) = pending.popLast() {
            let position = nodes.count
            let node = tree.element(json, position)
            parents.append(parent)
            if parent >= 0 { nodes[parent].setChild(position, isTaken: isTaken) }
            if let value = node["value"] {
                let values = value.json.arrayValue == nil ? [try value.number()] : try value.numbers()
                if leafCount == 0 { try checkDimension(values.count, tree) }
                nodes.append(leaf(values))
                numbers.append(leafCount)
                leafCount += 1
                if let weight = node.json["weight"]?.doubleValue { covers?.append(weight) } else { covers = nil }
            } else {
                nodes.append(try CatBoostSplit(try node.member("split"), &features).node(notTaken: -1, taken: -1))
                numbers.append(Int32(position))
                covers?.append(0)
                pending.append((try node.member("right").json, position, true))
                pending.append((try node.member("left").json, position, false))
            }
        }
        for position in nodes.indices.reversed() where parents[position] >= 0 {
            if let weight = covers?[position] { covers?[parents[position]] += weight }
        }
        append(try DecisionTree(nodes: nodes, covers: covers, nodeNumbers: numbers))
    }
}
