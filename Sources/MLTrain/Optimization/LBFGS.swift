import MLCore

/// The limited-memory BFGS minimiser for smooth functions of many variables.
///
/// Nocedal and Wright, "Numerical Optimization", 2nd edition, algorithms 7.4 and 7.5, with the strong-Wolfe line search
/// of ``WolfeLineSearch``. Every sum has a fixed order, so the result is a function of the objective and the start.
struct LBFGS {
    /// Why the search ended.
    enum Ending {
        /// The largest derivative is at most the tolerance.
        case smallGradient
        /// The value no longer falls by more than rounding.
        case noDecrease
        /// The iterations are used up.
        case iterationLimit
    }

    /// Where the search ended.
    struct Result {
        let point: [Double]
        let value: Double
        let iterations: Int
        let ending: Ending
    }

    /// How many pairs of steps and gradient changes are kept.
    var memory = 10
    /// The largest derivative at which the search ends.
    var tolerance: Double
    /// The largest number of iterations.
    var maximumIterations: Int

    /// The relative fall of the value below which the search ends: 64 units of rounding, as in scikit-learn.
    static var leastRelativeDecrease: Double { 64 * Double.ulpOfOne }

    /// Searches for a minimum.
    ///
    /// - Parameters:
    ///   - objective: The function.
    ///   - start: Where the search starts.
    ///   - afterIteration: Called with the number of the iteration, counted from 1, and the value; may throw to stop.
    /// - Returns: The best point, or `nil` when the value or the gradient at the start is not finite.
    /// - Throws: What `afterIteration` throws.
    func minimize(
        _ objective: inout some DifferentiableObjective, from start: [Double],
        afterIteration: (Int, Double) throws -> Void
    ) throws -> Result? {
        var point = start
        var gradient = [Double](repeating: 0, count: start.count)
        var value = objective.value(at: point, gradient: &gradient)
        guard value.isFinite, gradient.largestMagnitude.isFinite else { return nil }
        var history = LBFGSHistory(capacity: memory)
        var iteration = 0
        while true {
            if gradient.largestMagnitude <= tolerance {
                return Result(point: point, value: value, iterations: iteration, ending: .smallGradient)
            }
            guard iteration < maximumIterations else {
                return Result(point: point, value: value, iterations: iteration, ending: .iterationLimit)
            }
            var direction = history.direction(for: gradient)
            var slope = direction.dot(gradient)
            if !(slope < 0) {
                history = LBFGSHistory(capacity: memory)
                direction = gradient.map { -$0 }
                slope = -gradient.dot(gradient)
            }
            let firstStep =
                history.isEmpty ? min(1, 1 / direction.dot(direction).squareRoot()) : 1
            var search = WolfeLineSearch(point: point, value: value, slope: slope, direction: direction)
            guard let step = search.run(&objective, firstStep: firstStep) else {
                if history.isEmpty {
                    return Result(point: point, value: value, iterations: iteration, ending: .noDecrease)
                }
                history = LBFGSHistory(capacity: memory)
                continue
            }
            iteration += 1
            history.record(from: point, gradient, to: step.point, step.gradient)
            let decrease = value - step.value
            let scale = max(abs(value), abs(step.value), 1)
            (point, gradient, value) = (step.point, step.gradient, step.value)
            try afterIteration(iteration, value)
            if decrease <= Self.leastRelativeDecrease * scale {
                return Result(point: point, value: value, iterations: iteration, ending: .noDecrease)
            }
        }
    }
}

/// The latest steps and gradient changes, which stand for the inverse of the second derivative.
struct LBFGSHistory {
    private struct Pair {
        let step: [Double]
        let change: [Double]
        /// 1 / (step · change).
        let scale: Double
    }

    private let capacity: Int
    private var pairs: [Pair] = []

    init(capacity: Int) { self.capacity = capacity }

    var isEmpty: Bool { pairs.isEmpty }

    /// Keeps one more pair; a pair without positive curvature is left out.
    mutating func record(from point: [Double], _ gradient: [Double], to next: [Double], _ nextGradient: [Double]) {
        var step = next
        step.add(-1, times: point)
        var change = nextGradient
        change.add(-1, times: gradient)
        let curvature = step.dot(change)
        guard curvature > Double.ulpOfOne * change.dot(change), curvature.isFinite else { return }
        if pairs.count == capacity { pairs.removeFirst() }
        pairs.append(Pair(step: step, change: change, scale: 1 / curvature))
    }

    /// The direction of search: minus the approximate inverse of the second derivative times the gradient.
    func direction(for gradient: [Double]) -> [Double] {
        var direction = gradient.map { -$0 }
        var factors = [Double](repeating: 0, count: pairs.count)
        for position in pairs.indices.reversed() {
            let pair = pairs[position]
            factors[position] = pair.scale * pair.step.dot(direction)
            direction.add(-factors[position], times: pair.change)
        }
        if let last = pairs.last {
            let scale = 1 / (last.scale * last.change.dot(last.change))
            for position in direction.indices { direction[position] *= scale }
        }
        for position in pairs.indices {
            let pair = pairs[position]
            let correction = pair.scale * pair.change.dot(direction)
            direction.add(factors[position] - correction, times: pair.step)
        }
        return direction
    }
}
