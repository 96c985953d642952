import MLCore

/// Which columns and row groups of a file are read.
struct ParquetPlan: Sendable {
    private(set) var file: ParquetFile
    /// The wanted columns, and behind them those that only the choice of rows needs.
    let columns: [ParquetColumn]
    let rowGroups: [Int]
    /// The schema of the wanted columns.
    let schema: Schema
    private let rows: SlicePredicate
    private let maximumRowCount: Int

    /// Reads the footer and chooses.
    init(_ reader: ParquetReader, _ source: ByteSource) throws {
        _ = try reader.validated()
        file = try ParquetFile(source, limits: reader.limits, verifiesChecksums: reader.verifiesChecksums)
        rows = reader.rows
        maximumRowCount = reader.limits.maximumRowCount
        var columns = try file.schema.columns(reader.columns, at: source.name)
        schema = try DataFrame.schema(columns.map(\.field))
        let known = Set(schema.names)
        let needed = try rows.columns()
        columns += try file.schema.columns(needed.filter { !known.contains($0) }, at: source.name)
        self.columns = columns
        var byName: [String: ParquetColumn] = [:]
        for column in columns { byName[column.name] = column }
        let metadata = file.metadata
        rowGroups = metadata.rowGroups.indices.filter { group in
            metadata.rowGroups[group].rowCount > 0
                && ParquetSkipping(
                    group: metadata.rowGroups[group], columns: byName, orderedLeaves: metadata.orderedLeaves
                ).canMatch(reader.rows)
        }
    }

    /// The same plan with budgets of its own.
    func beginning(cancelling token: CancellationToken) -> ParquetPlan {
        var plan = self
        plan.file = ParquetFile(again: file, cancellation: token)
        return plan
    }

    /// Throws when there are more rows than allowed.
    func check(rowCount: Int) throws(DataError) {
        guard rowCount <= maximumRowCount else {
            throw DataError(
                .limitExceeded, "there are more than \(maximumRowCount) rows", at: file.source.name,
                remedy: "Raise maximumRowCount if the input is trusted, or read the file as frames.")
        }
    }

    /// The number of rows of the chosen row groups.
    var rowCount: Int { rowGroups.reduce(0) { $0 + file.metadata.rowGroups[$1].rowCount } }

    /// All rows of the chosen row groups.
    func frame(threads: Int) throws -> DataFrame {
        try check(rowCount: rowCount)
        // Row groups share out the work evenly when there are enough of them, columns otherwise.
        let isByRowGroup = rowGroups.count >= 4 * threads || rowGroups.count % max(1, threads) == 0
        let parts = try parallelMap(count: columns.count, threads: isByRowGroup ? 1 : threads) {
            index throws(DataError) in
            try file.column(columns[index], rowGroups: rowGroups, threads: isByRowGroup ? threads : 1)
        }
        return try joined(parts, rowCount: rowCount)
    }

    /// A frame of the columns as they were read.
    func joined(_ parts: [Column], rowCount: Int) throws(DataError) -> DataFrame {
        DataFrame(
            unchecked: parts, schema: try DataFrame.schema(columns.map(\.field)), rowCount: rowCount)
    }

    /// The wanted rows and columns of a frame as it was read.
    func finish(_ frame: DataFrame) throws -> DataFrame {
        if rows == .all { return frame }
        let filtered = try frame.filtered(by: rows)
        return columns.count == schema.fields.count ? filtered : try filtered.selecting(schema.names)
    }
}
