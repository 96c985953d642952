#if CommandLine
import MLCore
import MLData

extension TableFormat {
    /// Writes a table to a file, which is replaced in one step.
    ///
    /// - Parameters:
    ///   - frame: The table.
    ///   - path: The file.
    ///   - isSpreadsheetSafe: Whether nothing in CSV and TSV may be a formula of a spreadsheet.
    /// - Throws: `DataError`, also for what the format cannot hold; the file is then as before.
    func write(_ frame: DataFrame, to path: String, isSpreadsheetSafe: Bool = false) throws {
        switch self {
        case .csv: try CSVWriter(isSpreadsheetSafe: isSpreadsheetSafe).write(frame, to: path)
        case .tsv: try CSVWriter(delimiter: "\t", isSpreadsheetSafe: isSpreadsheetSafe).write(frame, to: path)
        case .jsonl: try JSONLWriter().write(frame, to: path)
        case .libsvm: try LibSVMWriter().write(LibSVMTable(frame), to: path)
        case .parquet: try ParquetWriter().write(frame, to: path)
        case .arrowFile: try ArrowWriter(usesDictionaries: true).write(frame, to: path)
        case .arrowStream: try ArrowWriter(format: .stream, usesDictionaries: true).write(frame, to: path)
        }
    }
}
#endif
