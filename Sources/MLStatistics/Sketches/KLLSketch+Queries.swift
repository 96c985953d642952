import MLCore

extension KLLSketch {
    /// The held numbers in ascending order with the weights they stand for; the weights sum to ``count``.
    package var weighted: (numbers: [Double], weights: [Int64]) {
        var pairs: [(number: Double, weight: Int64)] = []
        pairs.reserveCapacity(retainedCount)
        for (level, numbers) in levels.enumerated() {
            for number in numbers { pairs.append((number, 1 &<< Int64(level))) }
        }
        pairs.sort { ($0.number, $0.weight) < ($1.number, $1.weight) }
        return (pairs.map(\.number), pairs.map(\.weight))
    }

    /// Several quantiles: for each probability *p* the smallest held number whose rank is at least *p* · count.
    ///
    /// Probability 0 gives the smallest and 1 the largest number that was added.
    ///
    /// - Parameter probabilities: From 0 to 1, in any order.
    /// - Returns: The quantiles, in the order of the probabilities.
    /// - Throws: ``StatisticsError`` with code `emptySample` for a sketch without numbers, or `invalidArgument`.
    /// - Complexity: O(size · log size).
    public func quantiles(_ probabilities: [Double]) throws(StatisticsError) -> [Double] {
        guard let minimum, let maximum else {
            throw StatisticsError(.emptySample, "the sketch has no numbers", at: "KLL sketch")
        }
        for probability in probabilities where !(probability >= 0 && probability <= 1) {
            throw StatisticsError(.invalidArgument, "the probability \(probability)", at: "quantile")
        }
        let (numbers, weights) = weighted
        var ranks: [Int64] = []
        ranks.reserveCapacity(weights.count)
        var passed: Int64 = 0
        for weight in weights {
            passed = passed.addingClamped(weight)
            ranks.append(passed)
        }
        return probabilities.map { probability in
            if probability == 0 { return minimum }
            if probability == 1 { return maximum }
            let wanted = probability * Double(count)
            var (low, high) = (0, ranks.count - 1)
            while low < high {
                let middle = (low + high) / 2
                if Double(ranks[middle]) < wanted { low = middle + 1 } else { high = middle }
            }
            return numbers[low]
        }
    }

    /// A quantile, as ``quantiles(_:)`` gives it.
    ///
    /// - Throws: ``StatisticsError`` with code `emptySample` or `invalidArgument`.
    public func quantile(_ probability: Double) throws(StatisticsError) -> Double {
        try quantiles([probability])[0]
    }

    /// The share of the numbers that are at most `number`: the empirical distribution function.
    ///
    /// - Parameter number: Any number; NaN gives 0.
    /// - Returns: From 0 to 1; `nil` for a sketch without numbers.
    /// - Complexity: O(size).
    public func rank(of number: Double) -> Double? {
        guard count > 0 else { return nil }
        var below: Int64 = 0
        for (level, numbers) in levels.enumerated() {
            var held: Int64 = 0
            for candidate in numbers where candidate <= number { held += 1 }
            below = below.addingClamped(held &<< Int64(level))
        }
        return Double(below) / Double(count)
    }
}
