#if CommandLine
import MLCore
import MLData

/// A table that was read for a command.
struct InputTable {
    /// The rows, after ``DataOptions/limit``.
    let frame: DataFrame
    /// The whole of what reading gave.
    let outcome: ReadOutcome
    /// What to call the input.
    let name: String

    /// For each row of ``frame`` the line of the input where it begins.
    var lines: [Int] { Array(outcome.lines.prefix(frame.rowCount)) }

    /// The line of the input where a row begins; rows are counted from 0, lines from 1.
    func line(of row: Int) -> Int { outcome.line(ofRow: row) ?? row + 1 }
}

extension DataOptions {
    /// Reads a table.
    ///
    /// - Parameters:
    ///   - path: The file; `-` is standard input.
    ///   - session: Where progress and notes go.
    /// - Returns: The table.
    /// - Throws: ``InputFailure``.
    func read(_ path: String, in session: Session) throws(InputFailure) -> InputTable {
        let name = path == "-" ? "standard input" : path
        session.progress.show("Reading \(name)")
        defer { session.progress.clear() }
        let table = try readingInput {
            let outcome = try outcome(path, name: name)
            return InputTable(frame: limited(outcome.frame), outcome: outcome, name: name)
        }
        if !table.outcome.rejectedRows.isEmpty {
            session.note("\(table.outcome.rejectedRows.count) rows of \(name) could not be read and were put aside.")
        }
        return table
    }

    private func outcome(_ path: String, name: String) throws -> ReadOutcome {
        let options = try readingOptions()
        let format = try format ?? Self.format(of: path)
        if format == .jsonl {
            let reader = JSONLReader(options: options)
            return path == "-"
                ? try reader.read(bytes: InputBytes.standardInput(), name: name) : try reader.read(path: path)
        }
        let reader = CSVReader(options, format: format, delimiter: delimiter, missing: missing)
        return path == "-"
            ? try reader.read(bytes: InputBytes.standardInput(), name: name) : try reader.read(path: path)
    }

    private func readingOptions() throws -> ReadingOptions {
        var options = ReadingOptions(malformedRows: malformed == .error ? .fail : .quarantine())
        if let schema { options.schema = try InputBytes.decoded(Schema.self, from: schema, as: "a schema") }
        options.columns = columns.map { $0.split(separator: ",").map(String.init) }
        return options
    }

    private func limited(_ frame: DataFrame) -> DataFrame {
        limit.map(frame.prefix) ?? frame
    }

    /// The format that the name of a file tells.
    ///
    /// - Throws: ``CommandError`` of code `invalidUsage` when it tells none.
    static func format(of path: String) throws -> Format {
        let lower = path.lowercased()
        if lower.hasSuffix(".csv") { return .csv }
        if lower.hasSuffix(".tsv") || lower.hasSuffix(".tab") { return .tsv }
        if lower.hasSuffix(".jsonl") || lower.hasSuffix(".ndjson") { return .jsonl }
        throw CommandError(
            .invalidUsage, "the name does not tell the format of the table", at: path == "-" ? "standard input" : path,
            remedy: "Say it with --format csv, --format tsv or --format jsonl.")
    }
}

extension CSVReader {
    /// A reader as a command is asked for it.
    ///
    /// - Parameters:
    ///   - options: What is read.
    ///   - format: `csv` or `tsv`, which decides the delimiter unless one is given.
    ///   - delimiter: The character between fields.
    ///   - missing: Fields that mean missing, with commas between them, besides the empty one.
    init(_ options: ReadingOptions, format: DataOptions.Format, delimiter: String?, missing: String?) {
        let tokens = missing.map { Set($0.split(separator: ",").map(String.init)) } ?? []
        self.init(
            options: options, delimiter: delimiter?.first ?? (format == .tsv ? "\t" : ","),
            missingTokens: tokens.union([""]))
    }
}
#endif
