/// The text of one tree of a LightGBM model file.
struct LightGBMTreeText {
    private(set) var bytes: [UInt8]
    private let index: Int

    /// Categories above this one would take too long bit sets.
    private static let largestCategory: UInt32 = 1 << 24

    init(index: Int) {
        self.index = index
        bytes = Array("Tree=\(index)\n".utf8)
    }

    /// Writes a tree with the empty lines that end it.
    ///
    /// - Throws: ``CoreError`` with code `invalidArgument`.
    mutating func write(_ source: LightGBMWriter.Tree, of ensemble: TreeEnsemble) throws(CoreError) {
        var parts = Parts()
        if let tree = source.tree {
            try parts.fill(tree, component: source.component, of: ensemble, at: "tree \(index)")
        } else {
            parts.leaves = [.leaf([source.constant])]
            parts.leafOrder = [0]
        }
        write(parts, source.component, ensemble)
        bytes += "shrinkage=1\n\n\n".utf8
    }

    /// The columns of a tree's table.
    private struct Parts {
        var features: [Int] = []
        var thresholds: [Double] = []
        var types: [Int] = []
        var left: [Int] = []
        var right: [Int] = []
        var boundaries = [0]
        var words: [UInt32] = []
        var leaves: [DecisionTree.Node] = []
        /// The position among ``leaves`` of each leaf number.
        var leafOrder: [Int] = []
        var splitCovers: [Double] = []
        var leafCovers: [Double] = []

        mutating func fill(
            _ tree: DecisionTree, component: Int, of ensemble: TreeEnsemble, at place: String
        ) throws(CoreError) {
            let children = numberNodes(of: tree)
            for (position, node) in tree.nodes.enumerated() {
                let sides: (left: Int, right: Int)
                switch node {
                case .leaf, .linearLeaf: continue
                case .split(let feature, let threshold, let missing, let left, let right):
                    guard
                        let limit = LightGBMThreshold.largestLeft(
                            of: threshold, ensemble.comparison, ensemble.arithmetic)
                    else { throw LightGBMWriter.inexpressible("a split below −∞", at: "\(place), node \(position)") }
                    features.append(feature)
                    thresholds.append(limit)
                    types.append(Self.type(missing))
                    sides = (left, right)
                case .categories(let feature, let set, let missingGoesLeft, let left, let right):
                    guard !missingGoesLeft else {
                        throw LightGBMWriter.inexpressible(
                            "missing categories that go with those of the set", at: "\(place), node \(position)")
                    }
                    features.append(feature)
                    thresholds.append(Double(boundaries.count - 1))
                    types.append(1)
                    try append(set, at: "\(place), node \(position)")
                    sides = (left, right)
                }
                left.append(children[sides.left])
                right.append(children[sides.right])
            }
            guard let covers = tree.covers else { return }
            for (position, node) in tree.nodes.enumerated() {
                switch node {
                case .leaf, .linearLeaf: leafCovers.append(covers[position])
                case .split, .categories: splitCovers.append(covers[position])
                }
            }
        }

        /// Collects the leaves and gives LightGBM's number to every node.
        ///
        /// Splits are numbered in their order from 0, and a leaf has the complement of its number. Leaves keep the numbers
        /// they have when those are the numbers from 0.
        private mutating func numberNodes(of tree: DecisionTree) -> [Int] {
            var numbers = [Int](repeating: 0, count: tree.nodes.count)
            var splitCount = 0
            var leafPositions: [Int] = []
            for (position, node) in tree.nodes.enumerated() {
                switch node {
                case .split, .categories:
                    numbers[position] = splitCount
                    splitCount += 1
                case .leaf, .linearLeaf:
                    leafPositions.append(position)
                    leaves.append(node)
                }
            }
            var order = [Int](repeating: -1, count: leaves.count)
            for (leaf, position) in leafPositions.enumerated() {
                let number = tree.nodeNumbers.map { Int($0[position]) } ?? leaf
                if order.indices.contains(number), order[number] < 0 { order[number] = leaf }
            }
            leafOrder = order.contains(-1) ? Array(leaves.indices) : order
            for (number, leaf) in leafOrder.enumerated() { numbers[leafPositions[leaf]] = ~number }
            return numbers
        }

