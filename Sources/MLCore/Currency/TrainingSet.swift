/// Rows to learn from or to measure on: features, targets, weights and groups.
public struct TrainingSet: Sendable {
    /// One row of features for each example.
    public let features: FeatureMatrix<Double>
    /// One target for each example.
    public let targets: Targets
    /// One weight for each example, finite and not negative; `nil` means weights of 1.
    public let weights: [Double]?
    /// The numbers of rows of the groups that are ranked within themselves, such as the answers to one query, group
    /// after group; `nil` when rows are not grouped.
    public let groupSizes: [Int]?

    /// Creates a training set whose rows are not grouped.
    ///
    /// - Parameters:
    ///   - features: One row of features for each example.
    ///   - targets: One target for each example; numbers have to be finite.
    ///   - weights: One weight for each example, finite and not negative; `nil` means weights of 1.
    /// - Throws: ``CoreError`` with code `shapeMismatch` or `nonFiniteValue`.
    public init(features: FeatureMatrix<Double>, targets: Targets, weights: [Double]? = nil) throws(CoreError) {
        try self.init(features: features, targets: targets, weights: weights, groupSizes: nil)
    }

    /// Creates a training set.
    ///
    /// - Parameters:
    ///   - features: One row of features for each example.
    ///   - targets: One target for each example; numbers have to be finite.
    ///   - weights: One weight for each example, finite and not negative; `nil` means weights of 1.
    ///   - groupSizes: The numbers of rows of groups that follow one another, each at least 1; `nil` for no groups.
    /// - Throws: ``CoreError`` with code `shapeMismatch` or `nonFiniteValue`.
    public init(
        features: FeatureMatrix<Double>, targets: Targets, weights: [Double]?, groupSizes: [Int]?
    ) throws(CoreError) {
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
        if let groupSizes { try Self.check(groupSizes, rowCount: features.rowCount) }
        self.features = features
        self.targets = targets
        self.weights = weights
        self.groupSizes = groupSizes
    }

    private static func check(_ groupSizes: [Int], rowCount: Int) throws(CoreError) {
        var total = 0
        for size in groupSizes {
            let (sum, overflow) = total.addingReportingOverflow(size)
            guard size > 0, !overflow else {
                throw CoreError(.shapeMismatch, "a group of \(size) rows", at: "training set")
            }
            total = sum
        }
        guard total == rowCount else {
            throw CoreError(.shapeMismatch, "groups of \(total) rows for \(rowCount) rows", at: "training set")
        }
    }

    /// The number of examples.
    public var rowCount: Int { features.rowCount }

    /// The rows of the given positions, in that order.
    ///
    /// Rows of one group that follow one another in the selection are a group of it.
    ///
    /// - Throws: ``CoreError`` with code `invalidArgument` when there is no such row.
    public func selecting(rows positions: [Int]) throws(CoreError) -> TrainingSet {
        let features = try features.selecting(rows: positions)
        return try TrainingSet(
            features: features, targets: try targets.selecting(rows: positions),
            weights: weights.map { weights in positions.map { weights[$0] } },
            groupSizes: groupSizes.map { Self.selected($0, positions) })
    }

    private static func selected(_ groupSizes: [Int], _ positions: [Int]) -> [Int] {
        let groups = groupSizes.enumerated().flatMap { [Int](repeating: $0.offset, count: $0.element) }
        var sizes: [Int] = []
        var latest: Int?
        for position in positions {
            if groups[position] == latest { sizes[sizes.count - 1] += 1 } else { sizes.append(1) }
            latest = groups[position]
        }
        return sizes
    }
}
