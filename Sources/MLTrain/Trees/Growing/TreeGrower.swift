import MLCore

/// Grows one tree from derivatives.
///
/// The split of a leaf is prepared before it is its turn: its rows are parted and its children looked at. Several
/// small leaves are prepared at a time, one by each thread; what a leaf would become does not depend on the others, so
/// the tree is the same for any number of threads.
struct TreeGrower {
    /// A leaf with a split that is worth it.
    private struct Leaf {
        let node: Int
        let rows: Range<Int>
        let state: SplitFinder.Node
        let split: SplitCandidate
        /// The histogram, `nil` when its memory was needed: then both children are added up.
        var histogram: Int?
        var children: Children?
    }

    /// What a leaf becomes.
    private struct Children {
        let middle: Int
        let left: Child
        let right: Child
    }

    /// One side of a split.
    private struct Child {
        let state: SplitFinder.Node
        /// The next split, `nil` when there is none.
        var split: SplitCandidate?
        /// The histogram, `nil` when there is no next split.
        var histogram: Int?
    }

    let limits: GrowthLimits
    let finder: SplitFinder
    let builder: HistogramBuilder
    let partition: RowPartition
    /// What a leaf's step is multiplied by.
    let learningRate: Double
    let threads: Int

    private var data: BinnedFeatures { builder.data }
    private var scale: DerivativeScale { finder.scale }
    private var rules: SplitRules { finder.rules }

    /// Grows a tree.
    ///
    /// - Parameters:
    ///   - derivatives: The derivatives of each row of the data.
    ///   - usesAllRows: Whether the partition holds every row of the data.
    /// - Returns: The tree, its leaves hold the steps after the learning rate; and the positions of each node's rows in
    ///   the partition.
    func grown(
        _ derivatives: UnsafePointer<SIMD2<Int32>>, usesAllRows: Bool
    ) -> (tree: GrownTree, ranges: [Range<Int>]) {
        let total = builder.total(of: partition, derivatives, scale)
        let root = SplitFinder.Node(total: total)
        var tree = GrownTree(nodes: [.leaf(value: value(root))], covers: [Double(partition.count)])
        var ranges = [0..<partition.count]
        var open: [Leaf] = []
        if limits.maximumLeaves > 1, limits.maximumDepth > 0, mayBeSplit(root) {
            let histogram = builder.take()
            builder.build(
                rows: usesAllRows ? nil : UnsafePointer(partition.rows.start), count: partition.count,
                derivatives: derivatives, scale: scale, into: histogram, threads: threads)
            if let split = finder.best(builder.sums(histogram), root) {
                open.append(
                    Leaf(
                        node: 0, rows: ranges[0], state: root, split: split, histogram: histogram,
                        children: nil))
            } else {
                builder.release(histogram)
            }
        }
        var leafCount = 1
        while leafCount < limits.maximumLeaves, let position = next(open) {
            if open[position].children == nil { prepare(&open, room: limits.maximumLeaves - leafCount, derivatives) }
            let leaf = open.remove(at: position)
            guard let children = leaf.children else { break }
            let (left, right) = (tree.nodes.count, tree.nodes.count + 1)
            tree.nodes[leaf.node] = .split(leaf.split, left: left, right: right)
            for (node, child, rows) in [
                (left, children.left, leaf.rows.lowerBound..<children.middle),
                (right, children.right, children.middle..<leaf.rows.upperBound),
            ] {
                tree.nodes.append(.leaf(value: value(child.state)))
                tree.covers.append(Double(rows.count))
                ranges.append(rows)
                if let split = child.split, let histogram = child.histogram {
                    open.append(
                        Leaf(
                            node: node, rows: rows, state: child.state, split: split,
                            histogram: histogram, children: nil))
                }
            }
            leafCount += 1
            spareMemory(&open)
        }
        for leaf in open { release(leaf) }
        return (tree, ranges)
    }

    private func release(_ leaf: Leaf) {
        let held =
            leaf.children.map { [$0.left.histogram, $0.right.histogram] } ?? [leaf.histogram]
        for case let histogram? in held { builder.release(histogram) }
    }

    /// Gives histograms back while there are too many, those of the leaves whose turn comes last first.
    private func spareMemory(_ open: inout [Leaf]) {
        guard builder.isFull else { return }
        for position in order(open).reversed() where open[position].children == nil {
            guard builder.isFull, let histogram = open[position].histogram else { continue }
            builder.release(histogram)
            open[position].histogram = nil
        }
    }

    /// The open leaf that is split next.
    private func next(_ open: [Leaf]) -> Int? {
        guard limits.isLeafWise else { return open.indices.first }
        return open.indices.max { (open[$0].split.gain, $1) < (open[$1].split.gain, $0) }
    }

    /// The open leaves in the order in which they would be split if they got no children.
    private func order(_ open: [Leaf]) -> [Int] {
        guard limits.isLeafWise else { return Array(open.indices) }
        return open.indices.sorted { (open[$1].split.gain, $0) < (open[$0].split.gain, $1) }
    }

