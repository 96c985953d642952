#if CommandLine
import MLCore
import MLData

/// A table that was read for a command.
struct InputTable {
    /// The rows, after ``DataOptions/limit``.
    let frame: DataFrame
    /// The rows that were put aside.
    let rejectedRows: [RejectedRow]
    /// The size of the input, where it is known.
    let byteCount: Int?
    /// What to call the input.
    let name: String
    private let outcome: ReadOutcome?

    /// The first rows of a table; all of them without a limit.
    init(_ table: ReadTable, limit: Int?, name: String) {
        frame = limit.map(table.frame.prefix) ?? table.frame
        rejectedRows = table.rejectedRows
        byteCount = table.byteCount
        outcome = table.outcome
        self.name = name
    }

    /// For each row of ``frame`` the line of the input where it begins, or its number in formats without lines.
    var lines: [Int] { outcome.map { Array($0.lines.prefix(frame.rowCount)) } ?? (0..<frame.rowCount).map { $0 + 1 } }

    /// The line of the input where a row begins; rows are counted from 0, lines from 1.
    func line(of row: Int) -> Int { outcome?.line(ofRow: row) ?? row + 1 }
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
            let table = try (format ?? TableFormat.of(path))
                .read(path, readingOptions(), syntax: FieldSyntax(delimiter: delimiter, missing: missing))
            return InputTable(table, limit: limit, name: name)
        }
        if !table.rejectedRows.isEmpty {
            session.note("\(table.rejectedRows.count) rows of \(name) could not be read and were put aside.")
        }
        return table
    }

    private func readingOptions() throws -> ReadingOptions {
        var options = ReadingOptions(malformedRows: malformed == .error ? .fail : .quarantine())
        if let schema { options.schema = try InputBytes.decoded(Schema.self, from: schema, as: "a schema") }
        options.columns = columns.map { $0.split(separator: ",").map(String.init) }
        return options
    }
}
#endif
