/// The search for the best split of one node.
struct SplitSearch {
    let node: SplitFinder.Node
    let rules: SplitRules
    let scale: DerivativeScale
    private let gradient: Double
    private let hessian: Double
    private let count: Int64
    /// Twice the fall of the objective without a split.
    let parent: Double
    /// The best split so far.
    private(set) var best: SplitCandidate?
    /// What the qualities of both sides have to exceed.
    private(set) var bar: Double

    init(_ node: SplitFinder.Node, _ rules: SplitRules, _ scale: DerivativeScale) {
        self.node = node
        self.rules = rules
        self.scale = scale
        gradient = scale.gradient(node.total)
        hessian = scale.hessian(node.total)
        count = scale.count(node.total)
        parent =
            hessian + rules.leaf.l2Penalty > 0
            ? rules.leaf.quality(gradient: gradient, hessian: hessian, within: node.bounds) : .infinity
        // What two sums of the same size differ by from rounding is no gain.
        bar = parent + max(2 * rules.minimumGain, parent * 0x1p-44)
    }

    /// Looks at the splits of a feature.
    ///
    /// - Parameters:
    ///   - sums: The sums of the codes of the feature.
    ///   - feature: The feature.
    ///   - bins: Its bins.
    ///   - direction: 1 or −1 when outputs have to rise or fall with the feature.
    ///   - only: The only bin to split after, or `nil` for all.
    mutating func scan(
        _ sums: UnsafePointer<BinSum>, feature: Int, _ bins: FeatureBins, direction: Int8, only: Int?
    ) {
        let missing = bins.hasMissing ? sums[bins.missingBin] : BinSum()
        let hasMissing = scale.count(missing) > 0
        let isPlain = rules.leaf.isPlain && direction == 0 && node.bounds.isNone
        for missingGoesLeft in hasMissing ? [false, true] : [false] {
            // The last bin has no upper threshold: a split after it separates missing values from all others.
            let end = hasMissing && !missingGoesLeft ? bins.count : bins.count - 1
            let range = only.map { $0..<min($0 + 1, end) } ?? 0..<end
            guard range.lowerBound < range.upperBound else { continue }
            var start = missingGoesLeft ? missing : BinSum()
            for bin in 0..<range.lowerBound { start &+= sums[bin] }
            let found =
                isPlain
                ? plainBest(sums, range, from: start) : boundedBest(sums, range, from: start, direction: direction)
            guard let found else { continue }
            let right = node.total &- found.left
            let follows = hasMissing ? missingGoesLeft : scale.count(found.left) >= scale.count(right)
            take(
                .upTo(bin: found.bin, missingGoesLeft: follows), of: feature, quality: found.quality, left: found.left,
                extraPenalty: 0)
        }
    }

    /// Takes a split that is better than all before it.
    mutating func take(
        _ side: SplitCandidate.Side, of feature: Int, quality: Double, left: BinSum, extraPenalty: Double
    ) {
        bar = quality
        best = SplitCandidate(
            feature: feature, side: side, gain: 0.5 * (quality - parent), extraPenalty: extraPenalty, left: left,
            right: node.total &- left)
    }

    private struct Found {
        var bin: Int
        var quality: Double
        var left: BinSum
    }

    /// The best split after one of a range of bins when leaves are `−G / (H + λ)`.
    private func plainBest(_ sums: UnsafePointer<BinSum>, _ range: Range<Int>, from start: BinSum) -> Found? {
        let (gradientUnit, hessianUnit, countBits) = (scale.gradientUnit, scale.hessianUnit, scale.countBits)
        let mask: Int64 = (1 << countBits) - 1
        let leastRows = Int64(rules.minimumLeafRows)
        let mostRows = count - leastRows
        let penalty = rules.leaf.l2Penalty
        let leastHessian =
            penalty > 0 ? rules.minimumLeafHessian : max(rules.minimumLeafHessian, .leastNonzeroMagnitude)
        var left = start
        var found: Found?
        var bar = bar
        for bin in range {
            left &+= sums[bin]
            let rows = left.y & mask
            if rows < leastRows { continue }
            if rows > mostRows { break }
            let leftGradient = Double(left.x) * gradientUnit
            let leftHessian = Double(left.y &>> countBits) * hessianUnit
            let rightGradient = gradient - leftGradient
            let rightHessian = hessian - leftHessian
            if leftHessian < leastHessian || rightHessian < leastHessian { continue }
            let quality =
                leftGradient * leftGradient / (leftHessian + penalty)
                + rightGradient * rightGradient / (rightHessian + penalty)
            // False for NaN.
            if quality > bar, quality < .infinity {
                bar = quality
                found = Found(bin: bin, quality: quality, left: left)
            }
        }
        return found
    }

    /// The best split after one of a range of bins within the limits of steps.
    private func boundedBest(
        _ sums: UnsafePointer<BinSum>, _ range: Range<Int>, from start: BinSum, direction: Int8
    ) -> Found? {
        var left = start
        var found: Found?
        var bar = bar
        for bin in range {
            left &+= sums[bin]
            guard let quality = boundedQuality(left, direction: direction), quality > bar, quality < .infinity else {
                continue
            }
            bar = quality
            found = Found(bin: bin, quality: quality, left: left)
        }
        return found
    }

    /// The quality of both sides of a split, or `nil` when it is not allowed.
    func boundedQuality(_ left: BinSum, direction: Int8, extraPenalty: Double = 0) -> Double? {
        let right = node.total &- left
        guard scale.count(left) >= rules.minimumLeafRows, scale.count(right) >= rules.minimumLeafRows else {
            return nil
        }
        let (leftGradient, leftHessian) = (scale.gradient(left), scale.hessian(left))
        let (rightGradient, rightHessian) = (scale.gradient(right), scale.hessian(right))
        guard leftHessian >= rules.minimumLeafHessian, rightHessian >= rules.minimumLeafHessian,
            leftHessian + rules.leaf.l2Penalty > 0, rightHessian + rules.leaf.l2Penalty > 0
        else { return nil }
        let (leftCurvature, rightCurvature) = (leftHessian + extraPenalty, rightHessian + extraPenalty)
        let leftStep = rules.leaf.step(gradient: leftGradient, hessian: leftCurvature, within: node.bounds)
        let rightStep = rules.leaf.step(gradient: rightGradient, hessian: rightCurvature, within: node.bounds)
        if direction > 0 && leftStep > rightStep || direction < 0 && leftStep < rightStep { return nil }
        return rules.leaf.quality(gradient: leftGradient, hessian: leftCurvature, step: leftStep)
            + rules.leaf.quality(gradient: rightGradient, hessian: rightCurvature, step: rightStep)
    }
}
