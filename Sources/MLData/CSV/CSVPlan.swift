import MLCore

/// What a reading does with the fields of a CSV input, once the header is known.
struct CSVPlan: Sendable {
    /// A column of the frame.
    struct Column: Sendable {
        /// The name in the frame.
        let name: String
        /// The position of the field in a record.
        let source: Int
        /// The type, when it is given.
        var type: ColumnType?
        let allowsMissing: Bool
        /// How times are written.
        let times: TimestampParser
        /// Whether the values are only looked at, not kept.
        var isDropped = false
    }

    /// The name of the input in errors.
    let input: String
    let options: ReadingOptions
    let rules: FieldRules
    let delimiter: UInt8
    /// The number of fields of a record.
    let width: Int
    var columns: [Column]

    /// - Throws: ``DataError`` with code `invalidConfiguration`, `duplicateColumn` or `unknownColumn`.
    init(header: [String], reader: CSVReader, input: String) throws(DataError) {
        let options = reader.options
        self.input = input
        self.options = options
        rules = FieldRules(reader)
        delimiter = CSVReader.byte(of: reader.delimiter) ?? UInt8(ascii: ",")
        width = header.count
        let sources = try Self.sources(header, input)
        let mapped = Dictionary(options.fieldMapping.map { ($0.value, $0.key) }) { first, _ in first }
        let names = options.wantedNames ?? header.map { mapped[$0] ?? $0 }
        if options.wantedNames == nil {
            let absent =
                Set(options.columnTypes.keys).union(options.timestampFormats.keys).subtracting(names).sorted()
                + options.fieldMapping.values.filter { sources[$0] == nil }.sorted()
            if !absent.isEmpty { throw Self.unknown(absent, header: header, input: input) }
        }
        let positions = names.map { sources[options.fieldMapping[$0] ?? $0] }
        let absent = zip(names, positions).filter { $0.1 == nil }.map { options.fieldMapping[$0.0] ?? $0.0 }
        guard absent.isEmpty else { throw Self.unknown(absent, header: header, input: input) }
        columns = zip(names, positions).compactMap { name, source in
            source.map { source in
                Column(
                    name: name, source: source, type: options.type(of: name),
                    allowsMissing: options.allowsMissing(name), times: options.times(of: name))
            }
        }
        try checkNames()
    }

    /// Throws when two columns have one name.
    private func checkNames() throws(DataError) {
        var names: Set<String> = []
        for column in columns where !names.insert(column.name).inserted {
            throw DataError(
                .duplicateColumn, "two columns are called \"\(column.name)\"", at: "\(input), line 1",
                remedy: "Map each field to a name of its own.")
        }
    }

    /// How many columns at most are read from one field.
    var largestUseCount: Int {
        var counts: [Int: Int] = [:]
        for column in columns { counts[column.source, default: 0] += 1 }
        return counts.values.max() ?? 1
    }

    /// The plan that reads some columns again, as text, and rejects the same rows.
    func rereading(_ positions: [Int]) -> CSVPlan {
        var plan = self
        for position in columns.indices { plan.columns[position].isDropped = true }
        plan.columns = plan.columns.filter { $0.type != nil }
        for position in positions {
            var column = columns[position]
            column.type = .string
            plan.columns.append(column)
        }
        return plan
    }

    private static func sources(_ header: [String], _ input: String) throws(DataError) -> [String: Int] {
        var sources: [String: Int] = [:]
        for (position, name) in header.enumerated() {
            guard !name.isEmpty else {
                throw DataError(
                    .invalidConfiguration, "the name given for column \(position + 1) is empty", at: input,
                    remedy: "Name the column.")
            }
            if let first = sources.updateValue(position, forKey: name) {
                throw DataError(
                    .duplicateColumn, "columns \(first + 1) and \(position + 1) are both called \"\(name)\"",
                    at: "\(input), line 1", remedy: "Rename one, or read the table with given names.")
            }
        }
        return sources
    }

    private static func unknown(_ names: [String], header: [String], input: String) -> DataError {
        DataError(
            .unknownColumn, "there is no column " + names.map { "\"\($0)\"" }.joined(separator: ", "),
            at: "\(input), line 1", remedy: "Columns are: \(header.joined(separator: ", ")).")
    }
}