        private static func type(_ missing: MissingRule) -> Int {
            switch missing {
            case .nanIsZero: 0
            case .zeroRight: 4
            case .zeroLeft: 6
            case .nanRight: 8
            case .nanLeft: 10
            }
        }

        /// Adds a set of categories as 32 to a word; LightGBM reads no empty list, so an empty set is one empty word.
        private mutating func append(_ set: CategorySet, at place: String) throws(CoreError) {
            let largest = set.codes.last ?? 0
            guard largest < LightGBMTreeText.largestCategory else {
                throw LightGBMWriter.inexpressible("the category \(largest), which is too large", at: place)
            }
            let start = words.count
            words.append(contentsOf: repeatElement(0, count: Int(largest) / 32 + 1))
            for code in set.codes { words[start + Int(code) / 32] |= 1 << (code % 32) }
            boundaries.append(words.count)
        }
    }

    private mutating func write(_ parts: Parts, _ component: Int, _ ensemble: TreeEnsemble) {
        line("num_leaves", CollectionOfOne(parts.leaves.count))
        line("num_cat", CollectionOfOne(parts.boundaries.count - 1))
        line("split_feature", parts.features)
        line("split_gain", parts.features.map { _ in 0 })
        numbers("threshold", parts.thresholds)
        line("decision_type", parts.types)
        line("left_child", parts.left)
        line("right_child", parts.right)
        let leaves = parts.leafOrder.map { parts.leaves[$0] }
        numbers(
            "leaf_value",
            leaves.map { leaf in
                switch leaf {
                case .leaf(let values): LightGBMWriter.rounded(values[component], ensemble)
                case .linearLeaf(let linear): linear.missingValue
                case .split, .categories: 0
                }
            })
        writeCovers(parts)
        if parts.boundaries.count > 1 {
            line("cat_boundaries", parts.boundaries)
            line("cat_threshold", parts.words)
        }
        let linear = leaves.map { leaf -> LinearLeaf in
            switch leaf {
            case .linearLeaf(let linear): linear
            case .leaf(let values):
                LinearLeaf(
                    constant: values[component], features: [], coefficients: [], missingValue: values[component])
            case .split, .categories: LinearLeaf(constant: 0, features: [], coefficients: [], missingValue: 0)
            }
        }
        let isLinear = parts.leaves.contains { if case .linearLeaf = $0 { true } else { false } }
        line("is_linear", CollectionOfOne(isLinear ? 1 : 0))
        guard isLinear else { return }
        numbers("leaf_const", linear.map(\.constant))
        line("num_features", linear.map(\.features.count))
        line("leaf_features", linear.flatMap(\.features))
        numbers("leaf_coeff", linear.flatMap(\.coefficients))
    }

    /// Writes the weights, and the counts when the weights are counts: LightGBM's contributions use only those.
    private mutating func writeCovers(_ parts: Parts) {
        guard !parts.leafCovers.isEmpty else { return }
        let leafCovers = parts.leafOrder.map { parts.leafCovers[$0] }
        numbers("leaf_weight", leafCovers)
        numbers("internal_weight", parts.splitCovers)
        let counts = (leafCovers + parts.splitCovers).compactMap { Int32(exactly: $0) }
        guard counts.count == leafCovers.count + parts.splitCovers.count else { return }
        line("leaf_count", counts.prefix(leafCovers.count))
        line("internal_count", counts.suffix(parts.splitCovers.count))
    }

    private mutating func line(_ key: String, _ values: some Collection<some FixedWidthInteger>) {
        bytes += "\(key)=".utf8
        for (position, value) in values.enumerated() {
            if position > 0 { bytes.append(UInt8(ascii: " ")) }
            bytes += "\(value)".utf8
        }
        bytes.append(UInt8(ascii: "\n"))
    }

    private mutating func numbers(_ key: String, _ values: [Double]) {
        bytes += "\(key)=".utf8
        for (position, value) in values.enumerated() {
            if position > 0 { bytes.append(UInt8(ascii: " ")) }
            NumberText.appendShortest(value, to: &bytes)
        }
        bytes.append(UInt8(ascii: "\n"))
    }
}
