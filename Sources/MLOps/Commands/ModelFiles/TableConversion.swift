#if CommandLine
import MLCore
import MLData
import MLReport

/// A table that is read in one format and written in another one, by the names of the files.
struct TableConversion {
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
    private let source: TableFormat
    private let target: TableFormat

    /// The conversion between two files, or `nil` when one of them is no table by its name.
    init?(from input: String, to output: String) {
        guard let source = TableFormat(path: input), let target = TableFormat(path: output) else { return nil }
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
        let frame = try readingInput { try source.read(input, ReadingOptions(columns: columns)).frame }
        session.progress.show("Writing \(output)")
        try target.write(frame, to: output)
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
}
#endif
