extension TableProfile {
    /// How many rows are equal to an earlier row in all columns; missing values are equal to each other.
    ///
    /// Rows are divided by one column after the other, and those that differ from all others are set aside.
    static func duplicateRowCount(of frame: DataFrame) -> Int {
        var rows = Array(0..<frame.rowCount)
        var groups = [Int](repeating: 0, count: frame.rowCount)
        for column in frame.columns {
            guard rows.count > 1 else { return 0 }
            let codes = column.codes().codes
            var numbers: [Pair: Int] = [:]
            var sizes: [Int] = []
            for row in rows {
                let pair = Pair(group: groups[row], code: codes[row])
                let number = numbers[pair] ?? sizes.count
                if number == sizes.count {
                    numbers[pair] = number
                    sizes.append(0)
                }
                sizes[number] += 1
                groups[row] = number
            }
            rows.removeAll { sizes[groups[$0]] == 1 }
        }
        guard !frame.columns.isEmpty else { return 0 }
        return rows.count - Set(rows.map { groups[$0] }).count
    }

    private struct Pair: Hashable {
        var group: Int
        var code: Int
    }
}
