import MLCore

/// Which rows have the same features, byte for byte.
struct RowGroups {
    /// For each row the number of its group; the rows of the second matrix follow those of the first.
    private(set) var groups: [Int]
    /// The number of groups.
    private(set) var count: Int

    /// Groups the rows of one matrix, or of two matrices of the same width.
    ///
    /// - Parameters:
    ///   - matrices: The matrices.
    ///   - cancellation: Stops the work.
    /// - Throws: `CoreError` with code `cancelled`.
    /// - Complexity: O(values) expected.
    init(_ matrices: [FeatureMatrix<Double>], cancellation: CancellationToken) throws(CoreError) {
        groups = []
        groups.reserveCapacity(matrices.reduce(0) { $0 + $1.rowCount })
        count = 0
        var firstGroup: [UInt64: Int] = [:]
        // Groups whose hashes collide form a chain; -1 ends it.
        var next: [Int] = []
        var leaders: [(matrix: Int, row: Int)] = []
        var (current, leader) = (CanonicalRow(), CanonicalRow())
        for (index, matrix) in matrices.enumerated() {
            for row in 0..<matrix.rowCount {
                if row % 4096 == 0 { try cancellation.check() }
                current.read(row, of: matrix)
                let hash = current.hash
                var group = firstGroup[hash] ?? -1
                while group >= 0 {
                    leader.read(leaders[group].row, of: matrices[leaders[group].matrix])
                    if leader.isSame(as: current) { break }
                    group = next[group]
                }
                if group < 0 {
                    group = count
                    next.append(firstGroup[hash] ?? -1)
                    firstGroup[hash] = group
                    leaders.append((index, row))
                    count += 1
                }
                groups.append(group)
            }
        }
    }
}
