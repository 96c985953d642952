/// The scores of one curve in falling order, ready for areas under any weights of the rows.
struct RankedScores: Sendable {
    /// Rows by falling score; within ties negatives first, then by weight, so that sums have one order.
    private let rows: [Int32]
    private let isPositive: [Bool]
    /// Whether the score at a position differs from the next one.
    private let endsTie: [Bool]

    /// Sorts scores.
    ///
    /// - Parameters:
    ///   - scores: The score of each entry; no NaN.
    ///   - isPositive: The truth of each entry.
    ///   - weights: The weight of each entry, or `nil`.
    ///   - rowOfEntry: Which row an entry belongs to.
    /// - Complexity: O(n log n).
    init(scores: [Double], isPositive: [Bool], weights: [Double]?, rowOfEntry: (Int) -> Int) {
        let order = scores.indices.sorted { left, right in
            if scores[left] != scores[right] { return scores[left] > scores[right] }
            if isPositive[left] != isPositive[right] { return isPositive[right] }
            return weights.map { $0[left] < $0[right] } ?? false
        }
        rows = order.map { Int32(truncatingIfNeeded: rowOfEntry($0)) }
        self.isPositive = order.map { isPositive[$0] }
        endsTie = order.indices.map { $0 == order.count - 1 || scores[order[$0]] != scores[order[$0 + 1]] }
    }

    /// The area under the receiver operating characteristic, tied pairs counting one half.
    ///
    /// - Parameter weight: The weight of a row; whole numbers give exact counts.
    /// - Returns: The area and the weight of the positives, or `nil` for the area when one class has no weight.
    func area(weight: (Int) -> Double) -> (area: Double?, positives: Double) {
        var (positives, negatives) = (0.0, 0.0)
        var (tiePositives, tieNegatives, doubledArea) = (0.0, 0.0, 0.0)
        for position in rows.indices {
            let weight = weight(Int(rows[position]))
            if isPositive[position] { tiePositives += weight } else { tieNegatives += weight }
            if endsTie[position] {
                doubledArea += tieNegatives * (2 * positives + tiePositives)
                positives += tiePositives
                negatives += tieNegatives
                (tiePositives, tieNegatives) = (0, 0)
            }
        }
        let pairs = positives * negatives
        return (pairs > 0 ? doubledArea / (2 * pairs) : nil, positives)
    }
}
