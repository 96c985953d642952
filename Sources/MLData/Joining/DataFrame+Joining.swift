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
    /// - Returns: The joined rows.
    /// - Throws: ``DataError`` with code `unknownColumn`, `duplicateColumn`, `typeMismatch`, `invalidArgument` for no
    ///   key columns or a violated cardinality, or `limitExceeded` for more than 2³¹ rows.
    /// - Complexity: O(rows of both + rows of the result) expected.
    public func joined(
        with other: DataFrame, on names: [String], kind: JoinKind = .inner, cardinality: JoinCardinality = .manyToMany,
        suffix: String = "_right"
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
        var leftRows: [Int] = []
        var rightRows: [Int?] = []
        leftRows.reserveCapacity(rowCount)
        rightRows.reserveCapacity(rowCount)
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
            guard leftRows.count <= Self.rowLimit else {
                throw DataError(
                    .limitExceeded, "the join has more than \(Self.rowLimit) rows", at: "join",
                    remedy: "Keys that many rows of both sides share multiply: make one side unique.")
            }
        }
        return try uncheckedTaking(leftRows).widened(
            by: other, rows: rightRows, without: names, suffix: suffix)
    }

    private static var rowLimit: Int { 1 << 31 }

    /// The frame with the columns of rows of another one.
    ///
    /// - Precondition: There is one row of the other frame, or none, for each row.
    func widened(
        by other: DataFrame, rows: [Int?], without names: [String], suffix: String
    ) throws(DataError) -> DataFrame {
        var fields = schema.fields
        var columns = columns
        let left = Set(columnNames)
        let keys = Set(names)
        let hasGaps = rows.contains(nil)
        for (field, column) in zip(other.schema.fields, other.columns) where !keys.contains(field.name) {
            let name = left.contains(field.name) ? field.name + suffix : field.name
            fields.append(Schema.Field(name, field.type, allowsMissing: field.allowsMissing || hasGaps))
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
