import MLCore

/// The keys of the rows of two frames, numbered alike.
struct JoinKeys {
    /// For each row of the left frame the number of its key, or -1 when a part of it is missing.
    let left: [Int]
    /// For each row of the right frame the number of its key, or -1 when a part of it is missing.
    let right: [Int]
    /// The number of keys.
    let count: Int

    /// Numbers the keys of two frames.
    ///
    /// - Parameters:
    ///   - left: One frame.
    ///   - right: The other frame.
    ///   - names: The columns of the key, which both have with the same types; without any, all keys are the same.
    /// - Throws: ``DataError`` with code `unknownColumn`, `duplicateColumn` or `typeMismatch`.
    init(_ left: DataFrame, _ right: DataFrame, names: [String]) throws(DataError) {
        let leftKeys = try left.selecting(names)
        let rightKeys = try right.selecting(names)
        var columns: [Column] = []
        for (name, pair) in zip(names, zip(leftKeys.columns, rightKeys.columns)) {
            guard pair.0.type == pair.1.type else {
                throw DataError(
                    .typeMismatch, "the key has type \(pair.0.type.rawValue) and \(pair.1.type.rawValue)",
                    at: "column \"\(name)\"", remedy: "Convert one side first.")
            }
            columns.append(try pair.0.appending(pair.1))
        }
        let rows = try RowCodes(columns, rowCount: left.rowCount + right.rowCount)
        var codes = rows.codes
        for column in columns where column.validity.hasMissing {
            for row in codes.indices where !column.validity[row] { codes[row] = -1 }
        }
        self.left = Array(codes[..<left.rowCount])
        self.right = Array(codes[left.rowCount...])
        count = rows.count
    }
}
