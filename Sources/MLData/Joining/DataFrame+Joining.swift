import MLCore

extension DataFrame {
    /// The rows of this frame with the columns of those rows of another one that have the same key.
    ///
    /// The result has the columns of this frame, then those of the other one without its key. Rows are in the order of
    /// this frame, and several matches of a row in the order of the other one. A row with a missing value in its key
    /// has no match; NaN equals NaN.
    ///
    /// ```swift
    /// let rides = try rides.joined(with: users, on: ["user"], kind: .left, cardinality: .manyToOne)
    /// ```
    ///
    /// - Parameters:
    ///   - other: The right side.
    ///   - names: The columns of the key: both sides have them, with the same types.
    ///   - kind: Which rows are kept.
    ///   - cardinality: How many rows of each side may have the same key; more are an error.
    ///   - suffix: Appended to the name of a column of the right side that the left side has too.
    ///   - maximumRowCount: The most rows of the result; more are an error, found before they are made.
    /// - Returns: The joined rows.
    /// - Throws: ``DataError`` with code `unknownColumn`, `duplicateColumn`, `typeMismatch`, `invalidArgument` for no
    ///   key columns or a violated cardinality, or `limitExceeded`.
    /// - Complexity: O(rows of both + rows of the result) expected.
    public func joined(
        with other: DataFrame, on names: [String], kind: JoinKind = .inner, cardinality: JoinCardinality = .manyToMany,
        suffix: String = "_right", maximumRowCount: Int = 1 << 27
    ) throws(DataError) -> DataFrame {
        guard !names.isEmpty else {
            throw DataError(.invalidArgument, "a join needs at least one key column", at: "join")
        }
        let keys = try JoinKeys(self, other, names: names)
        if !cardinality.allowsManyLeft { try Self.requireUnique(keys.left, keys.count, "left", names) }
        if !cardinality.allowsManyRight { try Self.requireUnique(keys.right, keys.count, "right", names) }
        let matches = GroupRows(keys.right, groupCount: keys.count)
        switch kind {
        case .semi, .anti:
            return uncheckedTaking(
                keys.left.indices.filter { row in
                    let hasMatch = keys.left[row] >= 0 && !matches[keys.left[row]].isEmpty
                    return hasMatch == (kind == .semi)
                })
        case .inner, .left: break
        }
        var total = 0
        for key in keys.left {
            let found = key >= 0 ? matches.starts[key + 1] - matches.starts[key] : 0
            total += found == 0 && kind == .left ? 1 : found
            // Before anything is stored: keys that many rows of both sides share multiply.
            guard total <= maximumRowCount else {
                throw DataError(
                    .limitExceeded, "the join has more than \(maximumRowCount) rows", at: "join",
                    remedy: "Make the key unique on one side, or allow more rows.")
            }
        }
        var leftRows: [Int] = []
        var rightRows: [Int?] = []
        leftRows.reserveCapacity(total)
        rightRows.reserveCapacity(total)
        for (row, key) in keys.left.enumerated() {
            let found = key >= 0 ? matches[key] : []
            if found.isEmpty, kind == .left {
                leftRows.append(row)
                rightRows.append(nil)
            }
            for match in found {
                leftRows.append(row)
                rightRows.append(match)
            }
        }
        return try uncheckedTaking(leftRows).widened(
            by: other, rows: rightRows, without: names, suffix: suffix, allowsGaps: kind == .left)
    }

    /// The frame with the columns of rows of another one.
    ///
    /// - Precondition: There is one row of the other frame, or none, for each row.
    func widened(
        by other: DataFrame, rows: [Int?], without names: [String], suffix: String, allowsGaps: Bool
    ) throws(DataError) -> DataFrame {
        var fields = schema.fields
        var columns = columns
        let left = Set(columnNames)
        let keys = Set(names)
        for (field, column) in zip(other.schema.fields, other.columns) where !keys.contains(field.name) {
            let name = left.contains(field.name) ? field.name + suffix : field.name
            fields.append(Schema.Field(name, field.type, allowsMissing: field.allowsMissing || allowsGaps))
            columns.append(column.uncheckedTaking(optional: rows))
        }
        return DataFrame(unchecked: columns, schema: try Self.schema(fields), rowCount: rows.count)
    }

    private static func requireUnique(
        _ keys: [Int], _ count: Int, _ side: String, _ names: [String]
    ) throws(DataError) {
        var firstRows = [Int](repeating: -1, count: count)
        for (row, key) in keys.enumerated() where key >= 0 {
            guard firstRows[key] < 0 else {
                throw DataError(
                    .invalidArgument, "rows \(firstRows[key]) and \(row) of the \(side) side have the same key",
                    at: "join on \(names.joined(separator: ", "))",
                    remedy: "Make the key unique, or allow another cardinality.")
            }
            firstRows[key] = row
        }
    }
}
