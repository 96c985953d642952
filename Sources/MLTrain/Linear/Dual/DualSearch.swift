import MLCore

/// Searches for the weights of many logistic regressions over the same rows, in batches.
struct DualSearch: Sendable {
    /// Where a problem has come to.
    struct Solution: Sendable {
        let outcome: DualBatch.Outcome
        /// The passes over the rows that it took.
        let passes: Int
    }

    let rows: DualRows
    /// The rows of the class of each problem; some, but not all.
    let members: [[Int32]]
    /// The estimate of the largest derivative at which a problem comes to rest.
    let goal: Double
    /// The largest number of passes.
    let maximumPasses: Int

    /// The finest goal that single precision reaches.
    static var finestGoal: Double { 1e-6 }
    /// Passes without progress after which a problem comes to rest.
    private static var patience: Int { 5 }

    /// Solves all problems.
    ///
    /// - Parameters:
    ///   - threads: How many threads may be used.
    ///   - beforePass: Called before every pass; may throw to stop.
    ///   - finished: Called with the number of problems of each batch when it is done.
    ///   - afterPass: For a single problem: called with the number of each pass and the value after it.
    /// - Returns: A solution for each problem, which does not depend on the other problems.
    /// - Throws: What `beforePass` throws.
    func solve(
        threads: Int, beforePass: @Sendable () throws -> Void, finished: @Sendable (Int) -> Void,
        afterPass: ((Int, Double) -> Void)? = nil
    ) throws -> [Solution] {
        let batches = batches()
        guard let afterPass, members.count == 1 else {
            let parts = try parallelMap(count: batches.count, threads: threads) { batch in
                let solutions = try solve(batches[batch], beforePass: beforePass, afterPass: nil)
                finished(solutions.count)
                return solutions
            }
            var solutions = [Solution?](repeating: nil, count: members.count)
            for (batch, part) in zip(batches, parts) {
                for (problem, solution) in zip(batch, part) { solutions[problem] = solution }
            }
            return solutions.compactMap { $0 }
        }
        return try solve([0], beforePass: beforePass, afterPass: afterPass)
    }

    /// Problems of about the same number of rows go together: they take about as many passes.
    private func batches() -> [[Int]] {
        let order = members.indices.sorted { left, right in
            members[left].count != members[right].count ? members[left].count > members[right].count : left < right
        }
        // With two sets of data for each lane, the rows of a batch stay below 2²⁸ numbers.
        let most = max(1, min(DualBatch.widest, (1 << 27) / max(rows.rowCount, 1)))
        var batches: [[Int]] = []
        var start = 0
        while start < order.count {
            let left = order.count - start
            let count = left == DualBatch.widest / 2 + 1 ? left - 1 : min(left, most)
            batches.append(Array(order[start..<start + min(count, most)]))
            start += min(count, most)
        }
        return batches
    }

    private func solve(
        _ problems: [Int], beforePass: () throws -> Void, afterPass: ((Int, Double) -> Void)?
    ) throws -> [Solution] {
        var batch = DualBatch(
            rows, problems: problems, members: problems.map { members[$0] }, limit: Float(0.1 * goal))
        var passes = [Int](repeating: 0, count: problems.count)
        var best = [Double](repeating: .infinity, count: problems.count)
        var bestPass = passes
        while problems.indices.contains(where: { batch.isActive($0) }) {
            try beforePass()
            let estimates = batch.pass()
            for lane in problems.indices where batch.isActive(lane) {
                passes[lane] = batch.passes
                // NaN is no progress.
                if estimates[lane] < 0.9 * best[lane] { (best[lane], bestPass[lane]) = (estimates[lane], batch.passes) }
                if estimates[lane] <= goal || batch.passes >= maximumPasses
                    || batch.passes - bestPass[lane] >= Self.patience
                {
                    batch.rest(lane)
                } else {
                    batch.recentre(lane)
                }
            }
            afterPass?(batch.passes, batch.outcomes()[0].value)
        }
        return zip(batch.outcomes(), passes).map { Solution(outcome: $0, passes: $1) }
    }
}
