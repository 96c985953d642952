#if CommandLine
import MLCore
import MLData

/// What reading a table in any format gave.
struct ReadTable {
    /// The rows.
    let frame: DataFrame
    /// Where the rows begin in the input; nowhere in formats without lines.
    var outcome: ReadOutcome?
    /// The rows that were put aside.
    var rejectedRows: [RejectedRow] = []
    /// The size of the input; `nil` when it was not measured.
    var byteCount: Int?
}

/// How CSV is written, where it can be told.
struct FieldSyntax {
    /// The character between the fields; `nil` takes that of the format.
    var delimiter: String?
    /// Fields that mean missing.
    var missingTokens: [String]

    /// Creates a syntax.
    ///
    /// - Parameters:
    ///   - delimiter: The character between the fields; `nil` takes that of the format.
    ///   - missingTokens: Fields that mean missing.
    init(delimiter: String? = nil, missingTokens: [String] = [""]) {
        self.delimiter = delimiter
        self.missingTokens = missingTokens
    }

    /// Creates a syntax as options say it.
    ///
    /// - Parameters:
    ///   - delimiter: The character between the fields; `nil` takes that of the format.
    ///   - missing: Fields that mean missing, with commas between them, besides the empty one.
    init(delimiter: String?, missing: String?) {
        let tokens = missing.map { $0.split(separator: ",").map(String.init) } ?? []
        self.init(delimiter: delimiter, missingTokens: tokens + [""])
    }
}

extension TableFormat {
    /// Reads a table.
    ///
    /// Formats that tell the types of their columns keep them, unless the options ask for others: numbers and truth values
    /// then become doubles, and anything else is an error.
    ///
    /// - Parameters:
    ///   - path: The file; `-` is standard input.
    ///   - options: What is read. Rows are put aside only in formats that consist of lines.
    ///   - syntax: How CSV is written.
    /// - Returns: The rows.
    /// - Throws: `DataError`, or ``CommandError``.
    func read(_ path: String, _ options: ReadingOptions, syntax: FieldSyntax = FieldSyntax()) throws -> ReadTable {
        let bytes = path == "-" ? try InputBytes.standardInput() : nil
        let name = path == "-" ? "standard input" : path
        let wanted = options.schema?.names ?? options.columns
        switch self {
        case .csv, .tsv:
            let reader = CSVReader(options, isTabbed: self == .tsv, syntax: syntax)
            return ReadTable(try bytes.map { try reader.read(bytes: $0, name: name) } ?? reader.read(path: path))
        case .jsonl:
            let reader = JSONLReader(options: options)
            return ReadTable(try bytes.map { try reader.read(bytes: $0, name: name) } ?? reader.read(path: path))
        case .libsvm:
            let reader = LibSVMReader(malformedRows: options.malformedRows)
            let table = try bytes.map { try reader.read(bytes: $0, name: name) } ?? reader.read(path: path)
            return ReadTable(
                frame: try options.conforming(try table.frame(), at: name), rejectedRows: table.rejectedRows,
                byteCount: table.byteCount)
        case .parquet:
            let reader = ParquetReader(columns: wanted)
            let frame = try bytes.map { try reader.read(bytes: $0, name: name) } ?? reader.read(path: path)
            return ReadTable(frame: try options.conforming(frame, at: name), byteCount: bytes?.count ?? Self.size(path))
        case .arrowFile, .arrowStream:
            let reader = ArrowReader(columns: wanted)
            let frame = try bytes.map { try reader.read(bytes: $0, name: name) } ?? reader.read(path: path)
            return ReadTable(frame: try options.conforming(frame, at: name), byteCount: bytes?.count ?? Self.size(path))
        }
    }

    private static func size(_ path: String) -> Int? { try? InputFile(path: path).byteCount }
}

extension ReadTable {
    fileprivate init(_ outcome: ReadOutcome) {
        self.init(
            frame: outcome.frame, outcome: outcome, rejectedRows: outcome.rejectedRows, byteCount: outcome.byteCount)
    }
}

extension CSVReader {
    /// A reader as a command is asked for it.
    ///
    /// - Parameters:
    ///   - options: What is read.
    ///   - isTabbed: Whether tabs stand between fields, unless another character is given.
    ///   - syntax: How the fields are written.
    init(_ options: ReadingOptions, isTabbed: Bool, syntax: FieldSyntax) {
        self.init(
            options: options, delimiter: syntax.delimiter?.first ?? (isTabbed ? "\t" : ","),
            missingTokens: Set(syntax.missingTokens))
    }
}

extension ReadingOptions {
    /// The columns of a table whose file told their types, as the options ask for them.
    ///
    /// - Throws: `DataError` with code `unknownColumn`, `typeMismatch`, `missingValue` or `invalidConfiguration`.
    fileprivate func conforming(_ frame: DataFrame, at name: String) throws -> DataFrame {
        let names = schema?.names ?? columns
        if names == nil, columnTypes.isEmpty { return frame }
        var fields: [Schema.Field] = []
        var contents: [Column] = []
        for field in try (names.map(frame.selecting) ?? frame).schema.fields {
            let column = try frame.column(field.name)
            let asked = try schema?.field(field.name)
            let type = asked?.type ?? columnTypes[field.name] ?? field.type
            contents.append(try column.converted(to: type, at: "\(name), column \"\(field.name)\""))
            fields.append(
                Schema.Field(field.name, type, allowsMissing: asked?.allowsMissing ?? field.allowsMissing))
        }
        return try DataFrame(columns: contents, schema: Schema(fields))
    }
}

extension Column {
    /// The values as those of another type, where each has one.
    fileprivate func converted(to type: ColumnType, at place: String) throws -> Column {
        if self.type == type { return self }
        guard type == .double, let numbers else {
            throw DataError(
                .typeMismatch, "the column has type \(self.type.rawValue)", at: place,
                remedy: "The table was asked for \(type.rawValue).")
        }
        var builder = ColumnBuilder(.double)
        for row in numbers.indices {
            if validity[row] { builder.append(double: numbers[row]) } else { builder.appendMissing() }
        }
        return builder.column()
    }
}
#endif
