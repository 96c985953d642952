import MLCore

/// The distinct combinations of the values of some columns, numbered in the order in which they first occur.
///
/// A missing value is a value of its own here: rows that miss the same values are in the same group.
struct RowCodes {
    /// For each row the number of its combination.
    let codes: [Int]
    /// For each number, the first row with the combination.
    let firstRows: [Int]

    /// The number of combinations.
    var count: Int { firstRows.count }

    /// Numbers the rows of some columns.
    ///
    /// - Parameters:
    ///   - columns: Columns of one length; without any, all rows are one combination.
    ///   - rowCount: Their length.
    /// - Throws: ``DataError`` with code `limitExceeded` for 2³² rows or more.
    /// - Complexity: O(rows × columns) expected.
    init(_ columns: [Column], rowCount: Int) throws(DataError) {
        guard rowCount < 1 << 32 else {
            throw DataError(.limitExceeded, "\(rowCount) rows are too many to group", at: "data frame")
        }
        var codes = [Int](repeating: 0, count: rowCount)
        var count = min(1, rowCount)
        for column in columns {
            let values = column.codes()
            // Both numbers are below 2³², so that two of them fit a word; missing is the number 0.
            var table = CodeTable()
            for row in 0..<rowCount {
                codes[row] = table.code(of: UInt64(codes[row]) << 32 | UInt64(values.codes[row] + 1))
            }
            count = table.count
        }
        var firstRows = [Int](repeating: -1, count: count)
        for row in 0..<rowCount where firstRows[codes[row]] < 0 { firstRows[codes[row]] = row }
        self.codes = codes
        self.firstRows = firstRows
    }
}

/// The rows of each group, as one list in the order of the groups and, within each, of the rows.
struct GroupRows {
    /// The rows, group after group.
    let rows: [Int]
    /// Where each group begins in ``rows``, and where the last one ends.
    let starts: [Int]

    /// Sorts rows by the number of their group; those of a negative number are in none.
    init(_ codes: [Int], groupCount: Int) {
        var starts = [Int](repeating: 0, count: groupCount + 1)
        for code in codes where code >= 0 { starts[code + 1] += 1 }
        for group in 0..<groupCount { starts[group + 1] += starts[group] }
        var next = starts
        var rows = [Int](repeating: 0, count: starts[groupCount])
        for (row, code) in codes.enumerated() where code >= 0 {
            rows[next[code]] = row
            next[code] += 1
        }
        self.rows = rows
        self.starts = starts
    }

    /// The rows of a group.
    subscript(group: Int) -> ArraySlice<Int> { rows[starts[group]..<starts[group + 1]] }
}
