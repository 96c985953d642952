import MLCore

/// A tree over bins, as it grows.
struct GrownTree: Sendable {
    /// A node.
    enum Node: Sendable {
        case leaf(value: Double)
        case split(SplitCandidate, left: Int, right: Int)
    }

    var nodes: [Node]
    /// The number of training rows that reached each node.
    var covers: [Double]

    /// The value of a row.
    ///
    /// - Parameters:
    ///   - row: The row.
    ///   - data: The bins of all rows.
    /// - Returns: The value of the leaf that the row ends in.
    func value(ofRow row: Int, in data: BinnedFeatures) -> Double {
        var index = 0
        while true {
            switch nodes[index] {
            case .leaf(let value): return value
            case .split(let split, let left, let right):
                let code = Int(data.codes[split.feature * data.rowCount + row])
                index = split.sendsLeft(code, missingBin: data.features[split.feature].missingBin) ? left : right
            }
        }
    }

    /// The tree with thresholds instead of bins.
    ///
    /// - Throws: ``CoreError`` with code `malformedModel` when a leaf is not finite.
    func decisionTree(_ features: [FeatureBins]) throws(CoreError) -> DecisionTree {
        var result: [DecisionTree.Node] = []
        for node in nodes {
            switch node {
            case .leaf(let value): result.append(.leaf([value]))
            case .split(let split, let left, let right):
                let thresholds = features[split.feature].thresholds
                result.append(
                    .split(
                        feature: split.feature,
                        threshold: split.bin < thresholds.count ? thresholds[split.bin] : .infinity,
                        missing: .nan(left: split.missingGoesLeft), left: left, right: right))
            }
        }
        return try DecisionTree(nodes: result, covers: covers)
    }
}

extension SplitCandidate {
    /// Whether a row with a bin goes left.
    func sendsLeft(_ code: Int, missingBin: Int) -> Bool { code == missingBin ? missingGoesLeft : code <= bin }
}
