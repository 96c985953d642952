/// The different ways to cut decisions sorted by probability, from none accepted to all.
struct ThresholdCurve {
    /// A threshold and what it gives.
    struct Cut {
        let threshold: Double
        /// Accepted decisions that are positive.
        let hits: Int
        /// Accepted decisions.
        let predicted: Int
        /// The lowest accepted probability; infinite when none is accepted.
        let lowestAccepted: Double

        /// The cut that accepts nothing.
        static func nothing(threshold: Double) -> Cut {
            Cut(threshold: threshold, hits: 0, predicted: 0, lowestAccepted: .infinity)
        }
    }

    /// From the highest threshold to the lowest.
    let cuts: [Cut]
    /// Decisions that are positive.
    let positives: Int

    init(_ pairs: [ScoredDecisions.Pair]) {
        let sorted = pairs.sorted { $0.probability > $1.probability }
        var cuts: [Cut] = []
        if let highest = sorted.first?.probability, let threshold = Self.middle(accepted: 1, rejected: highest) {
            cuts.append(.nothing(threshold: threshold))
        }
        var (hits, position) = (0, 0)
        while position < sorted.count {
            let probability = sorted[position].probability
            while position < sorted.count, sorted[position].probability == probability {
                if sorted[position].isPositive { hits += 1 }
                position += 1
            }
            let rejected = position < sorted.count ? sorted[position].probability : 0
            let threshold = Self.middle(accepted: probability, rejected: rejected) ?? probability
            cuts.append(
                Cut(threshold: threshold, hits: hits, predicted: position, lowestAccepted: probability))
        }
        self.cuts = cuts
        positives = hits
    }

    /// The middle of two probabilities; `nil` when they are equal, and the accepted one when nothing lies between.
    private static func middle(accepted: Double, rejected: Double) -> Double? {
        guard rejected < accepted else { return nil }
        let middle = rejected + (accepted - rejected) / 2
        return middle > rejected ? middle : accepted
    }

    /// The cut of the largest F1; the one that accepts nothing when there is no hit.
    var bestF1: Cut { best { 2 * Double($0.hits) / Double(max(1, $0.predicted + positives)) } }

    /// The cut of the largest gain at a pooled F1.
    func best(atPooledF1 value: Double) -> Cut {
        best { 2 * Double($0.hits) - value * Double($0.predicted + positives) }
    }

    /// What a given threshold gives.
    func cut(at threshold: Double) -> Cut {
        guard let last = cuts.last(where: { $0.lowestAccepted >= threshold }) else {
            return .nothing(threshold: threshold)
        }
        return Cut(
            threshold: threshold, hits: last.hits, predicted: last.predicted, lowestAccepted: last.lowestAccepted)
    }

    private func best(_ score: (Cut) -> Double) -> Cut {
        var best = Cut.nothing(threshold: 1)
        var bestScore = -Double.infinity
        for cut in cuts {
            let value = score(cut)
            if value > bestScore { (best, bestScore) = (cut, value) }
        }
        return best
    }

    /// The shared threshold of the largest mean of the F1 of the outputs; an output without positives counts 0.
    static func bestMacro(_ decisions: ScoredDecisions) -> Double {
        var entries: [(probability: Double, isPositive: Bool, output: Int)] = []
        var positives = [Int](repeating: 0, count: decisions.outputCount)
        for output in 0..<decisions.outputCount {
            for pair in decisions.pairs(of: output) {
                entries.append((pair.probability, pair.isPositive, output))
                if pair.isPositive { positives[output] += 1 }
            }
        }
        entries.sort { $0.probability != $1.probability ? $0.probability > $1.probability : $0.output < $1.output }
        var (hits, predicted) = (positives.map { _ in 0 }, positives.map { _ in 0 })
        func f1(_ output: Int) -> Double {
            2 * Double(hits[output]) / Double(max(1, predicted[output] + positives[output]))
        }
        var (sum, bestSum, bestThreshold, position) = (0.0, 0.0, 1.0, 0)
        while position < entries.count {
            let probability = entries[position].probability
            while position < entries.count, entries[position].probability == probability {
                let entry = entries[position]
                sum -= f1(entry.output)
                predicted[entry.output] += 1
                if entry.isPositive { hits[entry.output] += 1 }
                sum += f1(entry.output)
                position += 1
            }
            let rejected = position < entries.count ? entries[position].probability : 0
            if sum > bestSum {
                (bestSum, bestThreshold) = (sum, middle(accepted: probability, rejected: rejected) ?? probability)
            }
        }
        return bestThreshold
    }
}
