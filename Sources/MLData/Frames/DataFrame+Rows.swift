public import MLCore

extension DataFrame {
    /// Creates a frame from rows.
    ///
    /// - Parameters:
    ///   - rows: Rows whose schema has the fields of `schema`, at least, in any order.
    ///   - schema: The columns of the frame.
    /// - Throws: ``DataError`` with code `unknownColumn`, `typeMismatch` or `missingValue`; the text names the row.
    public init(rows: [Row], schema: Schema) throws(DataError) {
        var builders = schema.fields.map { ColumnBuilder($0.type) }
        for (index, row) in rows.enumerated() {
            for (position, field) in schema.fields.enumerated() {
                guard let source = row.schema.position(of: field.name) else {
                    throw DataError(
                        .unknownColumn, "the row has no field \"\(field.name)\"", at: "row \(index)",
                        remedy: "Its fields are: \(row.schema.names.joined(separator: ", ")).")
                }
                let value = row.values[source]
                guard field.allowsMissing || !value.isMissing else {
                    throw DataError(
                        .missingValue, "a value is missing", at: "row \(index), column \"\(field.name)\"")
                }
                try builders[position].append(value)
            }
        }
        self.init(unchecked: builders.map { $0.column() }, schema: schema, rowCount: rows.count)
    }

    /// Creates a frame without rows.
    ///
    /// - Parameter schema: The columns.
    public init(empty schema: Schema) {
        self.init(unchecked: schema.fields.map { Column(empty: $0.type) }, schema: schema, rowCount: 0)
    }

    /// One row.
    ///
    /// - Parameter row: The row, counted from 0.
    /// - Returns: The values under the schema of the frame.
    /// - Throws: ``DataError`` with code `invalidArgument` when there is no such row.
    /// - Complexity: O(columns).
    public func row(_ row: Int) throws(DataError) -> Row {
        try Self.check([row], rowCount: rowCount)
        do {
            return try Row(columns.map { $0.uncheckedValue(at: row) }, schema: schema)
        } catch {
            throw DataError(.missingValue, error.details.problem, at: "row \(row)", cause: error)
        }
    }

    /// The rows of the given positions, in that order; a position may occur more than once.
    ///
    /// - Parameter positions: Rows, counted from 0.
    /// - Returns: A frame with one row for each position.
    /// - Throws: ``DataError`` with code `invalidArgument` when there is no such row.
    /// - Complexity: O(positions × columns).
    public func taking(_ positions: [Int]) throws(DataError) -> DataFrame {
        try Self.check(positions, rowCount: rowCount)
        return uncheckedTaking(positions)
    }

    /// The first `count` rows, all of them when there are fewer; a negative count counts as zero.
    public func prefix(_ count: Int) -> DataFrame { uncheckedTaking(Array(0..<min(rowCount, max(0, count)))) }

    /// The last `count` rows, all of them when there are fewer; a negative count counts as zero.
    public func suffix(_ count: Int) -> DataFrame {
        uncheckedTaking(Array((rowCount - min(rowCount, max(0, count)))..<rowCount))
    }

    /// The rows where the mask is true, in order.
    ///
    /// - Parameter mask: One truth value for each row.
    /// - Returns: The rows that stay.
    /// - Throws: ``DataError`` with code `lengthMismatch`.
    public func filtered(by mask: [Bool]) throws(DataError) -> DataFrame {
        guard mask.count == rowCount else {
            throw DataError(.lengthMismatch, "a mask of \(mask.count) for \(rowCount) rows", at: "data frame")
        }
        return uncheckedTaking(mask.indices.filter { mask[$0] })
    }

    /// The rows of a slice, in order.
    ///
    /// - Parameter predicate: Says which rows stay.
    /// - Returns: The rows that stay.
    /// - Throws: ``DataError`` with code `unknownColumn`, or `CoreError` for a predicate that is nested too deep.
    public func filtered(by predicate: SlicePredicate) throws -> DataFrame {
        try filtered(by: try mask(of: predicate))
    }

    /// The rows whose value of one column satisfies a condition, in order.
    ///
    /// - Parameters:
    ///   - key: The column.
    ///   - isIncluded: Whether a row stays, from its value; `nil` is missing.
    /// - Returns: The rows that stay.
    /// - Throws: ``DataError`` with code `unknownColumn` or `typeMismatch`, or what the closure throws.
    public func filtered<Element>(
        by key: ColumnKey<Element>, where isIncluded: (Element?) throws -> Bool
    ) throws -> DataFrame {
        try filtered(by: try values(of: key).map(isIncluded))
    }

    /// The rows that satisfy a condition, in order.
    ///
    /// Makes a `Row` for each row; conditions on one column are faster by key or by slice predicate.
    ///
    /// - Parameter isIncluded: Whether a row stays.
    /// - Returns: The rows that stay.
    /// - Throws: What the closure throws.
    public func filtered(where isIncluded: (Row) throws -> Bool) throws -> DataFrame {
        uncheckedTaking(try (0..<rowCount).filter { try isIncluded(try row($0)) })
    }

    /// The rows of this frame followed by those of another one with the same column names and types, in any order.
    ///
    /// - Parameter other: The rows to add; a column allows missing values when it does so in either frame.
    /// - Returns: The rows of both, with the columns in the order of this frame.
    /// - Throws: ``DataError`` with code `unknownColumn`, `lengthMismatch` or `typeMismatch`.
    public func concatenating(_ other: DataFrame) throws(DataError) -> DataFrame {
        try DataFrame(concatenating: [self, other])
    }

    /// The rows of the given positions.
    ///
    /// - Precondition: Every position is a row.
    package func uncheckedTaking(_ positions: [Int]) -> DataFrame {
        DataFrame(
            unchecked: columns.map { $0.uncheckedTaking(positions) }, schema: schema, rowCount: positions.count)
    }
}
