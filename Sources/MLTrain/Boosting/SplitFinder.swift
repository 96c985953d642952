import MLCore

/// The sums of the rows of a node or of one side of a split.
struct NodeSums: Sendable, Hashable {
    var gradient = 0.0
    var hessian = 0.0
    var count = 0.0

    static func + (left: Self, right: Self) -> Self {
        Self(
            gradient: left.gradient + right.gradient, hessian: left.hessian + right.hessian,
            count: left.count + right.count)
    }

    static func - (left: Self, right: Self) -> Self {
        Self(
            gradient: left.gradient - right.gradient, hessian: left.hessian - right.hessian,
            count: left.count - right.count)
    }
}

/// A way to split a node.
struct SplitCandidate: Sendable, Hashable {
    let feature: Int
    /// The last bin that goes left.
    let bin: Int
    let missingGoesLeft: Bool
    let gain: Double
    let left: NodeSums
    let right: NodeSums
}

/// Finds the split of a node with the largest gain.
///
/// Of splits with the same gain the one with the lower feature, then the lower bin, then missing values on the right
/// wins.
struct SplitFinder: Sendable {
    let settings: GradientBoosting
    let features: [FeatureBins]
    let layout: HistogramLayout

    /// The best split, or `nil` when none exceeds the minimum gain within the limits of leaves.
    func best(
        _ histogram: NodeHistogram, total: NodeSums, among candidates: [Int], threads: Int
    ) -> SplitCandidate? {
        let useful = candidates.count >= 256 ? threads : 1
        let found = parallelMap(count: candidates.count, threads: useful) { position in
            bestSplit(of: candidates[position], histogram, total: total)
        }
        var best: SplitCandidate?
        for case let candidate? in found where candidate.gain > best?.gain ?? settings.minimumGain { best = candidate }
        return best
    }

    /// `G² / (H + λ)`, the fall of twice the loss by the best constant.
    private func quality(_ sums: NodeSums) -> Double {
        sums.gradient * sums.gradient / (sums.hessian + settings.l2Penalty)
    }

    private func isAllowed(_ side: NodeSums) -> Bool {
        side.count >= Double(settings.minimumLeafRows) && side.hessian >= settings.minimumLeafHessian
            && side.hessian + settings.l2Penalty > 0
    }

    private func bestSplit(of feature: Int, _ histogram: NodeHistogram, total: NodeSums) -> SplitCandidate? {
        let bins = features[feature]
        let start = 3 * layout.starts[feature]
        func sums(_ bin: Int) -> NodeSums {
            let position = start + 3 * bin
            return NodeSums(
                gradient: histogram.sums[position], hessian: histogram.sums[position + 1],
                count: histogram.sums[position + 2])
        }
        let missing = sums(bins.missingBin)
        let hasMissing = missing.count > 0
        let parent = quality(total)
        guard parent.isFinite else { return nil }
        var best: SplitCandidate?
        var below = NodeSums()
        // The last bin has no upper threshold: a split after it separates missing values from all others.
        let lastBin = hasMissing ? bins.count - 1 : bins.count - 2
        for bin in 0..<max(0, lastBin + 1) {
            let here = sums(bin)
            below = below + here
            if here.count == 0, bin > 0 { continue }
            for missingGoesLeft in hasMissing && bin < bins.count - 1 ? [false, true] : [false] {
                let left = missingGoesLeft ? below + missing : below
                let right = total - left
                guard isAllowed(left), isAllowed(right) else { continue }
                let gain = 0.5 * (quality(left) + quality(right) - parent)
                guard gain > best?.gain ?? settings.minimumGain, gain.isFinite else { continue }
                best = SplitCandidate(
                    feature: feature, bin: bin,
                    missingGoesLeft: hasMissing ? missingGoesLeft : left.count >= right.count, gain: gain, left: left,
                    right: right)
            }
        }
        return best
    }
}
