import MLCore

/// Grows one tree from derivatives.
struct TreeGrower {
    private struct Leaf {
        let node: Int
        let rows: Range<Int>
        let depth: Int
        let histogram: NodeHistogram
        let split: SplitCandidate
    }

    let settings: GradientBoosting
    let data: BinnedFeatures
    let layout: HistogramLayout
    /// The features that this tree looks at, ascending.
    let features: [Int]
    let output: Int
    let outputCount: Int
    let threads: Int

    /// Grows a tree.
    ///
    /// - Parameters:
    ///   - rows: The rows of this tree, ascending.
    ///   - derivatives: For each row of the data and each output the first and the second derivative.
    /// - Returns: The tree; its leaves hold the steps after the learning rate.
    func grown(rows: [Int32], derivatives: [Double]) -> GrownTree {
        var rows = rows
        let finder = SplitFinder(settings: settings, features: data.features, layout: layout)
        var total = NodeSums()
        for row in rows {
            let position = 2 * (Int(row) * outputCount + output)
            total = total + NodeSums(gradient: derivatives[position], hessian: derivatives[position + 1], count: 1)
        }
        var tree = GrownTree(nodes: [.leaf(value: step(total))], covers: [total.count])
        var open: [Leaf] = []
        func consider(node: Int, _ range: Range<Int>, depth: Int, _ histogram: NodeHistogram, _ sums: NodeSums) {
            guard depth < settings.maximumDepth ?? .max else { return }
            if let split = finder.best(histogram, total: sums, among: features, threads: threads) {
                open.append(Leaf(node: node, rows: range, depth: depth, histogram: histogram, split: split))
            }
        }
        consider(node: 0, 0..<rows.count, depth: 0, histogram(rows[...], derivatives), total)
        var leafCount = 1
        while leafCount < settings.maximumLeaves, let position = next(open) {
            let leaf = open.remove(at: position)
            let middle = partition(&rows, leaf)
            let (left, right) = (tree.nodes.count, tree.nodes.count + 1)
            tree.nodes[leaf.node] = .split(leaf.split, left: left, right: right)
            tree.nodes.append(.leaf(value: step(leaf.split.left)))
            tree.nodes.append(.leaf(value: step(leaf.split.right)))
            tree.covers.append(contentsOf: [leaf.split.left.count, leaf.split.right.count])
            leafCount += 1
            let (leftRows, rightRows) = (leaf.rows.lowerBound..<middle, middle..<leaf.rows.upperBound)
            guard leafCount < settings.maximumLeaves, leaf.depth + 1 < settings.maximumDepth ?? .max else { continue }
            // Only the smaller child is added up; the other one is the rest of the parent.
            let leftIsSmaller = leftRows.count <= rightRows.count
            let smaller = histogram(rows[leftIsSmaller ? leftRows : rightRows], derivatives)
            let larger = leaf.histogram.subtracting(smaller)
            consider(node: left, leftRows, depth: leaf.depth + 1, leftIsSmaller ? smaller : larger, leaf.split.left)
            consider(node: right, rightRows, depth: leaf.depth + 1, leftIsSmaller ? larger : smaller, leaf.split.right)
        }
        return tree
    }

    /// The leaf that is split next: the first one, or the first one of the largest gain.
    private func next(_ open: [Leaf]) -> Int? {
        guard settings.growth == .leafWise else { return open.isEmpty ? nil : 0 }
        var best: Int?
        for position in open.indices where open[position].split.gain > best.map({ open[$0].split.gain }) ?? 0 {
            best = position
        }
        return best
    }

    private func histogram(_ rows: ArraySlice<Int32>, _ derivatives: [Double]) -> NodeHistogram {
        NodeHistogram(
            rows: rows, derivatives: derivatives, output: output, outputCount: outputCount, features: features,
            layout: layout, data: data, threads: threads)
    }

    private func step(_ sums: NodeSums) -> Double {
        let curvature = sums.hessian + settings.l2Penalty
        return curvature > 0 ? -settings.learningRate * sums.gradient / curvature : 0
    }

    /// Brings the rows that go left to the front, keeping their order; returns where the others begin.
    private func partition(_ rows: inout [Int32], _ leaf: Leaf) -> Int {
        let start = leaf.split.feature * data.rowCount
        let missingBin = data.features[leaf.split.feature].missingBin
        var right: [Int32] = []
        var target = leaf.rows.lowerBound
        for position in leaf.rows {
            let row = rows[position]
            if leaf.split.sendsLeft(Int(data.codes[start + Int(row)]), missingBin: missingBin) {
                rows[target] = row
                target += 1
            } else {
                right.append(row)
            }
        }
        rows.replaceSubrange(target..<leaf.rows.upperBound, with: right)
        return target
    }
}
