import MLCore

/// Weights, intercepts and the scores of all rows under them.
struct ProximalState {
    let columns: ColumnMatrix
    let truth: LogisticTruth
    let shares: [Double]
    /// The weights of each output.
    private(set) var weights: [[Double]]
    private(set) var intercepts: [Double]
    /// The scores of each output.
    private var scores: [[Double]]

    /// Prepares the scores of a point: feature-major weights, features × outputs, then one intercept for each output.
    init(columns: ColumnMatrix, truth: LogisticTruth, shares: [Double], outputCount: Int, _ point: [Double]) {
        self.columns = columns
        self.truth = truth
        self.shares = shares
        let weightCount = columns.featureCount * outputCount
        let weights = (0..<outputCount).map { output in
            (0..<columns.featureCount).map { point[$0 * outputCount + output] }
        }
        intercepts = (0..<outputCount).map { point[weightCount + $0] + columns.shifts.dot(weights[$0]) }
        self.weights = weights
        scores = []
        for output in 0..<outputCount {
            var own = [Double](repeating: intercepts[output], count: columns.rowCount)
            for feature in 0..<columns.featureCount where weights[output][feature] != 0 {
                columns.add(weights[output][feature], times: feature, to: &own)
            }
            scores.append(own)
        }
    }

    /// Feature-major weights, then the intercepts.
    var point: [Double] {
        var point: [Double] = []
        for feature in 0..<columns.featureCount {
            for own in weights { point.append(own[feature]) }
        }
        var offsets = weights.indices.map { intercepts[$0] - columns.shifts.dot(weights[$0]) }
        if offsets.count > 1 {
            // Softmax does not see what all classes have in common.
            let mean = offsets.reduce(0, +) / Double(offsets.count)
            for output in offsets.indices { offsets[output] -= mean }
        }
        return point + offsets
    }

    /// The mean log loss.
    func loss(threads: Int) -> Double {
        let blocks = Chunks(count: columns.rowCount, size: 1024)
        return parallelMap(count: blocks.chunkCount, threads: threads) { block in
            var sum = 0.0
            switch truth {
            case .positives(let positives):
                for row in blocks.range(block) {
                    sum += shares[row] * Elementary.softplus(positives[row] ? -scores[0][row] : scores[0][row])
                }
            case .classes(let classes, let count):
                var row = [Double](repeating: 0, count: count)
                for index in blocks.range(block) {
                    for output in 0..<count { row[output] = scores[output][index] }
                    sum += shares[index] * (SoftmaxKernels.logSumExp(row, count: count) - row[Int(classes[index])])
                }
            }
            return sum
        }.reduce(0, +)
    }

    /// `lasso · ‖w‖₁ + ½ ridge · ‖w‖²` over all outputs.
    func penalty(lasso: Double, ridge: Double) -> Double {
        var sum = 0.0
        for own in weights {
            for weight in own { sum += lasso * abs(weight) + 0.5 * ridge * weight * weight }
        }
        return sum
    }

    /// The first and second derivatives of the mean loss by the scores of one output.
    func derivatives(of output: Int, threads: Int) -> (slopes: [Double], curvatures: [Double]) {
        var pairs = [Double](repeating: 0, count: 2 * columns.rowCount)
        _ = parallelFill(&pairs, width: 2, threads: threads) { range, slice in
            var others = [Double](repeating: 0, count: scores.count)
            for row in range {
                let probability: Double
                let isTrue: Bool
                switch truth {
                case .positives(let positives):
                    probability = Elementary.sigmoid(scores[0][row])
                    isTrue = positives[row]
                case .classes(let classes, let count):
                    for position in 0..<count { others[position] = scores[position][row] }
                    let total = SoftmaxKernels.logSumExp(others, count: count)
                    probability = Elementary.exp(others[output] - total)
                    isTrue = Int(classes[row]) == output
                }
                let start = 2 * (row - range.lowerBound)
                slice[start] = shares[row] * (probability - (isTrue ? 1 : 0))
                // A floor: where all rows are certain, the quadratic problem stays one.
                slice[start + 1] = shares[row] * max(probability * (1 - probability), 1e-9)
            }
            return 0
        }
        return (
            (0..<columns.rowCount).map { pairs[2 * $0] }, (0..<columns.rowCount).map { pairs[2 * $0 + 1] }
        )
    }

    /// The largest violation of optimality of the weights and the intercept of one output.
    func violation(
        _ slopes: [Double], output: Int, lasso: Double, ridge: Double, fitsIntercept: Bool, threads: Int
    ) -> Double {
        let own = weights[output]
        let violations = columns.map(threads: threads) { feature in
            CoordinateDescent.violation(
                slope: columns.dot(feature, slopes) + ridge * own[feature], weight: own[feature], lasso: lasso)
        }
        let intercept = fitsIntercept ? abs(VectorKernels.sum(slopes, count: slopes.count)) : 0
        return max(violations.largestMagnitude, intercept)
    }

    /// The change of the scores of one output for a change of its weights and intercept.
    func direction(_ output: Int, to target: [Double], interceptStep: Double) -> [Double] {
        var direction = [Double](repeating: interceptStep, count: columns.rowCount)
        for feature in target.indices where target[feature] != weights[output][feature] {
            columns.add(target[feature] - weights[output][feature], times: feature, to: &direction)
        }
        return direction
    }

    /// The state after a part of a step.
    func moved(
        _ output: Int, by step: Double, _ direction: [Double], to target: [Double], interceptStep: Double
    ) -> Self {
        var moved = self
        for feature in target.indices {
            let weight = weights[output][feature]
            // A whole step ends at the target to the last bit: weights of zero are zero.
            moved.weights[output][feature] = step == 1 ? target[feature] : weight + step * (target[feature] - weight)
        }
        moved.intercepts[output] += step * interceptStep
        moved.scores[output].add(step, times: direction)
        return moved
    }

    /// Moves the weights of each feature in all classes together to where their penalty is least.
    ///
    /// Softmax does not see what all classes have in common, so the loss stays, and the classes' own steps, which see
    /// little of this direction, need not go along it.
    mutating func balance(lasso: Double, ridge: Double) {
        guard weights.count > 1 else { return }
        for feature in 0..<columns.featureCount {
            let own = weights.map { $0[feature] }
            guard own.contains(where: { $0 != 0 }) else { continue }
            let shift = Self.leastPenalty(own, lasso: lasso, ridge: ridge)
            for output in weights.indices { weights[output][feature] += shift }
        }
    }

    /// The number that, added to all values, makes `lasso · ‖values‖₁ + ½ ridge · ‖values‖²` least.
    private static func leastPenalty(_ values: [Double], lasso: Double, ridge: Double) -> Double {
        // Where a value crosses zero the derivative, which rises, jumps by twice the lasso.
        let crossings = values.map { -$0 }.sorted()
        let (count, sum) = (Double(values.count), values.reduce(0, +))
        for (position, crossing) in crossings.enumerated() {
            // The derivative just below the crossing, and just above it.
            let smooth = ridge * (sum + count * crossing)
            let below = lasso * (2 * Double(position) - count) + smooth
            if below >= 0, ridge > 0 {
                return -(lasso * (2 * Double(position) - count) / ridge + sum) / count
            }
            if below + 2 * lasso >= 0 { return crossing }
        }
        // Beyond the last crossing the derivative is not below 0 there.
        return crossings.last ?? 0
    }
}
