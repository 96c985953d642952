import MLCore

/// Rows of a table divided into parts that do not overlap, with the report that proves it.
public struct Split: Sendable, Hashable, Codable {
    /// One part.
    public struct Part: Sendable, Hashable, Codable {
        /// The name, such as `train`.
        public let name: String
        /// The rows, counted from 0, ascending.
        public let rows: [Int]

        /// Creates a part.
        public init(name: String, rows: [Int]) {
            self.name = name
            self.rows = rows
        }
    }

    /// The parts, in the order in which they were asked for; every row of the table is in exactly one.
    public let parts: [Part]
    /// How the split was made, its counts and its leakage audit.
    public let report: SplitReport

    /// Creates a split.
    init(parts: [Part], report: SplitReport) {
        self.parts = parts
        self.report = report
    }

    /// The rows of a part.
    ///
    /// - Throws: ``DataError`` with code `invalidArgument` that lists the parts there are.
    public func rows(of part: String) throws(DataError) -> [Int] {
        guard let found = parts.first(where: { $0.name == part }) else {
            throw DataError(
                .invalidArgument, "there is no part \"\(part)\"", at: "split",
                remedy: "Parts are: \(parts.map(\.name).joined(separator: ", ")).")
        }
        return found.rows
    }

    /// The rows of a part as a frame.
    ///
    /// - Parameters:
    ///   - part: The name of the part.
    ///   - frame: The table that was split.
    /// - Returns: The rows of the part, in the order of the table.
    /// - Throws: ``DataError`` with code `invalidArgument`, or `lengthMismatch` when this is another table.
    public func frame(of part: String, in frame: DataFrame) throws(DataError) -> DataFrame {
        guard frame.rowCount == report.rowCount else {
            throw DataError(
                .lengthMismatch, "\(frame.rowCount) rows for a split of \(report.rowCount)", at: "split",
                remedy: "Give the table that was split.")
        }
        return try frame.taking(rows(of: part))
    }
}
