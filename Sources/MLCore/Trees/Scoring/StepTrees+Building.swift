extension StepTrees {
    /// Lays out trees, level by level.
    ///
    /// - Parameters:
    ///   - trees: The trees, whose leaves are single numbers and whose splits compare with cuts.
    ///   - index: Where the quantizer has the splits.
    /// - Returns: The layout and, for each tree, the position of each of its nodes, or `nil` when a node cannot be
    ///   packed.
    static func make(_ trees: [CutTree], index: FeatureQuantizer.Index) -> (trees: Self, positions: [[UInt32]])? {
        var result = Self()
        var positions: [[UInt32]] = []
        for tree in trees {
            guard let placed = result.append(tree, index) else { return nil }
            positions.append(placed)
        }
        return (result, positions)
    }

    private mutating func append(_ tree: CutTree, _ index: FeatureQuantizer.Index) -> [UInt32]? {
        let base = nodes.count
        guard base + tree.nodes.count <= Int(UInt32.max) else { return nil }
        roots.append(UInt32(base))
        var positions = [UInt32](repeating: 0, count: tree.nodes.count)
        var order = [0]
        order.reserveCapacity(tree.nodes.count)
        var next = 0
        while next < order.count {
            let position = order[next]
            positions[position] = UInt32(base + next)
            switch tree.nodes[position] {
            case .split(let split, let left, let right):
                guard let place = index.place(feature: split.feature, cut: split.cut, rule: split.rule),
                    let node = Node(distance: order.count - next, column: place.column, cut: place.cut)
                else { return nil }
                order.append(left)
                order.append(right)
                append(node, value: 0, number: 0)
            case .leaf(let value, let number):
                guard let node = Node(distance: 0, column: 0, cut: 255) else { return nil }
                append(node, value: Sum(value), number: number)
            }
            next += 1
        }
        return positions
    }

    private mutating func append(_ node: Node, value: Sum, number: Int32) {
        nodes.append(node)
        values.append(value)
        numbers.append(number)
    }
}
