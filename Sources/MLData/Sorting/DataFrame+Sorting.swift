extension DataFrame {
    /// The rows in the order of the values of some columns; rows with equal values keep their order.
    ///
    /// Numbers are ordered by value, where NaN is greater than all of them, texts by their Unicode scalars, `false`
    /// before `true`, and lists text by text. Texts that are equal as strings but have other scalars are ordered too,
    /// and may have others between them.
    ///
    /// - Parameter keys: The columns, the most important one first.
    /// - Returns: All rows, sorted.
    /// - Throws: ``DataError`` with code `unknownColumn`.
    /// - Complexity: O(rows × keys) for numbers, times, and truth values; O(rows log rows) comparisons for texts and
    ///   lists.
    public func sorted(by keys: [SortKey]) throws(DataError) -> DataFrame {
        uncheckedTaking(try sortedPositions(by: keys))
    }

    /// The rows in the order of the values of some columns, as positions.
    ///
    /// - Parameter keys: The columns, the most important one first.
    /// - Returns: The position of each row, in sorted order.
    /// - Throws: ``DataError`` with code `unknownColumn`.
    /// - Complexity: As ``sorted(by:)``.
    public func sortedPositions(by keys: [SortKey]) throws(DataError) -> [Int] {
        var positions = Array(0..<rowCount)
        // From the least important key on: each sort keeps the order of what it takes for equal.
        for key in keys.reversed() { positions = try column(key.column).sorted(positions, key) }
        return positions
    }
}

extension Column {
    /// Sorts positions by the values at them and keeps the order of equal ones.
    func sorted(_ positions: [Int], _ key: SortKey) -> [Int] {
        var present = positions
        var missing: [Int] = []
        if validity.hasMissing {
            present = positions.filter { validity[$0] }
            missing = positions.filter { !validity[$0] }
        }
        let order = ValueOrder(self)
        if let words = order.words {
            present = RadixSort.sorted(present, by: key.isDescending ? words.map(~) : words)
        } else {
            // `sort` of the standard library keeps the order of equal elements, but does not promise it.
            let places = present.indices.sorted { left, right in
                let (first, second) = (present[left], present[right])
                if key.isDescending ? order.less(second, first) : order.less(first, second) { return true }
                if key.isDescending ? order.less(first, second) : order.less(second, first) { return false }
                return left < right
            }
            present = places.map { present[$0] }
        }
        return key.missing == .first ? missing + present : present + missing
    }
}
