import MLCore

/// Minimises the mean log loss under a penalty with an L1 part: Newton steps whose quadratic problems are solved by
/// coordinate descent, with a line search.
///
/// Yuan, Ho and Lin, "An Improved GLMNET for L1-regularized Logistic Regression", JMLR 13 (2012). With several classes the
/// steps go from class to class; the penalty and the loss of the others' scores stay as they are meanwhile.
struct ProximalNewton {
    let columns: ColumnMatrix
    let truth: LogisticTruth
    /// The weight of each row divided by the sum of the weights.
    let shares: [Double]
    let lasso: Double
    let ridge: Double
    let fitsIntercept: Bool
    let threads: Int

    private static var sufficientDecrease: Double { 0.01 }

    private var outputCount: Int {
        if case .classes(_, let count) = truth { count } else { 1 }
    }

    /// Searches for the minimum.
    ///
    /// - Parameters:
    ///   - start: Feature-major weights, features × outputs, then one intercept for each output.
    ///   - tolerance: The largest violation of optimality at which the search ends.
    ///   - maximumIterations: The largest number of rounds over all outputs.
    ///   - afterIteration: Called after each round with its number, counted from 1, and the value; may throw to stop.
    /// - Returns: The best point, or `nil` when the value or a derivative is not finite.
    /// - Throws: What `afterIteration` throws.
    mutating func minimize(
        from start: [Double], tolerance: Double, maximumIterations: Int, afterIteration: (Int, Double) throws -> Void
    ) throws -> LBFGS.Result? {
        var state = ProximalState(columns: columns, truth: truth, shares: shares, outputCount: outputCount, start)
        var value = state.loss(threads: threads) + state.penalty(lasso: lasso, ridge: ridge)
        guard value.isFinite else { return nil }
        // The quadratic problems are solved no further than the step is worth.
        var effort = 0.1
        var (leastViolation, roundsAtRest) = (Double.infinity, 0)
        for iteration in 0... {
            var largest = 0.0
            let before = value
            let isLast = iteration >= maximumIterations
            for output in 0..<outputCount {
                let (slopes, curvatures) = state.derivatives(of: output, threads: threads)
                let violation = state.violation(
                    slopes, output: output, lasso: lasso, ridge: ridge, fitsIntercept: fitsIntercept, threads: threads)
                guard violation.isFinite else { return nil }
                largest = max(largest, violation)
                guard violation > tolerance, !isLast else { continue }
                var descent = CoordinateDescent(
                    columns, curvatures: curvatures, slopes: slopes, weights: state.weights[output], lasso: lasso,
                    ridge: ridge, fitsIntercept: fitsIntercept, threads: threads)
                _ = descent.descend(goal: max(effort * violation, 0.1 * tolerance), maximumSweeps: 1000) {}
                value = search(
                    &state, output, to: descent.weights, interceptStep: descent.interceptStep, slopes, value)
            }
            if outputCount > 1, !isLast, largest > tolerance {
                state.balance(lasso: lasso, ridge: ridge)
                value = state.loss(threads: threads) + state.penalty(lasso: lasso, ridge: ridge)
            }
            if largest <= tolerance {
                return result(state, value, iteration, .smallGradient)
            }
            if isLast { return result(state, value, iteration, .iterationLimit) }
            try afterIteration(iteration + 1, value)
            effort = max(0.1 * effort, 1e-4)
            // Near the end the value falls by less than its rounding while the violation still shrinks.
            if before - value > LBFGS.leastRelativeDecrease * max(abs(value), 1) || largest < 0.9 * leastViolation {
                roundsAtRest = 0
            } else {
                roundsAtRest += 1
            }
            leastViolation = min(leastViolation, largest)
            if roundsAtRest == 5 { return result(state, value, iteration + 1, .noDecrease) }
        }
        return nil
    }

    /// Goes from the weights of one output towards others until the value falls enough.
    ///
    /// - Returns: The value there.
    private func search(
        _ state: inout ProximalState, _ output: Int, to weights: [Double], interceptStep: Double, _ slopes: [Double],
        _ value: Double
    ) -> Double {
        let direction = state.direction(output, to: weights, interceptStep: interceptStep)
        let old = state.weights[output]
        // What the value would fall by if the loss were linear, the penalty being what it is at the end of the step.
        var expected = slopes.dot(direction)
        for feature in old.indices {
            expected += lasso * (abs(weights[feature]) - abs(old[feature]))
            expected += ridge * old[feature] * (weights[feature] - old[feature])
        }
        guard expected < 0 else { return value }
        let rounding = 4 * Double.ulpOfOne * max(abs(value), 1)
        var step = 1.0
        for _ in 0..<30 {
            let trial = state.moved(output, by: step, direction, to: weights, interceptStep: interceptStep)
            let next = trial.loss(threads: threads) + trial.penalty(lasso: lasso, ridge: ridge)
            if next - value <= Self.sufficientDecrease * step * expected + rounding {
                state = trial
                return next
            }
            step *= 0.5
        }
        return value
    }

    private func result(
        _ state: ProximalState, _ value: Double, _ iterations: Int, _ ending: LBFGS.Ending
    ) -> LBFGS.Result {
        LBFGS.Result(point: state.point, value: value, iterations: iterations, ending: ending)
    }
}
