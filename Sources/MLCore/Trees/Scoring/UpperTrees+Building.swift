extension UpperTrees {
    /// Lays out trees.
    ///
    /// - Parameters:
    ///   - trees: The trees.
    ///   - index: Where the quantizer has the splits.
    ///   - columnCount: The number of columns of the quantizer.
    ///   - positions: The position of each node of each tree among the step nodes.
    /// - Returns: The layout, or `nil` when there are more columns than ``columnLimit``.
    static func make(
        _ trees: [CutTree], index: FeatureQuantizer.Index, columnCount: Int, positions: [[UInt32]]
    ) -> Self? {
        guard columnCount <= columnLimit else { return nil }
        let deepest = trees.reduce(0) { max($0, $1.depth) }
        // Many shallow trees beside a deep one would take much more memory as complete trees than as they are.
        let nodeCount = trees.reduce(0) { $0 + $1.nodes.count }
        let isWhole = deepest <= openLevels || deepest <= wholeLevelLimit && trees.count << deepest <= 4 * nodeCount
        let levels = isWhole ? deepest : openLevels
        let groups = (trees.count + stride - 1) / stride
        let count = (groups * stride) << levels
        var result = Self(
            levels: levels, isWhole: isWhole, nodes: [UInt16](repeating: 255 << 8, count: count),
            exits: [UInt32](repeating: 0, count: count),
            values: isWhole ? [Sum](repeating: 0, count: count) : [])
        for (number, tree) in trees.enumerated() {
            guard result.place(tree, number, index, positions[number]) else { return nil }
        }
        return result
    }

    /// Trees up to this depth are complete trees as a whole.
    private static var wholeLevelLimit: Int { 6 }

    /// The levels of deeper trees: grown leaf by leaf, most rows end in leaves near the root.
    private static var openLevels: Int { 4 }

    private mutating func place(
        _ tree: CutTree, _ number: Int, _ index: FeatureQuantizer.Index, _ positions: [UInt32]
    ) -> Bool {
        let first = (number / 4) << (levels + 2) + number % 4
        var pending = [(position: 0, node: 1, level: 0)]
        while let (position, node, level) = pending.popLast() {
            if level < levels, case .split(let split, let left, let right) = tree.nodes[position] {
                guard let place = index.place(feature: split.feature, cut: split.cut, rule: split.rule),
                    let column = UInt8(exactly: place.column)
                else { return false }
                nodes[first + node * 4] = UInt16(place.cut) << 8 | UInt16(column)
                pending.append((right, 2 * node + 1, level + 1))
                pending.append((left, 2 * node, level + 1))
                continue
            }
            let exit = first + ((node << (levels - level)) - (1 << levels)) * 4
            exits[exit] = positions[position]
            if isWhole, case .leaf(let value, _) = tree.nodes[position] { values[exit] = Sum(value) }
        }
        return true
    }
}
