import MLCore

extension LogisticRegression {
    /// Fits two classes.
    func fittedBinary(
        _ matrix: DesignMatrix, _ classes: ClassTargets, _ weights: [Double], _ context: TrainingContext
    ) throws -> LinearModel {
        let solution = try solve(
            matrix, positives: classes.indices.map { $0 == 1 }, weights, threads: context.threads, context
        ) { iteration, value in
            context.observer.observe(Self.iterationEvent(iteration, value))
        }
        try report(solution.ending, of: nil, context)
        return try LinearModel(
            weights: Array(solution.point.dropLast()), intercepts: [solution.point[matrix.featureCount]],
            featureCount: matrix.featureCount, task: .binary(negative: classes.labels[0], positive: classes.labels[1]),
            link: .sigmoid)
    }

    /// Fits any number of classes together.
    func fittedMultinomial(
        _ matrix: DesignMatrix, _ classes: ClassTargets, _ weights: [Double], _ context: TrainingContext
    ) throws -> LinearModel {
        let classCount = classes.labels.count
        var classTotals = [Double](repeating: 0, count: classCount)
        for (row, index) in classes.indices.enumerated() { classTotals[Int(index)] += weights[row] }
        let shares = try RowShares(weights, classes: classes.indices, classTotals: classTotals, classWeights)
        let (dimension, overflow) = (matrix.featureCount + 1).multipliedReportingOverflow(by: classCount)
        guard !overflow, dimension <= DenseSize.limit else {
            throw TrainError(
                .invalidFeatures, "\(matrix.featureCount) features of \(classCount) classes are too many", at: Self.kind
            )
        }
        _ = try DenseSize.checked(rows: matrix.rowCount, columns: classCount, at: Self.kind)
        var objective = SoftmaxObjective(
            matrix: matrix, classes: classes.indices, classCount: classCount, shares: shares.values,
            penalty: 1 / (inverseRegularization * shares.total), fitsIntercept: fitsIntercept,
            threads: context.threads)
        let solution = try minimized(&objective, from: [Double](repeating: 0, count: dimension), context) {
            context.observer.observe(Self.iterationEvent($0, $1))
        }
        try report(solution.ending, of: nil, context)
        let weightCount = matrix.featureCount * classCount
        return try LinearModel(
            weights: Array(solution.point[..<weightCount]), intercepts: Array(solution.point[weightCount...]),
            featureCount: matrix.featureCount, task: .multiclass(labels: classes.labels), link: .softmax)
    }

    /// Fits one binary problem; the last variable of the solution is the intercept.
    func solve(
        _ matrix: DesignMatrix, positives: [Bool], _ weights: [Double], threads: Int, _ context: TrainingContext,
        afterIteration: (Int, Double) -> Void
    ) throws -> LBFGS.Result {
        var classTotals = [0.0, 0.0]
        for (row, isPositive) in positives.enumerated() { classTotals[isPositive ? 1 : 0] += weights[row] }
        let shares = try RowShares(
            weights, classes: positives.map { $0 ? 1 : 0 }, classTotals: classTotals, classWeights)
        var objective = LogisticObjective(
            matrix: matrix, positives: positives, shares: shares.values,
            penalty: 1 / (inverseRegularization * shares.total), fitsIntercept: fitsIntercept, threads: threads)
        var start = [Double](repeating: 0, count: objective.dimension)
        if fitsIntercept {
            start[matrix.featureCount] = Elementary.log(shares.classTotals[1] / shares.classTotals[0])
        }
        return try minimized(&objective, from: start, context, afterIteration: afterIteration)
    }

    private func minimized(
        _ objective: inout some DifferentiableObjective, from start: [Double], _ context: TrainingContext,
        afterIteration: (Int, Double) -> Void
    ) throws -> LBFGS.Result {
        try context.checkCancellation()
        let search = LBFGS(tolerance: tolerance, maximumIterations: maximumIterations)
        let result = try search.minimize(&objective, from: start) { iteration, value in
            try context.checkCancellation()
            afterIteration(iteration, value)
        }
        guard let result, result.point.allSatisfy(\.isFinite) else {
            throw TrainError(
                .invalidFeatures, "features are so large that the loss overflows", at: Self.kind,
                remedy: "Scale the features.")
        }
        return result
    }

    /// Warns, or throws when convergence is required, after the iterations were used up.
    func report(_ ending: LBFGS.Ending, of label: String?, _ context: TrainingContext) throws(TrainError) {
        guard ending == .iterationLimit else { return }
        let text =
            "\(maximumIterations) iterations did not reach the tolerance \(tolerance)"
            + (label.map { " for \"\($0)\"" } ?? "")
        if requiresConvergence {
            throw TrainError(
                .notConverged, text, at: Self.kind, remedy: "Scale the features, or allow more iterations.")
        }
        context.observer.observe(Event(.warning, "train.logistic.not-converged", message: text))
    }

    private static func iterationEvent(_ iteration: Int, _ value: Double) -> Event {
        Event(
            .metric, "train.logistic.iteration", fields: ["step": .int64(Int64(iteration)), "loss": .double(value)])
    }
}

/// The weight of each row as a share of the total, after class weights.
struct RowShares {
    /// One share for each row; they sum to 1 up to rounding.
    let values: [Double]
    /// The sum of the weights.
    let total: Double
    /// The sum of the weights of each class.
    let classTotals: [Double]

    init(
        _ weights: [Double], classes: [Int32], classTotals: [Double], _ mode: LogisticRegression.ClassWeights
    ) throws(TrainError) {
        var factors = [Double](repeating: 1, count: classTotals.count)
        let plainTotal = classTotals.reduce(0, +)
        if mode == .balanced { factors = classTotals.map { plainTotal / (Double(classTotals.count) * $0) } }
        let scaledTotals = zip(classTotals, factors).map { $0 * $1 }
        let sum = scaledTotals.reduce(0, +)
        guard sum.isFinite, sum > 0, factors.allSatisfy(\.isFinite) else {
            throw TrainError(.invalidTarget, "the weights of the rows are too large or too small to add up")
        }
        values = weights.indices.map { weights[$0] * factors[Int(classes[$0])] / sum }
        total = sum
        self.classTotals = scaledTotals
    }
}
