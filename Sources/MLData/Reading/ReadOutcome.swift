/// What reading a table gave: the rows, and every row that could not become one.
///
/// The counts add up: ``recordCount`` is `frame.rowCount + rejectedRows.count`.
public struct ReadOutcome: Sendable {
    /// The rows that were read.
    public let frame: DataFrame
    let lineNumbers: LineNumbers
    /// The rows that were rejected, by line; empty unless the options ask for quarantine.
    public let rejectedRows: [RejectedRow]
    /// For each column, how its type was found.
    public let typeReasons: [String: String]
    /// The number of bytes of the input that were read so far.
    public let byteCount: Int

    /// For each row of the frame, the line of the input where it begins, counted from 1.
    ///
    /// - Complexity: O(rows) at each call; for single rows there is ``line(ofRow:)``.
    public var lines: [Int] { lineNumbers.lines }

    /// The line of the input where a row of the frame begins.
    ///
    /// - Parameter row: The row, counted from 0.
    /// - Returns: The line, counted from 1, or `nil` when there is no such row.
    /// - Complexity: O(log rows).
    public func line(ofRow row: Int) -> Int? { lineNumbers[row] }

    /// The number of records in the input, header and blank lines not counted.
    public var recordCount: Int { frame.rowCount + rejectedRows.count }
}
