import MLCore

extension DataFrame {
    /// The frame with several columns turned into rows: one row for each row and each of these columns.
    ///
    /// The rows of one original row stand together, in the order of the columns. It is `unpivot` of polars and `melt`
    /// of pandas, but for the order of the rows, which goes column by column there.
    ///
    /// - Parameters:
    ///   - names: The columns that become rows, of one type.
    ///   - nameColumn: The new column with the names of these columns.
    ///   - valueColumn: The new column with their values.
    /// - Returns: The columns that stay, repeated, and the two new ones.
    /// - Throws: ``DataError`` with code `unknownColumn`, `duplicateColumn`, `typeMismatch` when the columns have
    ///   different types, `invalidArgument` for no columns, or `limitExceeded` for more than 2²⁷ rows.
    /// - Complexity: O(rows × columns of the result).
    public func melted(
        _ names: [String], namesIn nameColumn: String = "name", valuesIn valueColumn: String = "value"
    ) throws(DataError) -> DataFrame {
        let melted = try selecting(names)
        guard let type = melted.columns.first?.type else {
            throw DataError(.invalidArgument, "no columns to melt", at: "data frame")
        }
        for (column, name) in zip(melted.columns, names) where column.type != type {
            throw DataError(
                .typeMismatch, "the column has type \(column.type.rawValue), the first one \(type.rawValue)",
                at: "column \"\(name)\"", remedy: "Convert the columns to one type first.")
        }
        let width = names.count
        guard rowCount <= Self.resultLimit / width else { throw Self.tooManyRows() }
        let positions = (0..<rowCount * width).map { $0 / width }
        // All values below each other, column by column, and then taken row by row.
        var all = ColumnBuilder(type)
        for column in melted.columns { all.append(contentsOf: column) }
        let rows = rowCount
        let values = all.column().uncheckedTaking((0..<rows * width).map { $0 % width * rows + $0 / width })
        let labels = Column(present: (0..<rows * width).map { names[$0 % width] })
        return try dropping(names).uncheckedTaking(positions, count: rows * width)
            .appending(labels, named: nameColumn).appending(values, named: valueColumn)
    }

    /// The frame with one row for each element of a list; a row whose list is empty or missing stays, with a missing
    /// text.
    ///
    /// - Parameter name: A column of lists, which becomes one of texts at the same place.
    /// - Returns: As many rows as there are elements, and empty or missing lists.
    /// - Throws: ``DataError`` with code `unknownColumn`, `typeMismatch`, or `limitExceeded` for more than 2²⁷ rows.
    /// - Complexity: O(rows × columns of the result).
    public func exploded(_ name: String) throws(DataError) -> DataFrame {
        let column = try column(ColumnKey<[String]>(name))
        guard let lists = column.lists else { return self }
        var positions: [Int] = []
        var elements: [Int?] = []
        for row in 0..<rowCount {
            let range = column.validity[row] ? lists.range(at: row) : 0..<0
            if range.isEmpty {
                positions.append(row)
                elements.append(nil)
            }
            for element in range {
                positions.append(row)
                elements.append(element)
            }
            guard positions.count <= Self.resultLimit else { throw Self.tooManyRows() }
        }
        let texts = Column(.string(lists.texts), validity: ValidityBitmap(presentCount: lists.texts.count))
        let place = try position(of: name)
        var columns = columns
        var fields = schema.fields
        for index in columns.indices where index != place { columns[index] = columns[index].uncheckedTaking(positions) }
        columns[place] = texts.uncheckedTaking(optional: elements)
        fields[place] = Schema.Field(name, .string, allowsMissing: true)
        return DataFrame(unchecked: columns, schema: try Self.schema(fields), rowCount: positions.count)
    }

    /// The rows of several frames, one after the other.
    ///
    /// Takes time for each value once, however many frames there are. A column that is categorical in all of them stays
    /// so.
    ///
    /// - Parameter frames: Frames with the same column names and types, in any order; at least one.
    /// - Throws: ``DataError`` with code `emptyInput`, `unknownColumn`, `lengthMismatch` or `typeMismatch`.
    public init(concatenating frames: [DataFrame]) throws(DataError) {
        guard let first = frames.first else {
            throw DataError(.emptyInput, "no frames to concatenate", at: "data frame")
        }
        // Checks names and types, and finds what may be missing.
        var checked = DataFrameBuilder(first.schema)
        for frame in frames { try checked.append(frame.prefix(0)) }
        var columns: [Column] = []
        for field in checked.schema.fields {
            var parts: [Column] = []
            for frame in frames { parts.append(try frame.column(field.name)) }
            columns.append(Column(joining: parts, type: field.type))
        }
        self.init(unchecked: columns, schema: checked.schema, rowCount: frames.reduce(0) { $0 + $1.rowCount })
    }

    private static var resultLimit: Int { 1 << 27 }

    private static func tooManyRows() -> DataError {
        DataError(.limitExceeded, "the result has more than \(resultLimit) rows", at: "data frame")
    }

    /// The rows of the given positions, also of a frame without columns.
    private func uncheckedTaking(_ positions: [Int], count: Int) -> DataFrame {
        DataFrame(unchecked: columns.map { $0.uncheckedTaking(positions) }, schema: schema, rowCount: count)
    }
}
