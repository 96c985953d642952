/// One `Tree=` section of a LightGBM model file, made into a tree.
///
/// LightGBM numbers the splits from 0 and the leaves from 0; a child is a split or the complement of a leaf. Here the
/// splits come first and the leaves follow them.
struct LightGBMTree {
    private let fields: LightGBMFields
    private let leafCount: Int
    private let splitCount: Int

    /// Creates a tree from its section.
    ///
    /// - Throws: ``CoreError`` with code `malformedInput` when the section has no plausible number of leaves.
    init(_ fields: LightGBMFields) throws(CoreError) {
        self.fields = fields
        leafCount = try fields.integer("num_leaves", in: 1...Int64(Int32.max / 2))
        splitCount = leafCount - 1
    }

    /// The tree.
    ///
    /// - Throws: ``CoreError`` with code `malformedInput` or `malformedModel`.
    /// - Complexity: Linear in the length of the section.
    func decisionTree() throws(CoreError) -> DecisionTree {
        var nodes: [DecisionTree.Node] = []
        // The leaf values are at least this many bytes of text: the memory is bounded by the file.
        let values = try fields.numbers("leaf_value", count: leafCount)
        nodes.reserveCapacity(splitCount + leafCount)
        try appendSplits(to: &nodes)
        try appendLeaves(values, to: &nodes)
        var numbers: [Int32] = []
        numbers.reserveCapacity(nodes.count)
        for split in 0..<splitCount { numbers.append(Int32(split)) }
        for leaf in 0..<leafCount { numbers.append(Int32(leaf)) }
        return try DecisionTree(nodes: nodes, covers: try covers(), nodeNumbers: numbers)
    }

    private func appendSplits(to nodes: inout [DecisionTree.Node]) throws(CoreError) {
        guard splitCount > 0 else { return }
        let features = try fields.integers("split_feature", count: splitCount)
        let thresholds = try fields.numbers("threshold", count: splitCount)
        let types =
            fields.has("decision_type")
            ? try fields.integers("decision_type", count: splitCount) : [Int32](repeating: 0, count: splitCount)
        let left = try fields.integers("left_child", count: splitCount)
        let right = try fields.integers("right_child", count: splitCount)
        let sets = try categorySets()
        for split in 0..<splitCount {
            guard let type = DecisionType(types[split]) else {
                throw fields.malformed("decision type \(types[split])")
            }
            let leftChild = try position(ofChild: left[split])
            let rightChild = try position(ofChild: right[split])
            let feature = Int(features[split])
            if type.isCategorical {
                guard let index = Int(exactly: thresholds[split]), sets.indices.contains(index) else {
                    throw fields.malformed(
                        "split \(split) names the category set \(thresholds[split]) of \(sets.count)")
                }
                nodes.append(
                    .categories(
                        feature: feature, sets[index], missingGoesLeft: false, left: leftChild, right: rightChild))
            } else {
                nodes.append(
                    .split(
                        feature: feature, threshold: Self.threshold(thresholds[split]), missing: type.missing,
                        left: leftChild, right: rightChild))
            }
        }
    }

    /// The position of a child among the nodes.
    private func position(ofChild child: Int32) throws(CoreError) -> Int {
        let index = child >= 0 ? Int(child) : Int(~child)
        guard index < (child >= 0 ? splitCount : leafCount) else {
            throw CoreError(.malformedModel, "child \(child) of a tree of \(leafCount) leaves", at: fields.place)
        }
        return child >= 0 ? index : splitCount + index
    }

    /// A threshold for numbers as they are.
    ///
    /// LightGBM reads numbers within ±1e-35 as zero before it predicts, so a threshold in that range separates the
    /// whole of it from what is below or above.
    static func threshold(_ threshold: Double) -> Double {
        let zero = MissingRule.zeroThreshold
        guard threshold.magnitude <= zero else { return threshold }
        return threshold >= 0 ? zero : (-zero).nextDown
    }

    private func appendLeaves(_ values: [Double], to nodes: inout [DecisionTree.Node]) throws(CoreError) {
        guard fields.has("is_linear"), try fields.integer("is_linear", in: 0...1) == 1 else {
            for value in values { nodes.append(.leaf([value])) }
            return
        }
        let constants =
            fields.has("leaf_const")
            ? try fields.numbers("leaf_const", count: leafCount) : [Double](repeating: 0, count: leafCount)
        let counts =
            fields.has("num_features")
            ? try fields.integers("num_features", count: leafCount) : [Int32](repeating: 0, count: leafCount)
        var total = 0
        for count in counts {
            guard count >= 0 else { throw fields.malformed("\"num_features\" has the element \(count)") }
            // At most 2³⁰ leaves of less than 2³¹ features: the sum fits in 64 bits.
            total += Int(count)
        }
        let features = try fields.integers("leaf_features", count: total)
        let coefficients = try fields.numbers("leaf_coeff", count: total)
        var start = 0
        for leaf in 0..<leafCount {
            let range = start..<start + Int(counts[leaf])
            start = range.upperBound
            nodes.append(
                .linearLeaf(
                    LinearLeaf(
                        constant: constants[leaf], features: features[range].map { Int($0) },
                        coefficients: Array(coefficients[range]), missingValue: values[leaf])))
        }
    }

    /// The number of training rows of each node, which LightGBM's contributions are made from.
    private func covers() throws(CoreError) -> [Double]? {
        guard fields.has("leaf_count"), splitCount > 0, fields.has("internal_count") else { return nil }
        let counts =
            try fields.integers("internal_count", count: splitCount) + fields.integers("leaf_count", count: leafCount)
        return counts.map { Double($0) }
    }

    /// The sets of categories that go left: `cat_threshold` holds 32 codes a word, `cat_boundaries` where each begins.
    private func categorySets() throws(CoreError) -> [CategorySet] {
        let count = try fields.integer("num_cat", in: 0...Int64(Int32.max - 1))
        guard count > 0 else { return [] }
        let boundaries = try fields.integers("cat_boundaries", count: count + 1)
        guard boundaries[0] == 0, zip(boundaries, boundaries.dropFirst()).allSatisfy({ $0 <= $1 }) else {
            throw fields.malformed("\"cat_boundaries\" do not rise from 0")
        }
        let words = try fields.words("cat_threshold", count: Int(boundaries[count]))
        var sets: [CategorySet] = []
        sets.reserveCapacity(count)
        for index in 0..<count {
            sets.append(Self.set(words[Int(boundaries[index])..<Int(boundaries[index + 1])]))
        }
        return sets
    }

    /// The codes of a bit set; LightGBM's codes are 32-bit integers with a sign, so none is 2³¹ or more.
    private static func set(_ words: ArraySlice<UInt32>) -> CategorySet {
        var codes: [UInt32] = []
        for (index, word) in words.enumerated().prefix(1 << 26) {
            var bits = word
            while bits != 0 {
                codes.append(UInt32(index * 32 + bits.trailingZeroBitCount))
                bits &= bits - 1
            }
        }
        return CategorySet(codes)
    }
}

/// What `decision_type` says about a split: bit 0 for categories, bit 1 for the side of missing values, bits 2 and 3 for
/// what is missing.
private struct DecisionType {
    let isCategorical: Bool
    let missing: MissingRule

    init?(_ bits: Int32) {
        guard (0..<12).contains(bits) else { return nil }
        isCategorical = bits & 1 != 0
        let goesLeft = bits & 2 != 0
        switch bits >> 2 {
        case 1: missing = goesLeft ? .zeroLeft : .zeroRight
        case 2: missing = .nan(left: goesLeft)
        default: missing = .nanIsZero
        }
    }
}
