import MLCore

/// Grows one tree all of whose nodes of a depth have the same split (Prokhorenkova et al., "CatBoost", NeurIPS 2018).
///
/// The gain of a split is the sum of its gains in all nodes of the depth. A node whose rows a split would not part
/// within the limits of leaves adds nothing to its gain; the side that is too small keeps the step of the node.
/// Categories are split one against all others.
struct ObliviousGrower {
    private struct Leaf {
        var rows: Range<Int>
        var total: BinSum
        var histogram: Int?
        var step: Double
    }

    /// What is left of the nodes of a depth by a split.
    private struct Found {
        var feature: Int
        var side: SplitCandidate.Side
        var quality: Double
    }

    let limits: GrowthLimits
    let finder: SplitFinder
    let builder: HistogramBuilder
    let partition: RowPartition
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
        let histogram = builder.take()
        builder.build(
            rows: usesAllRows ? nil : UnsafePointer(partition.rows.start), count: partition.count,
            derivatives: derivatives, scale: scale, into: histogram, threads: threads)
        var leaves = [
            Leaf(rows: 0..<partition.count, total: total, histogram: histogram, step: step(total))
        ]
        var tree = GrownTree(nodes: [], covers: [])
        var ranges: [Range<Int>] = []
        var depth = 0
        while depth < limits.maximumDepth, leaves.count * 2 <= limits.maximumLeaves,
            let found = best(leaves, depth: depth)
        {
            let first = tree.nodes.count
            let count = leaves.count
            leaves = split(leaves, found, derivatives, goOn: depth + 1 < limits.maximumDepth)
            for position in 0..<count {
                let (left, right) = (leaves[2 * position], leaves[2 * position + 1])
                let candidate = SplitCandidate(
                    feature: found.feature, side: found.side, gain: 0.5 * found.quality, left: left.total,
                    right: right.total)
                let child = first + count + 2 * position
                tree.nodes.append(.split(candidate, left: child, right: child + 1))
                tree.covers.append(Double(left.rows.count + right.rows.count))
                ranges.append(left.rows.lowerBound..<right.rows.upperBound)
            }
            depth += 1
        }
        for leaf in leaves {
            tree.nodes.append(.leaf(value: learningRate * leaf.step))
            tree.covers.append(Double(leaf.rows.count))
            ranges.append(leaf.rows)
            if let histogram = leaf.histogram { builder.release(histogram) }
        }
        return (tree, ranges)
    }

    /// Parts the rows of all leaves.
    private func split(
        _ leaves: [Leaf], _ found: Found, _ derivatives: UnsafePointer<SIMD2<Int32>>, goOn: Bool
    ) -> [Leaf] {
        let candidate = SplitCandidate(
            feature: found.feature, side: found.side, gain: 0, left: BinSum(), right: BinSum())
        let table = candidate.leftTable(missingCode: data.features[found.feature].missingBin)
        var children: [Leaf] = []
        for leaf in leaves {
            let middle = partition.split(
                leaf.rows, column: data.column(found.feature), table: table, threads: threads)
            let left = leaf.histogram.map { side(of: found, in: builder.sums($0)) } ?? BinSum()
            let (leftRows, rightRows) = (leaf.rows.lowerBound..<middle, middle..<leaf.rows.upperBound)
            var parts = [
                Leaf(rows: leftRows, total: left, histogram: nil, step: leaf.step),
                Leaf(rows: rightRows, total: leaf.total &- left, histogram: nil, step: leaf.step),
            ]
            for part in parts.indices where isAllowed(parts[part].total) { parts[part].step = step(parts[part].total) }
            if let histogram = leaf.histogram {
                let (smaller, larger) = leftRows.count <= rightRows.count ? (0, 1) : (1, 0)
                if goOn, !parts[smaller].rows.isEmpty {
                    let slot = builder.take()
                    builder.build(
                        rows: UnsafePointer(partition.rows.start) + parts[smaller].rows.lowerBound,
                        count: parts[smaller].rows.count, derivatives: derivatives, scale: scale, into: slot,
                        threads: threads)
                    builder.subtract(slot, from: histogram)
                    parts[smaller].histogram = slot
                }
                if goOn { parts[larger].histogram = histogram } else { builder.release(histogram) }
            }
            children.append(contentsOf: parts)
        }
        return children
    }

    /// The split with the largest gain in all leaves, or `nil` when none exceeds the minimum gain.
    private func best(_ leaves: [Leaf], depth: Int) -> Found? {
        let parents = leaves.reduce(0) { $0 + quality($1.total) }
        guard parents.isFinite else { return nil }
        let chosen = finder.choice.features(depth: depth, key: UInt64(truncatingIfNeeded: depth), path: [])
        let all = parallelMap(count: chosen.count, threads: threads) { bestSplit(of: chosen[$0], leaves) }
        var best: Found?
        for case let candidate? in all
        where candidate.quality > best?.quality ?? max(2 * rules.minimumGain, parents * 0x1p-44)
            && candidate.quality.isFinite
        {
            best = candidate
        }
        return best
    }

    /// The best split of a feature: its quality is twice its gain.
    private func bestSplit(of feature: Int, _ leaves: [Leaf]) -> Found? {
        guard let start = finder.start(of: feature) else { return nil }
        let bins = data.features[feature]
        var sides: [SplitCandidate.Side] = []
        if bins.categories != nil {
            sides = (0..<(bins.count - 1)).map { .codes(CodeSet([$0])) }
            if bins.hasMissing { sides.append(.codes(CodeSet([bins.missingBin]))) }
        } else {
            for missingGoesLeft in bins.hasMissing ? [false, true] : [false] {
                let end = bins.hasMissing && !missingGoesLeft ? bins.count : bins.count - 1
                sides += (0..<end).map { .upTo(bin: $0, missingGoesLeft: missingGoesLeft) }
            }
        }
        var qualities = [Double](repeating: 0, count: sides.count)
        for leaf in leaves {
            guard let histogram = leaf.histogram else { continue }
            let sums = builder.sums(histogram) + start
            let parent = quality(leaf.total)
            var left = BinSum()
            for (position, side) in sides.enumerated() {
                switch side {
                case .upTo(0, let missingGoesLeft):
                    left = sums[0] &+ (missingGoesLeft ? sums[bins.missingBin] : BinSum())
                case .upTo(let bin, _): left &+= sums[bin]
                case .codes: left = sums[position < bins.count - 1 ? position : bins.missingBin]
                }
                let right = leaf.total &- left
                if isAllowed(left), isAllowed(right) {
                    qualities[position] += quality(left) + quality(right) - parent
                }
            }
        }
        guard let largest = qualities.indices.max(by: { (qualities[$0], $1) < (qualities[$1], $0) }) else { return nil }
        return Found(feature: feature, side: sides[largest], quality: qualities[largest])
    }

    /// The sums of the rows of a histogram that a split sends left.
    private func side(of found: Found, in histogram: UnsafePointer<BinSum>) -> BinSum {
        guard let start = finder.start(of: found.feature) else { return BinSum() }
        let bins = data.features[found.feature]
        let candidate = SplitCandidate(
            feature: found.feature, side: found.side, gain: 0, left: BinSum(), right: BinSum())
        let table = candidate.leftTable(missingCode: bins.missingBin)
        var left = BinSum()
        for code in 0..<bins.codeCount where table[code] == 1 { left &+= histogram[start + code] }
        return left
    }

    private func isAllowed(_ side: BinSum) -> Bool {
        scale.count(side) >= rules.minimumLeafRows && scale.hessian(side) >= rules.minimumLeafHessian
            && scale.hessian(side) + rules.leaf.l2Penalty > 0
    }

    private func quality(_ sum: BinSum) -> Double {
        guard scale.count(sum) > 0 else { return 0 }
        return rules.leaf.quality(gradient: scale.gradient(sum), hessian: scale.hessian(sum), within: .none)
    }

    private func step(_ sum: BinSum) -> Double {
        rules.leaf.step(gradient: scale.gradient(sum), hessian: scale.hessian(sum))
    }
}
