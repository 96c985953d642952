import MLCore

/// Numbers to learn, and the weight of each row as a share of all.
struct RegressionRows: Sendable {
    let targets: [Double]
    /// One share for each row; they sum to 1 up to rounding.
    let shares: [Double]
    /// The sum of the weights.
    let total: Double
    /// The weighted mean of the targets.
    let mean: Double

    /// Checks the rows of a regression.
    ///
    /// - Throws: ``TrainError`` with code `emptyTrainingSet`, `invalidTarget` or `invalidFeatures`.
    init(_ data: TrainingSet, for kind: String, in context: TrainingContext) throws(TrainError) {
        try context.checkCancellation()
        try context.requireRows(data, for: kind)
        guard case .numbers(let numbers) = data.targets else {
            throw TrainError(
                .invalidTarget, "classes and labels are not numbers", at: kind,
                remedy: "Use a classifier, or turn the classes into numbers.")
        }
        try DesignMatrix.check(data.features, for: kind)
        let weights = data.weights ?? [Double](repeating: 1, count: numbers.count)
        let sum = VectorKernels.sum(weights, count: weights.count)
        guard sum.isFinite, sum > 0 else {
            throw TrainError(
                .invalidTarget, "the weights of the rows are too large or too small to add up", at: kind,
                remedy: "Scale the weights.")
        }
        targets = numbers
        total = sum
        shares = weights.map { $0 / sum }
        mean = VectorKernels.dot(shares, numbers, count: numbers.count)
    }

    /// The fitted model.
    ///
    /// - Throws: ``TrainError`` with code `invalidFeatures` when a coefficient is not finite.
    static func model(
        weights: [Double], intercept: Double, link: LinearModel.Link = .identity, for kind: String
    ) throws -> LinearModel {
        guard weights.allSatisfy(\.isFinite), intercept.isFinite else {
            throw TrainError(
                .invalidFeatures, "features or targets are so large that the loss overflows", at: kind,
                remedy: "Scale the features and the targets.")
        }
        return try LinearModel(
            weights: weights, intercepts: [intercept], featureCount: weights.count,
            task: .regression(targets: ["target"]), link: link)
    }

    /// Warns, or throws when convergence is required, that the iterations were used up.
    static func reportLimit(
        _ iterations: Int, tolerance: Double, isError: Bool, for kind: String, _ context: TrainingContext
    ) throws(TrainError) {
        let text = "\(iterations) iterations did not reach the tolerance \(tolerance)"
        if isError {
            throw TrainError(
                .notConverged, text, at: kind, remedy: "Scale the features, or allow more iterations.")
        }
        context.observer.observe(Event(.warning, "train.linear.not-converged", message: text))
    }

    /// The event of one iteration.
    static func iterationEvent(_ iteration: Int, _ value: Double) -> Event {
        Event(.metric, "train.linear.iteration", fields: ["step": .int64(Int64(iteration)), "loss": .double(value)])
    }
}
