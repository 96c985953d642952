#if CommandLine
import MLCore
import MLData
import MLReport

/// A table that is read in one format and written in another one, by the names of the files.
struct TableConversion {
    /// A format of tables.
    enum Format: String, CaseIterable {
        case csv
        case tsv
        case jsonl
        case parquet
        case arrowFile = "arrow-file"
        case arrowStream = "arrow-stream"

        /// The format that the name of a file tells, or `nil` when it is no table by its name.
        init?(path: String) {
            let lower = path.lowercased()
            let endings: [(String, Format)] = [
                (".csv", .csv), (".tsv", .tsv), (".tab", .tsv), (".jsonl", .jsonl), (".ndjson", .jsonl),
                (".parquet", .parquet), (".arrow", .arrowFile), (".feather", .arrowFile), (".arrows", .arrowStream),
                (".ipc", .arrowStream),
            ]
            guard let format = endings.first(where: { lower.hasSuffix($0.0) })?.1 else { return nil }
            self = format
        }
    }

    /// The keys of `--json`.
    struct Document: Encodable {
        let from: String
        let to: String
        let output: String
        let rowCount: Int
        let columns: [String]
    }

    private let input: String
    private let output: String
    private let source: Format
    private let target: Format

    /// The conversion between two files, or `nil` when one of them is no table by its name.
    init?(from input: String, to output: String) {
        guard let source = Format(path: input), let target = Format(path: output) else { return nil }
        self.input = input
        self.output = output
        self.source = source
        self.target = target
    }

    /// Reads the one file and writes the other.
    ///
    /// - Parameters:
    ///   - columns: The columns that are kept, in this order; `nil` keeps all.
    ///   - session: Where progress goes.
    /// - Returns: What was done.
    /// - Throws: ``InputFailure`` for the input, `DataError` for the output.
    func run(columns: [String]?, in session: Session) throws -> CommandResult {
        session.progress.show("Reading \(input)")
        let frame = try readingInput { try read(columns) }
        session.progress.show("Writing \(output)")
        try write(frame)
        session.progress.clear()
        var page = Page()
        page.facts([
            "From": Cell(source.rawValue), "To": Cell(target.rawValue), "Rows": Cell("\(frame.rowCount)"),
            "Columns": Cell("\(frame.columns.count)"), "Written to": Cell(output),
        ])
        return CommandResult(
            page: page,
            document: Document(
                from: source.rawValue, to: target.rawValue, output: output, rowCount: frame.rowCount,
                columns: frame.columnNames))
    }

    private func read(_ columns: [String]?) throws -> DataFrame {
        let options = ReadingOptions(columns: columns)
        switch source {
        case .csv: return try CSVReader(options: options).read(path: input).frame
        case .tsv: return try CSVReader(options: options, delimiter: "\t").read(path: input).frame
        case .jsonl: return try JSONLReader(options: options).read(path: input).frame
        case .parquet: return try ParquetReader(columns: columns).read(path: input)
        case .arrowFile, .arrowStream: return try ArrowReader(columns: columns).read(path: input)
        }
    }

    private func write(_ frame: DataFrame) throws {
        switch target {
        case .csv: try CSVWriter().write(frame, to: output)
        case .tsv: try CSVWriter(delimiter: "\t").write(frame, to: output)
        case .jsonl: try JSONLWriter().write(frame, to: output)
        case .parquet: try ParquetWriter().write(frame, to: output)
        case .arrowFile: try ArrowWriter(usesDictionaries: true).write(frame, to: output)
        case .arrowStream: try ArrowWriter(format: .stream, usesDictionaries: true).write(frame, to: output)
        }
    }
}
#endif
