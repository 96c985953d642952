import MLCore

extension DualBatch {
    /// Rows that stay neighbours in every pass, so that memory is read in runs.
    private static var rowsPerRun: Int { 8 }

    /// Passes over all rows, runs of them in random order.
    mutating func pass<Lanes: DualLanes>(_: Lanes.Type, _ generator: SeededGenerator) -> [Float] {
        var generator = generator
        let runs = Chunks(count: rows.rowCount, size: Self.rowsPerRun)
        var order = (0..<runs.chunkCount).map { Int32(truncatingIfNeeded: $0) }
        generator.shuffle(&order)
        // The first step on a row comes from afar; on strong rows a single Newton step may go too far.
        let furtherSteps = passes == 1 || rows.largestCurvature > 2.5 ? 2 : 0
        let (weights, odds, probabilities) = (weights.base, odds.base, probabilities.base)
        let limit = Lanes(loading: limits)
        let scale = Lanes(repeating: rows.interceptScale)
        let one = Lanes(repeating: 1)
        var intercept = Lanes(loading: intercepts)
        var balance = Lanes(loading: balances)
        var violation = Lanes(repeating: 0)
        rows.withPointers { pointers in
            for run in order {
                for row in runs.range(Int(run)) {
                    let start = pointers.offsets[row]
                    let count = pointers.offsets[row &+ 1] &- start
                    let (columns, values) = (pointers.columns + start, pointers.values + start)
                    let score = intercept + DualKernels.dot(Lanes.self, values, columns, count: count, weights)
                    let strength = Lanes(repeating: pointers.strengths[row])
                    let curvature = Lanes(repeating: pointers.curvatures[row])
                    let own = row &* Lanes.width
                    let oldOdds = Lanes(loading: odds + own)
                    let old = Lanes(loading: probabilities + own)
                    let slope = one + curvature * (old * (one - old))
                    var newOdds = oldOdds - (oldOdds - score) / slope
                    var new = newOdds.logistic
                    for _ in 0..<furtherSteps {
                        let distance = newOdds - score + curvature * (new - old)
                        newOdds = newOdds - distance / (one + curvature * (new * (one - new)))
                        new = newOdds.logistic
                    }
                    let wanted = strength * (old - new)
                    violation = violation + wanted.magnitude * slope
                    let change = wanted.cleared(atMost: limit * strength)
                    if change.isZero { continue }
                    newOdds.replaced(by: oldOdds, whereZero: change).store(to: odds + own)
                    new.replaced(by: old, whereZero: change).store(to: probabilities + own)
                    DualKernels.add(change, times: values, columns, count: count, to: weights)
                    balance = balance + change
                    intercept = intercept + scale * change
                }
            }
        }
        intercept.store(to: &intercepts)
        balance.store(to: &balances)
        var violations = [Float](repeating: 0, count: Lanes.width)
        violation.store(to: &violations)
        return violations
    }

    /// The sums over all rows of the losses, and of the distances from the derivatives that the dual variables stand
    /// for to those at the scores.
    func assess<Lanes: DualLanes>(_: Lanes.Type) -> (losses: [Double], violations: [Double]) {
        var losses = [Double](repeating: 0, count: Lanes.width)
        var violations = losses
        var (scores, distances) = ([Float](repeating: 0, count: Lanes.width), [Float](repeating: 0, count: Lanes.width))
        let intercept = Lanes(loading: intercepts)
        let (weights, probabilities, truths) = (weights.base, probabilities.base, truths.base)
        rows.withPointers { pointers in
            for row in 0..<rows.rowCount {
                let start = pointers.offsets[row]
                let score =
                    intercept
                    + DualKernels.dot(
                        Lanes.self, pointers.values + start, pointers.columns + start,
                        count: pointers.offsets[row &+ 1] &- start, weights)
                let own = row &* Lanes.width
                score.store(to: &scores)
                (score.logistic - Lanes(loading: probabilities + own)).magnitude.store(to: &distances)
                let strength = Double(pointers.strengths[row])
                for lane in 0..<problems.count {
                    let margin = Double(scores[lane])
                    losses[lane] += strength * Elementary.softplus(truths[own &+ lane] > 0 ? -margin : margin)
                    violations[lane] += strength * Double(distances[lane])
                }
            }
        }
        return (losses, violations)
    }
}

/// The products of one sparse row with the weights of several problems.
///
/// Callers guarantee that every column has its weights.
enum DualKernels {
    /// Σ values[i] · weights[columns[i]]: even and odd positions apart, then both together.
    @inline(__always)
    static func dot<Lanes: DualLanes>(
        _: Lanes.Type, _ values: UnsafePointer<Float>, _ columns: UnsafePointer<Int32>, count: Int,
        _ weights: UnsafePointer<Float>
    ) -> Lanes {
        var even = Lanes(repeating: 0)
        var odd = even
        var index = 0
        while index &+ 2 <= count {
            even =
                even
                + Lanes(repeating: values[index]) * Lanes(loading: weights + Int(columns[index]) &* Lanes.width)
            odd =
                odd
                + Lanes(repeating: values[index &+ 1])
                * Lanes(loading: weights + Int(columns[index &+ 1]) &* Lanes.width)
            index &+= 2
        }
        if index < count {
            even =
                even
                + Lanes(repeating: values[index]) * Lanes(loading: weights + Int(columns[index]) &* Lanes.width)
        }
        return even + odd
    }

    /// weights[columns[i]] += change · values[i].
    @inline(__always)
    static func add<Lanes: DualLanes>(
        _ change: Lanes, times values: UnsafePointer<Float>, _ columns: UnsafePointer<Int32>, count: Int,
        to weights: UnsafeMutablePointer<Float>
    ) {
        for index in 0..<count {
            let target = weights + Int(columns[index]) &* Lanes.width
            (Lanes(loading: target) + Lanes(repeating: values[index]) * change).store(to: target)
        }
    }
}
