#if CommandLine
import MLCore
import MLData

/// Tables that a command writes for people.
enum TableFile {
    /// Writes a table in the format that the name ends with; in CSV and TSV nothing is a formula of a spreadsheet.
    ///
    /// - Parameters:
    ///   - frame: The table.
    ///   - path: The file, which is replaced in one step.
    ///   - session: Where it is noted that the file was written.
    /// - Throws: ``CommandError`` of code `invalidUsage` for another ending, or `DataError`.
    static func write(_ frame: DataFrame, to path: String, in session: Session) throws {
        switch try DataOptions.format(of: path) {
        case .jsonl: try JSONLWriter().write(frame, to: path)
        case .csv: try CSVWriter(isSpreadsheetSafe: true).write(frame, to: path)
        case .tsv: try CSVWriter(delimiter: "\t", isSpreadsheetSafe: true).write(frame, to: path)
        }
        session.note("Wrote \(path)")
    }
}
#endif
