extension MaskTrees {
    /// Lays out trees.
    ///
    /// - Parameters:
    ///   - trees: The trees.
    ///   - index: Where the quantizer has the splits.
    ///   - positions: The position of each node of each tree among the step nodes.
    /// - Returns: The layout, or `nil` when a split has no column.
    static func make(_ trees: [CutTree], index: FeatureQuantizer.Index, positions: [[UInt32]]) -> Self? {
        var result = Self()
        for (tree, positions) in zip(trees, positions) {
            guard result.append(tree, index, positions) else { return nil }
        }
        // Never read: a forest of single leaves, too, has memory to point to.
        result.entries.append(Entry(offset: 0, bound: 0, keep: 0))
        result.groups = Self.groups(of: result.trees, nodeCounts: trees.map(\.nodes.count))
        return result
    }

    /// The memory that trees of a group may take: about a quarter of a second-level cache.
    private static var groupByteLimit: Int { 256 << 10 }

    private static func groups(of trees: [Tree], nodeCounts: [Int]) -> [Range<Int>] {
        var groups: [Range<Int>] = []
        var (first, bytes) = (0, 0)
        for (position, tree) in trees.enumerated() {
            // Entries of up to 80 splits; below the exits, nodes and half as many values that some row may visit.
            let size = 80 * MemoryLayout<Entry>.stride + (tree.isWhole ? 512 : nodeCounts[position] * 8)
            if bytes + size > groupByteLimit, position > first {
                groups.append(first..<position)
                (first, bytes) = (position, 0)
            }
            bytes += size
        }
        groups.append(first..<trees.count)
        return groups
    }

    /// A split of the upper part, and the exits that it can rule out.
    private struct Clearing {
        let place: FeatureQuantizer.Place
        let clearsLeft: Bool
        let exits: Range<Int>
    }

    private mutating func append(_ tree: CutTree, _ index: FeatureQuantizer.Index, _ positions: [UInt32]) -> Bool {
        let isInner = Self.upperPart(of: tree)
        let sizes = Self.exitCounts(of: tree, isInner)
        let firstExit = exitValues.count
        var clearings: [Clearing] = []
        var isWhole = true
        var pending = [0]
        // Nodes come out in the order of exits, the side that is ruled out first.
        while let position = pending.popLast() {
            switch tree.nodes[position] {
            case .split(let split, let left, let right) where isInner[position]:
                guard let place = index.place(feature: split.feature, cut: split.cut, rule: split.rule) else {
                    return false
                }
                let clearsLeft = sizes[left] <= sizes[right]
                let first = exitValues.count - firstExit
                let ruledOut = clearsLeft ? left : right
                clearings.append(
                    Clearing(place: place, clearsLeft: clearsLeft, exits: first..<first + sizes[ruledOut]))
                pending.append(clearsLeft ? right : left)
                pending.append(ruledOut)
            case .split:
                isWhole = false
                exitValues.append(0)
                exitNodes.append(positions[position])
            case .leaf(let value, _):
                exitValues.append(Sum(value))
                exitNodes.append(positions[position])
            }
        }
        let byteCount = (exitValues.count - firstExit + 7) / 8
        trees.append(
            Tree(
                firstEntry: entries.count, firstByte: entryCounts.count, byteCount: byteCount, firstExit: firstExit,
                isWhole: isWhole,
                margin: tree.margin))
        for byte in 0..<byteCount { appendByte(byte, clearings) }
        return true
    }

    private mutating func appendByte(_ byte: Int, _ clearings: [Clearing]) {
        let before = entries.count
        for clearing in clearings {
            let touched = clearing.exits.clamped(to: byte * 8..<byte * 8 + 8)
            guard !touched.isEmpty else { continue }
            var keep: UInt8 = 0xFF
            for exit in touched { keep &= ~(1 << UInt8(exit - byte * 8)) }
            // Left means code <= cut, so code < cut + 1; its complement reverses the order of the codes.
            let cut = clearing.place.cut
            let bound = clearing.clearsLeft ? (cut &+ 1) ^ 0x80 : ~cut ^ 0x80
            let offset =
                clearing.place.column * FeatureQuantizer.columnStride
                + (clearing.clearsLeft ? 0 : FeatureQuantizer.blockRows)
            entries.append(
                Entry(
                    offset: UInt32(truncatingIfNeeded: offset), bound: UInt32(bound) &* 0x0101_0101,
                    keep: UInt32(keep) &* 0x0101_0101))
        }
        entryCounts.append(UInt16(entries.count - before))
    }

    /// Which splits belong to the upper part: those that most training rows reach.
    private static func upperPart(of tree: CutTree) -> [Bool] {
        var isInner = [Bool](repeating: false, count: tree.nodes.count)
        var frontier = [0]
        var count = 0
        while count < exitLimit - 1 {
            var best: Int?
            for (place, position) in frontier.enumerated() {
                guard case .split = tree.nodes[position] else { continue }
                if let known = best, tree.weights[position] <= tree.weights[frontier[known]] { continue }
                best = place
            }
            guard let best, case .split(_, let left, let right) = tree.nodes[frontier[best]] else { break }
            isInner[frontier[best]] = true
            frontier[best] = left
            frontier.append(right)
            count += 1
        }
        return isInner
    }

    /// The number of exits below each node of the upper part.
    private static func exitCounts(of tree: CutTree, _ isInner: [Bool]) -> [Int] {
        var counts = [Int](repeating: 1, count: tree.nodes.count)
        var order: [Int] = []
        var pending = [0]
        while let position = pending.popLast() {
            guard isInner[position], case .split(_, let left, let right) = tree.nodes[position] else { continue }
            order.append(position)
            pending.append(left)
            pending.append(right)
        }
        for position in order.reversed() {
            if case .split(_, let left, let right) = tree.nodes[position] {
                counts[position] = counts[left] + counts[right]
            }
        }
        return counts
    }
}
