import MLCore

extension TableChunks {
    /// Begins to read comma-separated values; columns without a type get that of the first rows.
    init(inferring reader: CSVReader, of file: InputFile, rowCount: Int) throws(DataError) {
        var reader = try reader.validated()
        let source = InputBytes(file: file)
        var first = try CSVReading(reader, source: source)
        if first.hasOpenColumns {
            let schema = try first.beginning(rowCount: max(1, rowCount)).schema
            for field in schema.fields where field.name != reader.options.lineColumn {
                reader.options.columnTypes[field.name] = field.type
            }
        }
        self.init(reader, source: source, rowCount: rowCount)
    }

    /// Begins to read JSON Lines; the fields and types that are not given are those of the first records.
    init(inferring reader: JSONLReader, of file: InputFile, rowCount: Int) throws(DataError) {
        var reader = try reader.validated()
        let source = InputBytes(file: file)
        let names = reader.options.wantedNames
        if names == nil || names?.contains(where: { reader.options.type(of: $0) == nil }) == true {
            var first = try JSONLReading(reader, source: source)
            let fields = try first.beginning(rowCount: max(1, rowCount)).schema.fields
                .filter { $0.name != reader.options.lineColumn }
            if names == nil { reader.options.columns = fields.map(\.name) }
            for field in fields { reader.options.columnTypes[field.name] = field.type }
        }
        try self.init(reader, source: source, rowCount: rowCount)
    }
}

extension CSVReading {
    /// Whether the type of a column is not given.
    var hasOpenColumns: Bool { plan.columns.contains { $0.type == nil } }

    /// The first rows, with the types that they have by themselves.
    mutating func beginning(rowCount: Int) throws(DataError) -> DataFrame {
        readsBeginning()
        return try outcome(threads: 1, token: nil, rowLimit: rowCount).frame
    }
}

extension JSONLReading {
    /// The first records, with the fields and types that they have by themselves.
    mutating func beginning(rowCount: Int) throws(DataError) -> DataFrame {
        // The rows are read again, so that a pipe keeps them.
        try chunk(ofAtLeast: rowCount, mayLackFields: true, releases: false).frame
    }
}
