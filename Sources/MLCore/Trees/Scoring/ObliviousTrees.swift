/// Trees with one split for all nodes of a level, as CatBoost grows them: the leaf of a row is the number whose bits
/// are the outcomes of the levels, sixteen rows at a time.
///
/// The layout is that of CatBoost's own evaluator (Prokhorenkova et al. 2018, NeurIPS; `evaluator_impl.cpp`).
struct ObliviousTrees<Sum: StepSum>: Sendable {
    /// The most levels of a tree: two bytes of outcomes.
    static var levelLimit: Int { 16 }

    /// One level.
    ///
    /// Bytes are repeated, so that one shuffle spreads them to a vector.
    struct Level: Sendable {
        /// Where the codes of the column are in a block, in bytes.
        let offset: UInt32
        /// Rows whose signed code is below this go left.
        let bound: UInt32
    }

    /// One tree.
    struct Tree: Sendable {
        /// Where its levels begin.
        let firstLevel: Int
        /// The number of levels.
        let levelCount: Int
        /// Where its leaves begin; bit `n` of a leaf's place is 1 when level `n` goes left.
        let firstLeaf: Int
        /// The margin that the tree adds to.
        let margin: Int
    }

    private(set) var trees: [Tree] = []
    private(set) var levels: [Level] = []
    private(set) var leaves: [Sum] = []

    /// The memory of the layout.
    var byteCount: Int {
        trees.count * MemoryLayout<Tree>.stride + levels.count * MemoryLayout<Level>.stride
            + leaves.count * MemoryLayout<Sum>.stride
    }

    /// Lays out trees, or returns `nil` when one of them is not oblivious.
    static func make(_ trees: [CutTree], index: FeatureQuantizer.Index) -> Self? {
        var result = Self()
        for tree in trees {
            guard result.append(tree, index) else { return nil }
        }
        // Never read: a forest of single leaves, too, has memory to point to.
        result.levels.append(Level(offset: 0, bound: 0))
        return result
    }

    private mutating func append(_ tree: CutTree, _ index: FeatureQuantizer.Index) -> Bool {
        let firstLevel = levels.count
        let firstLeaf = leaves.count
        // The nodes of a level, by the outcomes that lead to them.
        var level = [0]
        while case .split(let split, _, _) = tree.nodes[level[0]] {
            let depth = levels.count - firstLevel
            guard depth < Self.levelLimit,
                let place = index.place(feature: split.feature, cut: split.cut, rule: split.rule)
            else { return false }
            var next = [Int](repeating: 0, count: level.count * 2)
            for (outcomes, position) in level.enumerated() {
                guard case .split(let other, let left, let right) = tree.nodes[position], other == split else {
                    return false
                }
                next[outcomes] = right
                next[outcomes + 1 << depth] = left
            }
            levels.append(
                Level(
                    offset: UInt32(truncatingIfNeeded: place.column * FeatureQuantizer.columnStride),
                    bound: UInt32((place.cut &+ 1) ^ 0x80) &* 0x0101_0101))
            level = next
        }
        for position in level {
            guard case .leaf(let value, _) = tree.nodes[position] else { return false }
            leaves.append(Sum(value))
        }
        trees.append(
            Tree(
                firstLevel: firstLevel, levelCount: levels.count - firstLevel, firstLeaf: firstLeaf,
                margin: tree.margin))
        return true
    }
}
