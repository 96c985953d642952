/// What reading a table gave: the rows, and every row that could not become one.
///
/// The counts add up: ``recordCount`` is `frame.rowCount + rejectedRows.count`.
public struct ReadOutcome: Sendable {
    /// The rows that were read.
    public let frame: DataFrame
    /// For each row of the frame, the line of the input where it begins, counted from 1.
    public let lines: [Int]
    /// The rows that were rejected, by line; empty unless the options ask for quarantine.
    public let rejectedRows: [RejectedRow]
    /// For each column, how its type was found.
    public let typeReasons: [String: String]
    /// The number of bytes of the input.
    public let byteCount: Int

    /// The number of records in the input, header and blank lines not counted.
    public var recordCount: Int { frame.rowCount + rejectedRows.count }
}
