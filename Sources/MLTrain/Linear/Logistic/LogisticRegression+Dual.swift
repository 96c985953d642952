import MLCore

extension LogisticRegression {
    /// The rows for dual coordinate descent, where that is the faster method: sparse rows under an L2 penalty.
    ///
    /// The choice depends on the rows and the hyperparameters only, never on the threads.
    func dualRows(_ features: FeatureMatrix<Double>, _ weights: [Double]) -> DualRows? {
        guard case .sparse(let sparse, _) = features.storage, l1Share == 0, classWeights == .uniform else { return nil }
        return DualRows(
            sparse, featureCount: features.featureCount, strengths: weights.map { inverseRegularization * $0 },
            hasIntercept: fitsIntercept)
    }

    /// Solves one binary problem for each set of rows.
    ///
    /// Coordinate descent goes as far as single precision does; what is left to do for the tolerance, L-BFGS does from
    /// there.
    ///
    /// - Parameters:
    ///   - rows: The rows, arranged.
    ///   - features: The same features.
    ///   - members: The positive rows of each problem, ascending; some, but not all.
    ///   - weights: The weight of each row.
    ///   - context: Threads and cancellation.
    ///   - finished: Called with a number of problems when so many are done.
    ///   - afterIteration: For a single problem: called after each iteration with its number and the value.
    /// - Returns: A solution for each problem; the last variable is the intercept.
    /// - Throws: ``TrainError`` with code `cancelled` or `invalidFeatures`.
    func solvedByDual(
        _ rows: DualRows, _ features: FeatureMatrix<Double>, members: [[Int32]], _ weights: [Double],
        _ context: TrainingContext, finished: @Sendable (Int) -> Void,
        afterIteration: (@Sendable (Int, Double) -> Void)? = nil
    ) throws -> [LBFGS.Result] {
        try context.checkCancellation()
        let search = DualSearch(
            rows: rows, members: members, goal: max(tolerance / 2, DualSearch.finestGoal),
            maximumPasses: maximumIterations)
        let coarse = try search.solve(
            threads: context.threads, beforePass: { try context.checkCancellation() }, finished: finished,
            afterPass: afterIteration)
        let isDone = coarse.map { $0.outcome.bound <= tolerance }
        let arranged = isDone.allSatisfy { $0 } ? nil : arranged(features)
        return try parallelMap(count: coarse.count, threads: context.threads) { problem in
            let (outcome, passes) = (coarse[problem].outcome, coarse[problem].passes)
            var point = outcome.weights.map { Double($0) }
            point.append(Double(outcome.intercept))
            guard let arranged, !isDone[problem] else {
                return LBFGS.Result(point: point, value: outcome.value, iterations: passes, ending: .smallGradient)
            }
            var positives = [Bool](repeating: false, count: features.rowCount)
            for row in members[problem] { positives[Int(row)] = true }
            let rest = try solve(
                arranged, positives: positives, weights, threads: 1, from: point,
                iterations: max(0, maximumIterations - passes), context
            ) { iteration, value in
                afterIteration?(passes + iteration, value)
            }
            return LBFGS.Result(
                point: rest.point, value: rest.value, iterations: passes + rest.iterations, ending: rest.ending)
        }
    }
}
