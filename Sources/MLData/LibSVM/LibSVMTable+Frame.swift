import MLCore

extension LibSVMTable {
    /// The names that a frame gives to what is no feature.
    private enum Name {
        static let label = "label"
        static let query = "qid"
        static let weight = "weight"
    }

    /// The most columns of a frame, and the most values that are made of each stored one and each row.
    private static let columnLimit = 100_000
    private static let valuesPerStored = 4096

    /// The table as a frame: `label`, then `qid` and `weight` where rows have them, then the features `f0`, `f1`, ….
    ///
    /// Features are doubles; absent values are zeros, or missing where the table says so.
    ///
    /// - Returns: A frame with a row for each row.
    /// - Throws: ``DataError`` with code `limitExceeded` when the frame would be far larger than the table: it has more
    ///   than 100 000 features, or more than 4096 cells for each stored value and row.
    /// - Complexity: O(rows × features) time and memory.
    public func frame() throws(DataError) -> DataFrame {
        let (rowCount, width) = (features.rowCount, features.featureCount)
        var storedCount = rowCount
        if case .sparse(let rows, _) = features.storage { storedCount += rows.values.count } else { storedCount = .max }
        let (cellCount, overflow) = rowCount.multipliedReportingOverflow(by: width)
        guard width <= Self.columnLimit, !overflow, cellCount <= DenseSize.limit,
            cellCount / Self.valuesPerStored <= storedCount
        else {
            throw DataError(
                .limitExceeded, "\(rowCount) rows of \(width) features are too many for a frame", at: "LibSVM table",
                remedy: "Use the sparse features as they are.")
        }
        var columns: [(name: String, column: Column)] = [(Name.label, Column(present: labels))]
        if let queries { columns.append((Name.query, Column(present: queries))) }
        if let weights { columns.append((Name.weight, Column(present: weights))) }
        for (position, column) in featureColumns().enumerated() {
            columns.append((features.schema.names[position], column))
        }
        return try DataFrame(columns)
    }

    private func featureColumns() -> [Column] {
        let (rowCount, width) = (features.rowCount, features.featureCount)
        switch features.storage {
        case .dense(let values):
            return (0..<width).map { position in
                let column = (0..<rowCount).map { values[$0 * width + position] }
                return Column(column.map { $0.isNaN ? nil : $0 })
            }
        case .sparse(let rows, let absentMeans):
            // By columns first: each is made at once.
            var starts = [Int](repeating: 0, count: width + 1)
            for column in rows.columns { starts[Int(column) + 1] += 1 }
            for position in 0..<width { starts[position + 1] += starts[position] }
            var next = starts
            var stored = [(row: Int, value: Double)](repeating: (0, 0), count: rows.values.count)
            for row in 0..<rowCount {
                for index in rows.range(ofRow: row) {
                    let column = Int(rows.columns[index])
                    stored[next[column]] = (row, rows.values[index])
                    next[column] += 1
                }
            }
            let absent: Double? = absentMeans == .zero ? 0 : nil
            return (0..<width).map { position in
                var values = [Double?](repeating: absent, count: rowCount)
                for entry in stored[starts[position]..<starts[position + 1]] { values[entry.row] = entry.value }
                return Column(values)
            }
        }
    }

    /// The columns of a frame as a table; the inverse of ``frame()``.
    ///
    /// The label is the column `label`, or the first column where none is called so; `qid` gives the queries and `weight`
    /// the weights. The other columns are the features in their order; truth values are 0 and 1. Features that are zero in
    /// all of the last columns are not seen by a reader of the file that is written.
    ///
    /// - Parameter frame: The frame; its columns hold numbers or truth values, none missing.
    /// - Throws: ``DataError`` with code `typeMismatch`, `missingValue`, `valueOutOfRange`, `limitExceeded`, or
    ///   `invalidArgument` for a frame without columns.
    /// - Complexity: O(rows × columns) time, memory for the values that are not zero.
    public init(_ frame: DataFrame) throws(DataError) {
        guard let first = frame.columnNames.first else {
            throw DataError(.invalidArgument, "a frame without columns has no labels", at: "LibSVM table")
        }
        let label = frame.columnNames.contains(Name.label) ? Name.label : first
        let names = frame.columnNames.filter { $0 != label && $0 != Name.query && $0 != Name.weight }
        var columns: [[Double]] = []
        for name in names { columns.append(try Self.numbers(of: frame, name)) }
        var (offsets, positions, values) = ([0], [Int32](), [Double]())
        for row in 0..<frame.rowCount {
            for (position, column) in columns.enumerated() where column[row] != 0 {
                positions.append(Int32(truncatingIfNeeded: position))
                values.append(column[row])
            }
            offsets.append(positions.count)
        }
        let features: FeatureMatrix<Double>
        do {
            features = try FeatureMatrix(
                rows: SparseRows(uncheckedOffsets: offsets, columns: positions, values: values), absentMeans: .zero,
                schema: .numbered(names.count))
        } catch {
            throw DataError(.limitExceeded, error.details.problem, at: "LibSVM table", cause: error)
        }
        try self.init(
            features: features, labels: Self.numbers(of: frame, label), queries: Self.queries(of: frame, unless: label),
            weights: label != Name.weight && frame.columnNames.contains(Name.weight)
                ? Self.numbers(of: frame, Name.weight) : nil)
    }

    private static func queries(of frame: DataFrame, unless label: String) throws(DataError) -> [Int64]? {
        guard label != Name.query, frame.columnNames.contains(Name.query) else { return nil }
        let column = try frame.column(Name.query)
        guard case .int64(let queries) = column.storage else {
            throw DataError(
                .typeMismatch, "the column has type \(column.type.rawValue)", at: "column \"\(Name.query)\"",
                remedy: "Queries are whole numbers.")
        }
        try checkPresent(column, Name.query)
        return queries
    }

    private static func numbers(of frame: DataFrame, _ name: String) throws(DataError) -> [Double] {
        let column = try frame.column(name)
        guard let numbers = column.numbers else {
            throw DataError(
                .typeMismatch, "the column has type \(column.type.rawValue)", at: "column \"\(name)\"",
                remedy: "LibSVM holds numbers: transform the column first, or leave it out.")
        }
        try checkPresent(column, name)
        if let row = numbers.firstIndex(where: { !$0.isFinite }) {
            throw DataError(
                .valueOutOfRange, "\(numbers[row]) is not finite", at: "column \"\(name)\", row \(row)",
                remedy: "Fill or remove such values first.")
        }
        return numbers
    }

    private static func checkPresent(_ column: Column, _ name: String) throws(DataError) {
        guard column.missingCount > 0 else { return }
        throw DataError(
            .missingValue, "\(column.missingCount) values are missing, and the format has no word for them",
            at: "column \"\(name)\"", remedy: "Fill or remove them first.")
    }
}
