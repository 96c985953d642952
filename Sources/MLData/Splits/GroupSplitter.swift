import MLCore

/// Divides rows at random so that rows of one group, such as a user or a franchise, are never in two parts.
///
/// Groups are taken in an order drawn by the seed, and each goes to the part that lacks most rows; with few or uneven
/// groups the shares are met only roughly. A missing group is an error, because it could be any.
public struct GroupSplitter: Splitter, Hashable, Codable {
    /// The column of groups.
    public var column: String
    /// The parts.
    public var shares: PartShares
    /// The seed.
    public var seed: UInt64

    /// Creates a splitter.
    ///
    /// - Parameters:
    ///   - column: The column of groups.
    ///   - shares: The parts.
    ///   - seed: The seed.
    public init(column: String, shares: PartShares, seed: UInt64) {
        self.column = column
        self.shares = shares
        self.seed = seed
    }

    /// Divides the rows.
    ///
    /// - Parameter frame: The table.
    /// - Returns: Parts that hold every row exactly once; the report counts groups in more than one part.
    /// - Throws: ``DataError`` with code `unknownColumn`, `missingValue`, or `invalidSplit` when a part gets no rows.
    /// - Complexity: O(rows + groups × parts).
    public func split(_ frame: DataFrame) throws(DataError) -> Split {
        let codes = try frame.column(column).codes()
        if let row = codes.codes.firstIndex(of: -1) {
            throw DataError(
                .missingValue, "the group is missing", at: "column \"\(column)\", row \(row)",
                remedy: "Fill the column or quarantine such rows first.")
        }
        let sizes = codes.counts
        var random = SeededGenerator(seed: seed)
        var lacking = shares.parts.map { Double(frame.rowCount) * $0.share }
        var partOfGroup = [Int](repeating: 0, count: codes.count)
        for group in random.shuffled(Array(0..<codes.count)) {
            let part = lacking.indices.max { lacking[$0] < lacking[$1] } ?? 0
            partOfGroup[group] = part
            lacking[part] -= Double(sizes[group])
        }
        let assignment = codes.codes.map { partOfGroup[$0] }
        return try Split(
            assignment: assignment, shares: shares, method: "random groups of \(column)", seed: seed,
            checks: [Self.audit(codes, assignment)])
    }

    /// Counts from the finished assignment the groups that are in more than one part.
    static func audit(_ codes: ColumnCodes, _ assignment: [Int]) -> SplitReport.Check {
        var partOfGroup = [Int](repeating: -1, count: codes.count)
        var shared: Set<Int> = []
        for (row, group) in codes.codes.enumerated() where group >= 0 {
            if partOfGroup[group] < 0 { partOfGroup[group] = assignment[row] }
            if partOfGroup[group] != assignment[row] { shared.insert(group) }
        }
        return SplitReport.Check(
            name: "no group is in two parts", passed: shared.isEmpty,
            finding: "\(shared.count) of \(codes.count) groups are in more than one part")
    }
}
