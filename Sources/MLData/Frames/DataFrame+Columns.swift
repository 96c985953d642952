public import MLCore

extension DataFrame {
    /// The column of a name.
    ///
    /// - Throws: ``DataError`` with code `unknownColumn` that lists the columns there are.
    public func column(_ name: String) throws(DataError) -> Column { columns[try position(of: name)] }

    /// The column of a key.
    ///
    /// - Throws: ``DataError`` with code `unknownColumn` or `typeMismatch`; the text lists the columns there are.
    public func column<Element>(_ key: ColumnKey<Element>) throws(DataError) -> Column {
        let column = try column(key.name)
        guard column.type == key.type else {
            throw DataError(
                .typeMismatch, "the column has type \(column.type.rawValue), not \(key.type.rawValue)",
                at: "column \"\(key.name)\"", remedy: "Columns are: \(columnList).")
        }
        return column
    }

    /// The values of a column; missing ones are `nil`.
    ///
    /// - Throws: ``DataError`` with code `unknownColumn` or `typeMismatch`; the text lists the columns there are.
    /// - Complexity: O(rows).
    public func values<Element>(of key: ColumnKey<Element>) throws(DataError) -> [Element?] {
        try column(key).values(as: Element.self)
    }

    /// The values of a column that must not have missing ones.
    ///
    /// - Throws: ``DataError`` with code `missingValue` that names the first row, `unknownColumn` or `typeMismatch`.
    /// - Complexity: O(rows).
    public func requiredValues<Element>(of key: ColumnKey<Element>) throws(DataError) -> [Element] {
        var values: [Element] = []
        values.reserveCapacity(rowCount)
        for (row, value) in try self.values(of: key).enumerated() {
            guard let value else {
                throw DataError(
                    .missingValue, "a value is missing", at: "column \"\(key.name)\", row \(row)",
                    remedy: "Fill the column or remove the rows first.")
            }
            values.append(value)
        }
        return values
    }

    /// The frame with only the named columns, in that order.
    ///
    /// - Throws: ``DataError`` with code `unknownColumn` or `duplicateColumn`.
    public func selecting(_ names: [String]) throws(DataError) -> DataFrame {
        var positions: [Int] = []
        for name in names { positions.append(try position(of: name)) }
        let schema = try Self.schema(positions.map { self.schema.fields[$0] })
        return DataFrame(unchecked: positions.map { columns[$0] }, schema: schema, rowCount: rowCount)
    }

    /// The frame without the named columns.
    ///
    /// - Throws: ``DataError`` with code `unknownColumn`.
    public func dropping(_ names: [String]) throws(DataError) -> DataFrame {
        for name in names { _ = try position(of: name) }
        let dropped = Set(names)
        return try selecting(columnNames.filter { !dropped.contains($0) })
    }

    /// The frame with columns renamed; the order stays.
    ///
    /// - Parameter names: New names by old ones.
    /// - Returns: The frame under the new names.
    /// - Throws: ``DataError`` with code `unknownColumn` or `duplicateColumn`.
    public func renaming(_ names: [String: String]) throws(DataError) -> DataFrame {
        for name in names.keys.sorted() { _ = try position(of: name) }
        let fields = schema.fields.map {
            Schema.Field(names[$0.name] ?? $0.name, $0.type, allowsMissing: $0.allowsMissing)
        }
        return DataFrame(unchecked: columns, schema: try Self.schema(fields), rowCount: rowCount)
    }

    /// The frame with one more column, at the end.
    ///
    /// - Parameters:
    ///   - column: The column; a frame without columns takes any length.
    ///   - name: Its name.
    /// - Returns: The wider frame.
    /// - Throws: ``DataError`` with code `duplicateColumn` or `lengthMismatch`.
    public func appending(_ column: Column, named name: String) throws(DataError) -> DataFrame {
        guard columns.isEmpty || column.count == rowCount else {
            throw DataError(
                .lengthMismatch, "\(column.count) values for \(rowCount) rows", at: "column \"\(name)\"")
        }
        let fields = schema.fields + [Schema.Field(name, column.type, allowsMissing: true)]
        return DataFrame(unchecked: columns + [column], schema: try Self.schema(fields), rowCount: column.count)
    }

    /// The frame with the content of a column replaced, also by one of another type; the position stays.
    ///
    /// - Throws: ``DataError`` with code `unknownColumn` or `lengthMismatch`.
    public func replacing(_ name: String, with column: Column) throws(DataError) -> DataFrame {
        let position = try position(of: name)
        guard column.count == rowCount else {
            throw DataError(
                .lengthMismatch, "\(column.count) values for \(rowCount) rows", at: "column \"\(name)\"")
        }
        var columns = columns
        var fields = schema.fields
        columns[position] = column
        fields[position] = Schema.Field(name, column.type, allowsMissing: true)
        return DataFrame(unchecked: columns, schema: try Self.schema(fields), rowCount: rowCount)
    }

    /// The frame under a schema of the same names and types, in any order, that may forbid missing values.
    ///
    /// - Parameter schema: The names and types that the frame must have.
    /// - Returns: The columns of the schema, in its order; other columns are left out.
    /// - Throws: ``DataError`` with code `unknownColumn`, `typeMismatch` or `missingValue`.
    public func conforming(to schema: Schema) throws(DataError) -> DataFrame {
        try DataFrame(columns: try selecting(schema.names).columns, schema: schema)
    }

    /// The position of a column.
    func position(of name: String) throws(DataError) -> Int {
        guard let position = schema.position(of: name) else {
            throw DataError(
                .unknownColumn, "there is no column \"\(name)\"", at: "data frame",
                remedy: columns.isEmpty ? "The frame has no columns." : "Columns are: \(columnList).")
        }
        return position
    }

    private var columnList: String {
        let limit = 50
        let names = schema.fields.prefix(limit).map { "\($0.name) (\($0.type.rawValue))" }.joined(separator: ", ")
        return schema.fields.count > limit ? "\(names) and \(schema.fields.count - limit) more" : names
    }
}
