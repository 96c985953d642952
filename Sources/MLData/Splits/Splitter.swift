import MLCore

/// Divides the rows of a table into parts.
///
/// The same table and configuration give the same parts on every machine.
public protocol Splitter: Sendable {
    /// Divides the rows.
    ///
    /// - Parameter frame: The table.
    /// - Returns: Parts that hold every row exactly once, and the report about them.
    /// - Throws: ``DataError`` with code `invalidSplit`, `unknownColumn`, `typeMismatch` or `missingValue`.
    func split(_ frame: DataFrame) throws(DataError) -> Split
}

extension Split {
    /// Makes the split of an assignment of rows to parts, and checks it.
    ///
    /// - Throws: ``DataError`` with code `invalidSplit` when a part has no rows.
    init(
        assignment: [Int], shares: PartShares, method: String, seed: UInt64?, checks: [SplitReport.Check] = [],
        labelShares: [[String: Double]]? = nil
    ) throws(DataError) {
        try self.init(
            assignment: assignment, names: shares.parts.map(\.name), requested: shares.parts.map(\.share),
            method: method, seed: seed, checks: checks, labelShares: labelShares)
    }

    init(
        assignment: [Int], names: [String], requested: [Double]?, method: String, seed: UInt64?,
        checks: [SplitReport.Check], labelShares: [[String: Double]]? = nil,
        ranges: [(earliest: String, latest: String)?]? = nil
    ) throws(DataError) {
        var rows = [[Int]](repeating: [], count: names.count)
        for (row, part) in assignment.enumerated() { rows[part].append(row) }
        if let empty = rows.firstIndex(where: \.isEmpty) {
            throw DataError(
                .invalidSplit, "the part \(names[empty]) gets none of \(assignment.count) rows",
                at: "split by \(method)",
                remedy: "Give it a larger share, move the boundary, or bring more rows.")
        }
        let summaries = names.indices.map { part in
            SplitReport.PartSummary(
                name: names[part], rowCount: rows[part].count,
                share: Double(rows[part].count) / Double(assignment.count), requestedShare: requested?[part],
                earliest: ranges?[part]?.earliest, latest: ranges?[part]?.latest, labelShares: labelShares?[part])
        }
        let assigned = rows.reduce(0) { $0 + $1.count }
        let disjoint = SplitReport.Check(
            name: "every row is in exactly one part", passed: assigned == assignment.count,
            finding: "\(assigned) of \(assignment.count) rows assigned")
        let report = SplitReport(
            method: method, seed: seed, rowCount: assignment.count, parts: summaries, checks: [disjoint] + checks)
        self.init(parts: zip(names, rows).map { Part(name: $0, rows: $1) }, report: report)
    }
}
