import MLCore

/// A table that is read piece by piece, in memory that does not grow with its number of rows.
///
/// The rows are those that the reader would read at once. The columns and their types have to be given: what a type is
/// inferred from is not known before the end of the table.
///
/// ```swift
/// var chunks = try TableChunks(reader, of: InputFile(path: "requests.csv"))
/// while let chunk = try chunks.next() { … }
/// ```
package struct TableChunks {
    private enum Reading {
        /// Nothing is read yet, so that a faulty header is found by the first call of ``next()``.
        case begun(CSVReader, InputBytes)
        case csv(CSVReading)
        case jsonl(JSONLReading)
    }

    private var reading: Reading
    private let rowCount: Int
    private var hasEnded = false
    private var isFirst = true

    /// Begins to read comma-separated values.
    ///
    /// - Parameters:
    ///   - reader: Says how; its columns have types.
    ///   - file: The input.
    ///   - rowCount: How many rows a piece has at least, unless the table ends.
    /// - Throws: ``DataError`` with code `invalidConfiguration`.
    package init(_ reader: CSVReader, of file: InputFile, rowCount: Int = 4096) throws(DataError) {
        let reader = try reader.validated()
        let names = reader.options.wantedNames ?? []
        let open = names.filter { reader.options.type(of: $0) == nil }
        guard !names.isEmpty, open.isEmpty else {
            throw DataError(
                .invalidConfiguration, "a table that is read in pieces needs columns with types",
                at: open.first.map { "column \"\($0)\"" } ?? "CSV reader")
        }
        self.init(reader, source: InputBytes(file: file), rowCount: rowCount)
    }

    /// Begins to read comma-separated values whose columns have types.
    init(_ reader: CSVReader, source: InputBytes, rowCount: Int) {
        reading = .begun(reader, source)
        self.rowCount = max(1, rowCount)
    }

    /// Begins to read JSON Lines.
    ///
    /// - Parameters:
    ///   - reader: Says how; its columns are named. One without a type gets the type of its values in each piece.
    ///   - file: The input.
    ///   - rowCount: How many rows a piece has at least, unless the table ends.
    /// - Throws: ``DataError`` with code `invalidConfiguration`.
    package init(_ reader: JSONLReader, of file: InputFile, rowCount: Int = 4096) throws(DataError) {
        let reader = try reader.validated()
        guard reader.options.wantedNames?.isEmpty == false else {
            throw DataError(
                .invalidConfiguration, "a table that is read in pieces needs named columns", at: "JSONL reader")
        }
        try self.init(reader, source: InputBytes(file: file), rowCount: rowCount)
    }

    /// Begins to read JSON Lines whose columns have names.
    init(_ reader: JSONLReader, source: InputBytes, rowCount: Int) throws(DataError) {
        reading = .jsonl(try JSONLReading(reader, source: source))
        self.rowCount = max(1, rowCount)
    }

    /// The next rows.
    ///
    /// - Returns: At least one row, or the first piece of a table without rows; `nil` at the end.
    /// - Throws: What reading the whole table throws.
    package mutating func next() throws(DataError) -> ReadOutcome? {
        guard !hasEnded else { return nil }
        let outcome: ReadOutcome
        if case .begun(let reader, let source) = reading { reading = .csv(try CSVReading(reader, source: source)) }
        switch reading {
        case .begun: return nil
        case .csv(var csv):
            outcome = try csv.chunk(ofAtLeast: rowCount)
            reading = .csv(csv)
        case .jsonl(var jsonl):
            outcome = try jsonl.chunk(ofAtLeast: rowCount)
            reading = .jsonl(jsonl)
        }
        hasEnded = outcome.recordCount == 0
        defer { isFirst = false }
        return hasEnded && !isFirst ? nil : outcome
    }
}
