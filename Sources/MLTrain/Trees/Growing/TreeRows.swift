import MLCore

extension GrownTree {
    /// Adds the values of the tree to the margins of rows.
    ///
    /// Rows go down the tree node by node, all rows of a node together.
    ///
    /// - Parameters:
    ///   - margins: The margin of the first row.
    ///   - stride: How many margins the next row is away.
    ///   - partition: The rows; their order is changed.
    ///   - data: Their codes.
    ///   - threads: How many threads may be used.
    func add(
        to margins: UnsafeMutablePointer<Double>, stride: Int, rowsOf partition: RowPartition, in data: BinnedFeatures,
        threads: Int
    ) {
        let ranges = part(partition, in: data, threads: threads)
        add(to: margins, stride: stride, rows: UnsafePointer(partition.rows.start), at: ranges, threads: threads)
    }

    /// Puts rows that end in the same leaf side by side, in the order of the nodes and of the rows in each of them.
    ///
    /// - Parameters:
    ///   - partition: The rows; their order is changed.
    ///   - data: Their codes.
    ///   - threads: How many threads may be used.
    /// - Returns: The positions of the rows of each node.
    @discardableResult
    func part(_ partition: RowPartition, in data: BinnedFeatures, threads: Int) -> [Range<Int>] {
        var ranges = [Range<Int>](repeating: 0..<0, count: nodes.count)
        ranges[0] = 0..<partition.count
        for (index, node) in nodes.enumerated() {
            guard case .split(let split, let left, let right) = node, !ranges[index].isEmpty else { continue }
            let range = ranges[index]
            let middle = partition.split(
                range, column: data.column(split.feature),
                table: split.leftTable(missingCode: data.features[split.feature].missingBin), threads: threads)
            ranges[left] = range.lowerBound..<middle
            ranges[right] = middle..<range.upperBound
        }
        return ranges
    }

    /// Adds the values of leaves to the margins of their rows.
    ///
    /// - Parameters:
    ///   - margins: The margin of the first row.
    ///   - stride: How many margins the next row is away.
    ///   - rows: Row numbers.
    ///   - ranges: The positions of the rows of each node.
    ///   - threads: How many threads may be used.
    func add(
        to margins: UnsafeMutablePointer<Double>, stride: Int, rows: UnsafePointer<Int32>, at ranges: [Range<Int>],
        threads: Int
    ) {
        // Leaves have different rows, so no two threads touch the same margin.
        nonisolated(unsafe) let (margins, rows) = (margins, rows)
        parallelFor(count: nodes.count, threads: threads) { index in
            guard case .leaf(let value) = nodes[index], value != 0 else { return }
            for position in ranges[index] { margins[Int(rows[position]) &* stride] += value }
        }
    }
}