    /// Prepares the leaf whose turn it is, and with it others that are as good as next.
    private func prepare(_ open: inout [Leaf], room: Int, _ derivatives: UnsafePointer<SIMD2<Int32>>) {
        var chosen: [Int] = []
        for position in order(open) where open[position].children == nil {
            let isLarge = open[position].rows.count >= RowPartition.parallelRows
            if chosen.isEmpty {
                chosen.append(position)
                if isLarge || threads == 1 { break }
            } else if !isLarge {
                chosen.append(position)
            }
            if chosen.count == min(threads, room) { break }
        }
        let leaves = chosen.map { open[$0] }
        // One side is added up into memory of its own, the other one takes that of the parent, where there is one.
        let slots = leaves.map { (own: builder.take(), parent: $0.histogram ?? builder.take()) }
        let innerThreads = leaves.count == 1 ? threads : 1
        // Leaves have different rows and histograms, so no two threads touch the same memory.
        nonisolated(unsafe) let derivatives = derivatives
        let prepared = parallelMap(count: leaves.count, threads: threads) { index in
            children(of: leaves[index], slots[index], derivatives, goOn: room > 1, threads: innerThreads)
        }
        for (index, position) in chosen.enumerated() {
            open[position].children = prepared[index]
            let used = [prepared[index].left.histogram, prepared[index].right.histogram]
            for slot in [slots[index].own, slots[index].parent] where !used.contains(slot) { builder.release(slot) }
        }
    }

    private func children(
        of leaf: Leaf, _ slots: (own: Int, parent: Int), _ derivatives: UnsafePointer<SIMD2<Int32>>, goOn: Bool,
        threads: Int
    ) -> Children {
        let split = leaf.split
        let middle = partition.split(
            leaf.rows, column: data.column(split.feature),
            table: split.leftTable(missingCode: data.features[split.feature].missingBin), threads: threads)
        var (left, right) = states(of: split, leaf.state)
        let goesOn = goOn && leaf.state.depth + 1 < limits.maximumDepth
        let (leftMay, rightMay) = (goesOn && mayBeSplit(left.state), goesOn && mayBeSplit(right.state))
        guard leftMay || rightMay else { return Children(middle: middle, left: left, right: right) }
        let (leftRows, rightRows) = (leaf.rows.lowerBound..<middle, middle..<leaf.rows.upperBound)
        // Only the smaller child is added up; the other one is the rest of the parent.
        let leftIsSmaller = leftRows.count <= rightRows.count
        build(leftIsSmaller ? leftRows : rightRows, derivatives, into: slots.own, threads: threads)
        if leftIsSmaller ? rightMay : leftMay {
            if leaf.histogram != nil {
                builder.subtract(slots.own, from: slots.parent)
            } else {
                build(leftIsSmaller ? rightRows : leftRows, derivatives, into: slots.parent, threads: threads)
            }
        }
        let (leftSlot, rightSlot) = leftIsSmaller ? (slots.own, slots.parent) : (slots.parent, slots.own)
        if leftMay, let next = finder.best(builder.sums(leftSlot), left.state) {
            (left.split, left.histogram) = (next, leftSlot)
        }
        if rightMay, let next = finder.best(builder.sums(rightSlot), right.state) {
            (right.split, right.histogram) = (next, rightSlot)
        }
        return Children(middle: middle, left: left, right: right)
    }

    private func build(
        _ rows: Range<Int>, _ derivatives: UnsafePointer<SIMD2<Int32>>, into slot: Int, threads: Int
    ) {
        builder.build(
            rows: UnsafePointer(partition.rows.start) + rows.lowerBound, count: rows.count, derivatives: derivatives,
            scale: scale, into: slot, threads: threads)
    }

    /// Both sides of a split, without their next splits.
    private func states(of split: SplitCandidate, _ parent: SplitFinder.Node) -> (left: Child, right: Child) {
        let path = finder.choice.interactions.isEmpty ? [] : parent.path.union([split.feature])
        func child(_ total: BinSum, _ number: UInt64) -> SplitFinder.Node {
            SplitFinder.Node(
                total: total, bounds: parent.bounds, extraPenalty: split.extraPenalty,
                key: parent.key &* 0x9E37_79B9_7F4A_7C15 &+ number, depth: parent.depth + 1, path: path)
        }
        var (left, right) = (child(split.left, 1), child(split.right, 2))
        let direction = rules.monotonicity.isEmpty ? 0 : rules.monotonicity[split.feature]
        if direction != 0 {
            // Whatever grows below keeps to its side of the middle (LightGBM's basic method).
            let middle = (step(left) + step(right)) / 2
            if direction > 0 {
                (left.bounds.upper, right.bounds.lower) = (middle, middle)
            } else {
                (left.bounds.lower, right.bounds.upper) = (middle, middle)
            }
        }
        return (Child(state: left), Child(state: right))
    }

    private func mayBeSplit(_ node: SplitFinder.Node) -> Bool {
        scale.count(node.total) / 2 >= rules.minimumLeafRows
            && scale.hessian(node.total) >= 2 * rules.minimumLeafHessian
    }

    private func step(_ node: SplitFinder.Node) -> Double {
        rules.leaf.step(
            gradient: scale.gradient(node.total), hessian: scale.hessian(node.total) + node.extraPenalty,
            within: node.bounds)
    }

    private func value(_ node: SplitFinder.Node) -> Double { learningRate * step(node) }
}
