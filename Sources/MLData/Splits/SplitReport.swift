import MLCore
import MLReport

/// How a split was made, how many rows each part has, and what was checked about leakage.
public struct SplitReport: Sendable, Hashable, Codable {
    /// The numbers of one part.
    public struct PartSummary: Sendable, Hashable, Codable {
        /// The name of the part.
        public let name: String
        /// The number of rows.
        public let rowCount: Int
        /// The share of all rows.
        public let share: Double
        /// The share that was asked for; `nil` for splits by time.
        public let requestedShare: Double?
        /// The earliest time in the part, for splits by time; in the unit of the column.
        public let earliest: String?
        /// The latest time in the part, for splits by time; in the unit of the column.
        public let latest: String?
        /// For stratified splits, the share of the rows of the part that have each label.
        public let labelShares: [String: Double]?
    }

    /// Something that was checked about leakage between the parts.
    public struct Check: Sendable, Hashable, Codable {
        /// What was checked.
        public let name: String
        /// Whether it holds.
        public let passed: Bool
        /// What was found.
        public let finding: String
    }

    /// How the split was made, such as `time by year`.
    public let method: String
    /// The seed, for splits that use one.
    public let seed: UInt64?
    /// The number of rows of the table.
    public let rowCount: Int
    /// The parts.
    public let parts: [PartSummary]
    /// What was checked.
    public let checks: [Check]

    /// Whether every check holds.
    public var isLeakFree: Bool { checks.allSatisfy(\.passed) }
}

extension SplitReport: CustomStringConvertible {
    /// One line for each part and each check.
    public var description: String {
        var table = TextTable([
            ("part", .leading), ("rows", .trailing), ("share", .trailing), ("earliest", .trailing),
            ("latest", .trailing),
        ])
        for part in parts {
            table.append([
                part.name, "\(part.rowCount)", NumberText.percentage(part.share), part.earliest ?? "",
                part.latest ?? "",
            ])
        }
        let checks = checks.map { "\($0.passed ? "ok  " : "FAIL") \($0.name): \($0.finding)" }
        return (["split: \(method)", table.aligned] + checks).joined(separator: "\n")
    }
}
