import MLCore

/// Pairs of rows of a group in the wrong order, weighted by what their exchange would change of the NDCG (Burges, "From
/// RankNet to LambdaRank to LambdaMART", MSR-TR-2010-82), with the normalisation of LightGBM.
///
/// The loss that is told is `1 − NDCG` up to the truncation.
struct LambdaRank: MarginObjective {
    let groups: RankedGroups
    /// Pairs have at least one row up to this rank.
    let truncation: Int
    /// One over the largest discounted gain of each group, 0 for groups without gains.
    private let inverseIdeals: [Double]

    var outputCount: Int { 1 }
    var link: TreeEnsemble.Link { .identity }
    var startingMargins: [Double] { [0] }
    var totalWeight: Double { groups.totalWeight }
    var blocks: RowBlocks { groups.blocks }
    var isLoss: Bool { false }

    init(_ groups: RankedGroups, truncation: Int) {
        self.groups = groups
        self.truncation = truncation
        inverseIdeals = groups.weights.indices.map { group in
            let ideal = groups.idealGain(group, truncation: truncation)
            return ideal > 0 ? 1 / ideal : 0
        }
    }

    /// Rows have to stay in their groups.
    func reordered(by order: [Int32]) -> Self? { nil }

    func loss(rows: Range<Int>, margins: UnsafePointer<Double>) -> Double {
        groups.loss(blockAt: rows.lowerBound, margins, truncation: truncation)
    }

    func fill(rows: Range<Int>, margins: UnsafePointer<Double>, _ derivatives: UnsafeMutablePointer<SIMD2<Double>>) {
        for position in 0..<rows.count { derivatives[position] = SIMD2() }
        for group in groups.groups(ofBlockAt: rows.lowerBound) where inverseIdeals[group] > 0 {
            fill(group, margins, derivatives - rows.lowerBound)
        }
    }

    private func fill(
        _ group: Int, _ margins: UnsafePointer<Double>, _ derivatives: UnsafeMutablePointer<SIMD2<Double>>
    ) {
        let ranking = groups.ranking(group, margins)
        let discounts = ranking.indices.map(RankedGroups.discount)
        let isSpread = margins[ranking[0]] != margins[ranking[ranking.count - 1]]
        var sum = 0.0
        for first in 0..<min(truncation, ranking.count - 1) {
            for second in (first + 1)..<ranking.count {
                let gap = groups.relevances[ranking[first]] - groups.relevances[ranking[second]]
                guard gap != 0 else { continue }
                let (high, low) =
                    gap > 0 ? (ranking[first], ranking[second]) : (ranking[second], ranking[first])
                let difference = margins[high] - margins[low]
                var change =
                    (groups.gain(high) - groups.gain(low)) * abs(discounts[first] - discounts[second])
                    * inverseIdeals[group]
                if isSpread { change /= 0.01 + abs(difference) }
                let share = Elementary.sigmoid(-difference)
                let pair = SIMD2(-share * change, share * (1 - share) * change)
                derivatives[low] += SIMD2(-pair.x, pair.y)
                derivatives[high] += pair
                sum -= 2 * pair.x
            }
        }
        let factor =
            groups.weights[group] * (sum > 0 ? Elementary.log1p(sum) / (0.6931471805599453 * sum) : 1)
        for row in groups.rows(group) { derivatives[row] *= factor }
    }
}
