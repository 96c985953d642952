/// Rows to learn from or to measure on: features, targets and weights.
public struct TrainingSet: Sendable {
    /// One row of features for each example.
    public let features: FeatureMatrix<Double>
    /// One target for each example.
    public let targets: Targets
    /// One weight for each example, finite and not negative; `nil` means weights of 1.
    public let weights: [Double]?

    /// Creates a training set.
    ///
    /// - Parameters:
    ///   - features: One row of features for each example.
    ///   - targets: One target for each example; numbers have to be finite.
    ///   - weights: One weight for each example, finite and not negative; `nil` means weights of 1.
    /// - Throws: ``CoreError`` with code `shapeMismatch` or `nonFiniteValue`.
    public init(features: FeatureMatrix<Double>, targets: Targets, weights: [Double]? = nil) throws(CoreError) {
        guard targets.rowCount == features.rowCount, weights.map({ $0.count == features.rowCount }) ?? true else {
            throw CoreError(
                .shapeMismatch,
                "\(features.rowCount) rows, \(targets.rowCount) targets, \(weights?.count ?? features.rowCount) weights",
                at: "training set")
        }
        if case .numbers(let numbers) = targets, let row = numbers.firstIndex(where: { !$0.isFinite }) {
            throw CoreError(.nonFiniteValue, "the target is \(numbers[row])", at: "row \(row)")
        }
        if let weights, let row = weights.firstIndex(where: { !$0.isFinite || $0 < 0 }) {
            throw CoreError(.nonFiniteValue, "the weight is \(weights[row])", at: "row \(row)")
        }
        self.features = features
        self.targets = targets
        self.weights = weights
    }

    /// The number of examples.
    public var rowCount: Int { features.rowCount }

    /// The rows of the given positions, in that order.
    ///
    /// - Throws: ``CoreError`` with code `invalidArgument` when there is no such row.
    public func selecting(rows positions: [Int]) throws(CoreError) -> TrainingSet {
        let features = try features.selecting(rows: positions)
        return try TrainingSet(
            features: features, targets: try targets.selecting(rows: positions),
            weights: weights.map { weights in positions.map { weights[$0] } })
    }
}
