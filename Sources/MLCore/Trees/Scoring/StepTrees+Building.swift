extension StepTrees {
    /// Lays out trees.
    ///
    /// - Parameters:
    ///   - trees: The trees, whose leaves are single numbers and whose splits compare with cuts.
    ///   - index: Where the quantizer has the splits.
    /// - Returns: The layout and, for each tree, the position of each of its nodes, with ``openMark`` where it is no
    ///   leaf, or `nil` when a node cannot be packed.
    static func make(_ trees: [CutTree], index: FeatureQuantizer.Index) -> (trees: Self, positions: [[UInt32]])? {
        var result = Self()
        var positions: [[UInt32]] = []
        for tree in trees {
            guard let placed = result.append(tree, index) else { return nil }
            positions.append(placed)
        }
        return (result, positions)
    }

    /// Both children of a node stand together, and behind them the nodes below the child that more training rows reach,
    /// then those below the other: what a row visits next is mostly near, wherever its walk begins.
    private mutating func append(_ tree: CutTree, _ index: FeatureQuantizer.Index) -> [UInt32]? {
        let base = nodes.count
        guard base + tree.nodes.count <= Int(Self.openMark) else { return nil }
        roots.append(UInt32(base) | (tree.nodes.count > 1 ? Self.openMark : 0))
        guard let leaf = Node(distance: 0, column: 0, cut: 255) else { return nil }
        nodes += repeatElement(leaf, count: tree.nodes.count)
        values += repeatElement(0, count: tree.nodes.count)
        numbers += repeatElement(0, count: tree.nodes.count)
        var positions = [UInt32](repeating: UInt32(base), count: tree.nodes.count)
        var next = base + 1
        var pending = [0]
        while let position = pending.popLast() {
            let place = Int(positions[position])
            switch tree.nodes[position] {
            case .leaf(let value, let number):
                someLeaf = UInt32(place)
                values[place] = Sum(value)
                numbers[place] = number
            case .split(let split, let left, let right):
                guard let cut = index.place(feature: split.feature, cut: split.cut, rule: split.rule),
                    let node = Node(distance: next - place, column: cut.column, cut: cut.cut)
                else { return nil }
                nodes[place] = node
                positions[left] = UInt32(next)
                positions[right] = UInt32(next + 1)
                next += 2
                let isLeftHeavier = tree.weights[left] >= tree.weights[right]
                pending.append(isLeftHeavier ? right : left)
                pending.append(isLeftHeavier ? left : right)
            }
        }
        for (position, node) in tree.nodes.enumerated() {
            if case .split = node { positions[position] |= Self.openMark }
        }
        return positions
    }
}
