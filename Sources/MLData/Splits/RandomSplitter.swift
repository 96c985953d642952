import MLCore

/// Divides rows at random.
///
/// The rows are shuffled by the seed and dealt out in runs whose sizes are the shares, rounded by largest remainders.
public struct RandomSplitter: Splitter, Hashable, Codable {
    /// The parts.
    public var shares: PartShares
    /// The seed.
    public var seed: UInt64

    /// Creates a splitter.
    ///
    /// - Parameters:
    ///   - shares: The parts.
    ///   - seed: The seed.
    public init(shares: PartShares, seed: UInt64) {
        self.shares = shares
        self.seed = seed
    }

    /// Divides the rows.
    ///
    /// - Parameter frame: The table.
    /// - Returns: Parts that hold every row exactly once.
    /// - Throws: ``DataError`` with code `invalidSplit` when a part would get no rows.
    /// - Complexity: O(rows).
    public func split(_ frame: DataFrame) throws(DataError) -> Split {
        var random = SeededGenerator(seed: seed)
        let order = random.shuffled(Array(0..<frame.rowCount))
        var assignment = [Int](repeating: 0, count: frame.rowCount)
        var start = 0
        for (part, count) in shares.counts(of: frame.rowCount).enumerated() {
            for row in order[start..<start + count] { assignment[row] = part }
            start += count
        }
        return try Split(assignment: assignment, shares: shares, method: "random rows", seed: seed)
    }
}
