import MLCore

/// The distinct values of a column, numbered in the order in which they first occur.
package struct ColumnCodes: Sendable {
    /// For each row the number of its value, or -1 when it is missing.
    package let codes: [Int]
    /// For each number, the first row with the value.
    package let firstRows: [Int]

    /// The number of distinct values.
    package var count: Int { firstRows.count }

    /// For each number, how many rows have the value.
    package var counts: [Int] {
        var counts = [Int](repeating: 0, count: count)
        for code in codes where code >= 0 { counts[code] += 1 }
        return counts
    }
}

extension Column {
    /// Numbers the distinct values; texts are the same when they are equal as strings, numbers when they are equal, and
    /// NaN is one value.
    ///
    /// - Complexity: O(count) expected.
    package func codes() -> ColumnCodes { codes(limit: .max) ?? ColumnCodes(codes: [], firstRows: []) }

    /// As ``codes()``, or `nil` when there are more than `limit` distinct values.
    package func codes(limit: Int) -> ColumnCodes? {
        switch storage {
        case .bool(let values): codes(limit) { values[$0] }
        case .int64(let values), .timestamp(let values): codes(limit) { values[$0] }
        case .double(let values): codes(limit) { values[$0].isNaN ? .max : (values[$0] + 0).bitPattern }
        case .float(let values): codes(limit) { values[$0].isNaN ? .max : (values[$0] + 0).bitPattern }
        case .string(let texts): codes(limit) { texts.string(at: $0) }
        case .stringList(let lists): codes(limit) { lists.list(at: $0) }
        }
    }

    private func codes<Key: Hashable>(_ limit: Int, _ key: (Int) -> Key) -> ColumnCodes? {
        var numbers: [Key: Int] = [:]
        var firstRows: [Int] = []
        var codes = [Int](repeating: -1, count: count)
        for row in 0..<count where validity[row] {
            let value = key(row)
            if let number = numbers[value] {
                codes[row] = number
            } else {
                guard firstRows.count < limit else { return nil }
                numbers[value] = firstRows.count
                codes[row] = firstRows.count
                firstRows.append(row)
            }
        }
        return ColumnCodes(codes: codes, firstRows: firstRows)
    }
}
