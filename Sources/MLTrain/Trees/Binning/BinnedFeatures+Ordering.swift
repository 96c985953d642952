import MLCore

extension BinnedFeatures {
    /// Brings all rows into another order.
    ///
    /// Rows that trees send the same way lie side by side afterwards, so that the rows of a node are found in fewer
    /// places of the memory.
    ///
    /// - Parameters:
    ///   - order: The row that comes to each place.
    ///   - threads: How many threads may be used.
    func reorder(by order: [Int32], threads: Int) {
        let columns = columns
        parallelFor(count: featureCount, threads: threads) { feature in
            order.withUnsafeBufferPointer { order in
                columns.reorder(column: feature, by: order)
            }
        }
        fillRows(threads: threads)
    }
}

extension AlignedMemory {
    /// Brings the values of a column into another order.
    ///
    /// - Parameters:
    ///   - column: The number of the column; columns are as long as the order.
    ///   - order: The position of the value that comes to each place.
    func reorder(column: Int, by order: UnsafeBufferPointer<Int32>) {
        let values = UnsafeMutableBufferPointer(start: start + column * order.count, count: order.count)
        let before = Array(values)
        before.withUnsafeBufferPointer { before in
            for (place, source) in order.enumerated() { values[place] = before[Int(source)] }
        }
    }
}
