import MLCore

/// Writes a ``DataFrame`` as comma-separated values.
///
/// The format is RFC 4180 in UTF-8 with a header row. What is written reads back as the same frame by a ``CSVReader`` with
/// the frame's schema: missing values are empty fields without quotes, the empty text is `""`, numbers are in their
/// shortest form that reads back exactly, times in ISO 8601 with microseconds, lists as JSON arrays, NaN and infinities
/// as `nan`, `inf` and `-inf` (the reader has to accept them). Fields are in quotes only where the format needs it.
///
/// ```swift
/// try CSVWriter().write(frame, to: "valid.csv")
/// ```
public struct CSVWriter: Sendable, Hashable {
    /// The character between fields: one ASCII character, such as `,`, `;` or tab.
    public var delimiter: Character
    /// The text between records.
    public var lineBreak: LineBreak
    /// The field that stands for a missing value; a text that is equal to it is written in quotes.
    public var missingText: String
    /// Whether texts that a spreadsheet would run as a formula are defused by a leading apostrophe.
    ///
    /// Texts and column names that begin with `=`, `+`, `-`, `@`, tab or a line break get it, as OWASP advises against
    /// CSV injection. Such texts do not read back exactly.
    public var isSpreadsheetSafe: Bool

    /// What ends a record.
    public enum LineBreak: String, Sendable, Hashable, Codable {
        /// Carriage return and line feed, as RFC 4180 says.
        case carriageReturnLineFeed = "\r\n"
        /// Line feed alone.
        case lineFeed = "\n"
    }

    /// Creates a writer.
    ///
    /// - Parameters:
    ///   - delimiter: The character between fields.
    ///   - lineBreak: The text between records.
    ///   - missingText: The field that stands for a missing value.
    ///   - isSpreadsheetSafe: Whether texts that a spreadsheet would run as a formula are defused.
    public init(
        delimiter: Character = ",", lineBreak: LineBreak = .lineFeed, missingText: String = "",
        isSpreadsheetSafe: Bool = false
    ) {
        self.delimiter = delimiter
        self.lineBreak = lineBreak
        self.missingText = missingText
        self.isSpreadsheetSafe = isSpreadsheetSafe
    }

    /// The writer itself, if its settings are good.
    ///
    /// - Throws: ``DataError`` with code `invalidConfiguration` that lists every fault.
    public func validated() throws(DataError) -> CSVWriter {
        var faults: [String] = []
        let byte = CSVReader.byte(of: delimiter)
        if byte == nil { faults.append("the delimiter \(delimiter.debugDescription) is not usable") }
        let special: Set<UInt8> = [UInt8(ascii: "\""), 10, 13, 0, byte ?? 0]
        if missingText.utf8.contains(where: special.contains) {
            faults.append("the missing text holds a delimiter, quote, line break or NUL")
        }
        if !faults.isEmpty {
            throw DataError(.invalidConfiguration, faults.joined(separator: "; "), at: "CSV writer")
        }
        return self
    }

    /// The frame as bytes.
    ///
    /// - Parameter frame: The frame; has at least one column.
    /// - Returns: The header and one record for each row.
    /// - Throws: ``DataError`` with code `invalidConfiguration`, `invalidArgument` for a frame without columns, or
    ///   `valueOutOfRange` for a time outside of the years -9999 to 9999.
    public func bytes(of frame: DataFrame) throws(DataError) -> [UInt8] {
        var rows = try CSVRows(self, frame: frame)
        var bytes: [UInt8] = []
        while let piece = try rows.next() { bytes.append(contentsOf: piece) }
        return bytes
    }

    /// Writes the frame to a file, which is replaced in one step.
    ///
    /// - Parameters:
    ///   - frame: The frame; has at least one column.
    ///   - path: The path of the file; its directory exists.
    /// - Throws: ``DataError`` with code `fileUnwritable`, or as ``bytes(of:)``; the file is then as before.
    public func write(_ frame: DataFrame, to path: String) throws {
        var rows = try CSVRows(self, frame: frame)
        try OutputFile.write(to: path) { try rows.next() }
    }
}
