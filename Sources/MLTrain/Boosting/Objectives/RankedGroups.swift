import MLCore

/// Groups of rows that are ranked within themselves by graded relevance.
struct RankedGroups: Sendable {
    /// The largest relevance: gains are `2^relevance − 1`.
    static let largestRelevance = 30.0

    /// The relevance of each row.
    let relevances: [Double]
    /// The first row of each group, and the number of rows at the end.
    let starts: [Int]
    /// The weight of each group.
    let weights: [Double]
    let totalWeight: Double
    /// Whole groups, together at least 1024 rows where there are as many.
    let blocks: RowBlocks
    /// For each block, its groups.
    private let groupsOfBlocks: [Int: Range<Int>]

    /// Joins groups and relevances.
    ///
    /// - Parameters:
    ///   - data: The rows; their weights have to be the same within a group.
    ///   - numbers: The relevance of each row, a whole number from 0 to ``largestRelevance``.
    /// - Throws: ``TrainError`` with code `invalidTarget` for rows without groups, another relevance, or weights that
    ///   differ within a group.
    init(_ data: TrainingSet, _ numbers: [Double]) throws(TrainError) {
        guard let sizes = data.groupSizes else {
            throw TrainError(
                .invalidTarget, "rows to rank are not grouped", at: GradientBoosting.kind,
                remedy: "Give the training set the sizes of its groups.")
        }
        for (row, number) in numbers.enumerated()
        where !(number >= 0 && number <= Self.largestRelevance && number == number.rounded(.towardZero)) {
            throw TrainError(
                .invalidTarget, "the relevance \(number) is no whole number from 0 to 30", at: "row \(row)")
        }
        relevances = numbers
        var starts = [0]
        for size in sizes { starts.append(starts[starts.count - 1] + size) }
        var weights = [Double](repeating: 1, count: sizes.count)
        if let rowWeights = data.weights {
            for group in sizes.indices {
                weights[group] = rowWeights[starts[group]]
                for row in starts[group]..<starts[group + 1] where rowWeights[row] != weights[group] {
                    throw TrainError(.invalidTarget, "rows of one group have different weights", at: "row \(row)")
                }
            }
        }
        self.starts = starts
        self.weights = weights
        totalWeight = weights.reduce(0, +)
        var blocks = [0]
        var groups: [Int: Range<Int>] = [:]
        var first = 0
        for group in sizes.indices
        where starts[group + 1] - starts[first] >= 1024 || group == sizes.count - 1 {
            groups[starts[first]] = first..<group + 1
            blocks.append(starts[group + 1])
            first = group + 1
        }
        self.blocks = .starts(blocks)
        groupsOfBlocks = groups
    }

    /// The groups of the block that begins with a row.
    func groups(ofBlockAt row: Int) -> Range<Int> { groupsOfBlocks[row] ?? 0..<0 }

    /// The rows of a group.
    func rows(_ group: Int) -> Range<Int> { starts[group]..<starts[group + 1] }

    /// The gain of a row.
    func gain(_ row: Int) -> Double { Double(sign: .plus, exponent: Int(relevances[row]), significand: 1) - 1 }

    /// What a gain at a rank, counted from 0, is multiplied by.
    static func discount(_ rank: Int) -> Double { 0.6931471805599453 / Elementary.log(Double(rank + 2)) }

    /// The largest discounted gain of a group up to a rank.
    func idealGain(_ group: Int, truncation: Int) -> Double {
        let gains = rows(group).map(gain).sorted(by: >)
        return gains.prefix(truncation).enumerated().reduce(0) { $0 + $1.element * Self.discount($1.offset) }
    }

    /// The rows of a group from the largest margin on; rows of the same margin stay in their order.
    func ranking(_ group: Int, _ margins: UnsafePointer<Double>) -> [Int] {
        rows(group).sorted { (margins[$1], $0) < (margins[$0], $1) }
    }

    /// The sum over the groups of a block of `1 − NDCG`, by their weights; a group without gains counts as 0.
    func loss(blockAt row: Int, _ margins: UnsafePointer<Double>, truncation: Int) -> Double {
        var loss = 0.0
        for group in groups(ofBlockAt: row) {
            let ideal = idealGain(group, truncation: truncation)
            guard ideal > 0 else { continue }
            let gained = ranking(group, margins).prefix(truncation).enumerated().reduce(0) {
                $0 + gain($1.element) * Self.discount($1.offset)
            }
            loss += weights[group] * (1 - gained / ideal)
        }
        return loss
    }
}
