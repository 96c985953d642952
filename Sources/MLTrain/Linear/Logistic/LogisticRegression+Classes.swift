import MLCore

extension LogisticRegression {
    /// Fits two classes.
    func fittedBinary(
        _ features: FeatureMatrix<Double>, _ classes: ClassTargets, _ weights: [Double], _ context: TrainingContext
    ) throws -> LinearModel {
        let observer = context.observer
        let afterIteration: @Sendable (Int, Double) -> Void = { observer.observe(Self.iterationEvent($0, $1)) }
        let solution: LBFGS.Result
        if let rows = dualRows(features, weights) {
            let members = classes.indices.indices.filter { classes.indices[$0] == 1 }
            solution = try solvedByDual(
                rows, features, members: [members.map { Int32(truncatingIfNeeded: $0) }], weights, context,
                finished: { _ in }, afterIteration: afterIteration)[0]
        } else {
            solution = try solve(
                arranged(features), positives: classes.indices.map { $0 == 1 }, weights, threads: context.threads,
                context, afterIteration: afterIteration)
        }
        try report(solution.ending, of: nil, context)
        return try LinearModel(
            weights: Array(solution.point.dropLast()), intercepts: [solution.point[features.featureCount]],
            featureCount: features.featureCount,
            task: .binary(negative: classes.labels[0], positive: classes.labels[1]), link: .sigmoid)
    }

    /// Fits any number of classes together.
    func fittedMultinomial(
        _ features: FeatureMatrix<Double>, _ classes: ClassTargets, _ weights: [Double], _ context: TrainingContext
    ) throws -> LinearModel {
        let classCount = classes.labels.count
        var classTotals = [Double](repeating: 0, count: classCount)
        for (row, index) in classes.indices.enumerated() { classTotals[Int(index)] += weights[row] }
        let shares = try RowShares(weights, classes: classes.indices, classTotals: classTotals, classWeights)
        let featureCount = features.featureCount
        let (dimension, overflow) = (featureCount + 1).multipliedReportingOverflow(by: classCount)
        guard !overflow, dimension <= DenseSize.limit else {
            throw TrainError(
                .invalidFeatures, "\(featureCount) features of \(classCount) classes are too many", at: Self.kind)
        }
        _ = try DenseSize.checked(rows: features.rowCount, columns: classCount, at: Self.kind)
        let observer = context.observer
        let solution = try solve(
            arranged(features), .classes(classes.indices, count: classCount), shares,
            threads: context.threads, from: [Double](repeating: 0, count: dimension), iterations: maximumIterations,
            context
        ) {
            observer.observe(Self.iterationEvent($0, $1))
        }
        try report(solution.ending, of: nil, context)
        let weightCount = featureCount * classCount
        return try LinearModel(
            weights: Array(solution.point[..<weightCount]), intercepts: Array(solution.point[weightCount...]),
            featureCount: featureCount, task: .multiclass(labels: classes.labels), link: .softmax)
    }

    /// The features as the search walks them: an L1 part needs columns.
    func arranged(_ features: FeatureMatrix<Double>) -> ArrangedFeatures {
        l1Share > 0
            ? .columns(ColumnMatrix(features, centres: fitsIntercept)) : .rows(DesignMatrix(arranging: features))
    }

    /// Fits one binary problem.
    ///
    /// - Parameters:
    ///   - features: The features, arranged.
    ///   - positives: Whether each row is positive; some are, but not all.
    ///   - weights: The weight of each row.
    ///   - threads: How many threads may be used.
    ///   - start: Where the search starts; `nil` for weights of zero and the best intercept.
    ///   - iterations: The largest number of iterations; `nil` for that of the hyperparameters.
    ///   - context: Cancellation.
    ///   - afterIteration: Called after each iteration with its number and the value.
    /// - Returns: The solution; the last variable is the intercept.
    /// - Throws: ``TrainError`` with code `invalidTarget`, `invalidFeatures` or `cancelled`.
    func solve(
        _ features: ArrangedFeatures, positives: [Bool], _ weights: [Double], threads: Int, from start: [Double]? = nil,
        iterations: Int? = nil, _ context: TrainingContext, afterIteration: (Int, Double) -> Void
    ) throws -> LBFGS.Result {
        var classTotals = [0.0, 0.0]
        for (row, isPositive) in positives.enumerated() { classTotals[isPositive ? 1 : 0] += weights[row] }
        let shares = try RowShares(
            weights, classes: positives.map { $0 ? 1 : 0 }, classTotals: classTotals, classWeights)
        var point = start ?? [Double](repeating: 0, count: features.featureCount + 1)
        if start == nil, fitsIntercept {
            point[features.featureCount] = Elementary.log(shares.classTotals[1] / shares.classTotals[0])
        }
        return try solve(
            features, .positives(positives), shares, threads: threads, from: point,
            iterations: iterations ?? maximumIterations, context, afterIteration: afterIteration)
    }

    private func solve(
        _ features: ArrangedFeatures, _ truth: LogisticTruth, _ shares: RowShares, threads: Int, from start: [Double],
        iterations: Int, _ context: TrainingContext, afterIteration: (Int, Double) -> Void
    ) throws -> LBFGS.Result {
        try context.checkCancellation()
        let penalty = 1 / (inverseRegularization * shares.total)
        let step: (Int, Double) throws -> Void = { iteration, value in
            try context.checkCancellation()
            afterIteration(iteration, value)
        }
        let search = LBFGS(tolerance: tolerance, maximumIterations: iterations)
        let result: LBFGS.Result?
        switch (features, truth) {
        case (.columns(let columns), _):
            var newton = ProximalNewton(
                columns: columns, truth: truth, shares: shares.values, lasso: penalty * l1Share,
                ridge: penalty * (1 - l1Share), fitsIntercept: fitsIntercept, threads: threads)
            result = try newton.minimize(
                from: start, tolerance: tolerance, maximumIterations: iterations, afterIteration: step)
        case (.rows(let matrix), .positives(let positives)):
            var objective = LogisticObjective(
                matrix: matrix, positives: positives, shares: shares.values, penalty: penalty,
                fitsIntercept: fitsIntercept, threads: threads)
            result = try search.minimize(&objective, from: start, afterIteration: step)
        case (.rows(let matrix), .classes(let classes, let count)):
            var objective = SoftmaxObjective(
                matrix: matrix, classes: classes, classCount: count, shares: shares.values, penalty: penalty,
                fitsIntercept: fitsIntercept, threads: threads)
            result = try search.minimize(&objective, from: start, afterIteration: step)
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

/// Finite features in the form that a search walks.
enum ArrangedFeatures: Sendable {
    /// For gradients of smooth functions.
    case rows(DesignMatrix)
    /// For coordinate descent.
    case columns(ColumnMatrix)

    var featureCount: Int {
        switch self {
        case .rows(let matrix): matrix.featureCount
        case .columns(let columns): columns.featureCount
        }
    }
}

/// What the rows of a logistic regression are.
enum LogisticTruth: Sendable {
    /// Whether each row is positive.
    case positives([Bool])
    /// The class of each row.
    case classes([Int32], count: Int)
}
