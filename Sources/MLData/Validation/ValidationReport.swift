/// What a suite of expectations found in a table: a verdict on every row and a result for every expectation.
///
/// The counts add up: ``validCount`` plus ``quarantinedCount`` is ``rowCount``.
public struct ValidationReport: Sendable, Hashable, Codable {
    /// Whether an expectation is satisfied.
    public enum Status: String, Sendable, Hashable, Codable {
        /// It is.
        case passed
        /// It is not.
        case failed
        /// Its column does not exist or has an unfit type.
        case notEvaluated
        /// Only the rows decide it, and the state of a profile was validated.
        case rowsNeeded
    }

    /// A value that breaks an expectation.
    public struct Example: Sendable, Hashable, Codable {
        /// The row, counted from 0.
        public let row: Int
        /// The value, at most 80 characters of it; empty for expectations about several columns.
        public let value: String
    }

    /// What one expectation found.
    public struct Result: Sendable, Hashable, Codable {
        /// The expectation.
        public let expectation: DataExpectation
        /// Whether it is satisfied.
        public let status: Status
        /// How many rows it looked at; missing values are not looked at unless they can break it.
        public let evaluatedCount: Int
        /// How many rows break it.
        public let brokenCount: Int
        /// The first rows that break it.
        public let examples: [Example]
        /// What was found in the table, or why the expectation could not be evaluated.
        public let note: String?
        /// The number that was compared: a statistic, a distance, an age in seconds; `nil` for other expectations.
        public let observed: Double?
    }

    /// A row that breaks expectations.
    public struct QuarantinedRow: Sendable, Hashable, Codable {
        /// The row, counted from 0.
        public let row: Int
        /// The positions of the expectations it breaks, ascending.
        public let expectations: [Int]
    }

    /// The name of the suite.
    public let suite: String
    /// The number of rows that were checked.
    public let rowCount: Int
    /// One result for each expectation, in the order of the suite.
    public let results: [Result]
    /// The rows that break at least one expectation, ascending.
    public let quarantinedRows: [QuarantinedRow]
    private let repairs: [QuarantinedRow]?

    /// Creates a report from its parts.
    init(
        suite: String, rowCount: Int, results: [Result], quarantinedRows: [QuarantinedRow],
        repairedRows: [QuarantinedRow]
    ) {
        self.suite = suite
        self.rowCount = rowCount
        self.results = results
        self.quarantinedRows = quarantinedRows
        repairs = repairedRows.isEmpty ? nil : repairedRows
    }

    /// The rows that break only expectations that say how values are repaired, ascending.
    public var repairedRows: [QuarantinedRow] { repairs ?? [] }

    /// The number of rows that break an expectation.
    public var quarantinedCount: Int { quarantinedRows.count }

    /// The number of rows that satisfy all expectations.
    public var validCount: Int { rowCount - quarantinedCount }

    /// Whether every expectation is satisfied, to the share it asks for.
    public var passed: Bool { results.allSatisfy { $0.status == .passed } }
}
