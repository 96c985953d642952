import MLCore

extension CSVColumn {
    /// The columns to collect, in the order of the frame.
    ///
    /// - Throws: ``DataError`` with code `malformedRow`, `duplicateColumn` or `unknownColumn`.
    static func columns(header: [String], reader: CSVReader, input: String) throws(DataError) -> [CSVColumn] {
        let options = reader.options
        var sources: [String: Int] = [:]
        for (position, name) in header.enumerated() {
            guard !name.isEmpty else {
                throw DataError(
                    .malformedRow, "the header of column \(position + 1) is empty", at: "\(input), line 1",
                    remedy: "Name the column, or read the table with given names.")
            }
            if let first = sources.updateValue(position, forKey: name) {
                throw DataError(
                    .duplicateColumn, "columns \(first + 1) and \(position + 1) are both called \"\(name)\"",
                    at: "\(input), line 1", remedy: "Rename one, or read the table with given names.")
            }
        }
        let mapped = Dictionary(options.fieldMapping.map { ($0.value, $0.key) }) { first, _ in first }
        let names = options.wantedNames ?? header.map { mapped[$0] ?? $0 }
        if options.wantedNames == nil {
            let absent =
                Set(options.columnTypes.keys).subtracting(names).sorted()
                + options.fieldMapping.values.filter { sources[$0] == nil }.sorted()
            if !absent.isEmpty { throw unknown(absent, header: header, input: input) }
        }
        let positions = names.map { sources[options.fieldMapping[$0] ?? $0] }
        let absent = zip(names, positions).filter { $0.1 == nil }.map { options.fieldMapping[$0.0] ?? $0.0 }
        guard absent.isEmpty else { throw unknown(absent, header: header, input: input) }
        return zip(names, positions).compactMap { name, source in
            source.map { CSVColumn(name: name, source: $0, reader: reader) }
        }
    }

    private static func unknown(_ names: [String], header: [String], input: String) -> DataError {
        DataError(
            .unknownColumn, "there is no column " + names.map { "\"\($0)\"" }.joined(separator: ", "),
            at: "\(input), line 1", remedy: "Columns are: \(header.joined(separator: ", ")).")
    }

    /// Infers the open types and makes the frame.
    ///
    /// - Throws: ``DataError`` with code `valueOutOfRange` or `duplicateColumn`.
    static func outcome(
        of columns: [CSVColumn], options: ReadingOptions, lines: [Int], badRows: [Int], rejected: [RejectedRow],
        input: String, byteCount: Int
    ) throws(DataError) -> ReadOutcome {
        var kept: [Int]?
        if !badRows.isEmpty {
            let bad = Set(badRows)
            kept = lines.indices.filter { !bad.contains($0) }
        }
        let lines = kept.map { $0.map { lines[$0] } } ?? lines
        var fields: [Schema.Field] = []
        var contents: [Column] = []
        var reasons: [String: String] = [:]
        for column in columns {
            var content = column.builder.column()
            if let kept { content = content.uncheckedTaking(kept) }
            if column.type == nil {
                let inferred = try CSVInference.column(
                    from: content, acceptsNonFinite: column.acceptsNonFinite, lines: lines,
                    place: "column \"\(column.name)\"", input: input)
                content = inferred.column
                reasons[column.name] = inferred.reason
            } else {
                reasons[column.name] = "given"
            }
            contents.append(content)
            fields.append(Schema.Field(column.name, content.type, allowsMissing: column.allowsMissing))
        }
        if let name = options.lineColumn {
            contents.append(Column(present: lines.map(Int64.init)))
            fields.append(Schema.Field(name, .int64))
            reasons[name] = "line numbers"
        }
        let frame = DataFrame(unchecked: contents, schema: try DataFrame.schema(fields), rowCount: lines.count)
        return ReadOutcome(
            frame: frame, lines: lines, rejectedRows: rejected, typeReasons: reasons, byteCount: byteCount)
    }
}
