import MLCore

/// The cross-entropy of the softmax of the margins of a group and of its gains, with gains lowered at random (XE-NDCG:
/// Bruch, "An Alternative Cross Entropy Loss for Learning-to-Rank", WWW 2021), as in LightGBM.
///
/// The loss that is told is `1 − NDCG` up to the truncation.
struct CrossEntropyRanking: MarginObjective {
    let groups: RankedGroups
    let truncation: Int
    /// Lowers gains; another one in each round.
    private var generator: SeededGenerator
    private let seed: SeededGenerator

    var outputCount: Int { 1 }
    var link: TreeEnsemble.Link { .identity }
    var startingMargins: [Double] { [0] }
    var totalWeight: Double { groups.totalWeight }
    var blocks: RowBlocks { groups.blocks }
    var isLoss: Bool { false }

    init(_ groups: RankedGroups, truncation: Int, seed: SeededGenerator) {
        self.groups = groups
        self.truncation = truncation
        self.seed = seed
        generator = seed.derived(0)
    }

    /// Rows have to stay in their groups.
    func reordered(by order: [Int32]) -> Self? { nil }

    func prepared(round: Int) -> Self {
        var next = self
        next.generator = seed.derived(UInt64(truncatingIfNeeded: round))
        return next
    }

    func loss(rows: Range<Int>, margins: UnsafePointer<Double>) -> Double {
        groups.loss(blockAt: rows.lowerBound, margins, truncation: truncation)
    }

    func fill(rows: Range<Int>, margins: UnsafePointer<Double>, _ derivatives: UnsafeMutablePointer<SIMD2<Double>>) {
        for position in 0..<rows.count { derivatives[position] = SIMD2() }
        for group in groups.groups(ofBlockAt: rows.lowerBound) where groups.rows(group).count > 1 {
            fill(group, margins, derivatives - rows.lowerBound)
        }
    }

    private func fill(
        _ group: Int, _ margins: UnsafePointer<Double>, _ derivatives: UnsafeMutablePointer<SIMD2<Double>>
    ) {
        let rows = groups.rows(group)
        var generator = generator.derived(UInt64(truncatingIfNeeded: group))
        var shares = rows.map { margins[$0] }
        shares.withUnsafeMutableBufferPointer { shares in
            if let first = shares.baseAddress { SoftmaxKernels.softmax(first, count: shares.count) }
        }
        // Gains between 2^relevance − 1 and 2^relevance, as shares of their sum.
        var terms = rows.map { groups.gain($0) + 1 - generator.nextUniform() }
        let total = max(1e-15, terms.reduce(0, +))
        var slopes = [Double](repeating: 0, count: rows.count)
        // The derivative in three orders of approximation, each from the one before.
        for order in 0..<3 {
            let sum = order == 0 ? 0 : terms.reduce(0, +)
            for position in slopes.indices {
                let term =
                    order == 0
                    ? shares[position] - terms[position] / total : shares[position] * (sum - terms[position])
                slopes[position] += term
                terms[position] = term / max(1e-15, 1 - shares[position])
            }
        }
        for (position, row) in rows.enumerated() {
            derivatives[row] =
                groups.weights[group] * SIMD2(slopes[position], shares[position] * (1 - shares[position]))
        }
    }
}
