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
        try TableFormat.of(path).write(frame, to: path, isSpreadsheetSafe: true)
        session.note("Wrote \(path)")
    }
}
#endif
