import MLCore
import MLReport

extension ValidationReport {
    /// The verdict on a row.
    ///
    /// - Parameter row: The row, counted from 0.
    /// - Returns: Valid, or repaired or quarantined with the broken expectations in words.
    /// - Throws: ``DataError`` with code `invalidArgument` when there is no such row.
    /// - Complexity: O(log rows).
    public func verdict(row: Int) throws(DataError) -> RowVerdict {
        guard row >= 0, row < rowCount else {
            throw DataError(.invalidArgument, "row \(row) of \(rowCount)", at: "validation report")
        }
        if let found = Self.entry(of: row, in: quarantinedRows) { return .quarantined(reasons: reasons(found)) }
        if let found = Self.entry(of: row, in: repairedRows) { return .repaired(reasons: reasons(found)) }
        return .valid
    }

    private static func entry(of row: Int, in rows: [QuarantinedRow]) -> QuarantinedRow? {
        var (low, high) = (0, rows.count)
        while low < high {
            let middle = (low + high) / 2
            if rows[middle].row < row { low = middle + 1 } else { high = middle }
        }
        return low < rows.count && rows[low].row == row ? rows[low] : nil
    }

    /// The rows of the table that was checked, divided by verdict; every row is in one of the two, repaired ones with their
    /// new values among the valid ones.
    ///
    /// The quarantined frame has three more columns: `quarantine_reasons` with the broken expectations in words,
    /// `quarantine_row` with the row in the checked table, and `quarantine_line` with the line of the input, if given.
    ///
    /// - Parameters:
    ///   - frame: The table that was checked.
    ///   - lines: For each row the line of the input, as ``ReadOutcome/lines`` gives it.
    /// - Returns: The valid and the quarantined rows, in the order of the table.
    /// - Throws: ``DataError`` with code `lengthMismatch` when this is another table, `invalidArgument` when an
    ///   expectation could not be evaluated, so that rows have no verdict, or `duplicateColumn`.
    public func partition(
        _ frame: DataFrame, lines: [Int]? = nil
    ) throws(DataError) -> (valid: DataFrame, quarantined: DataFrame) {
        guard frame.rowCount == rowCount, lines.map({ $0.count == rowCount }) ?? true else {
            throw DataError(
                .lengthMismatch,
                "\(frame.rowCount) rows and \(lines?.count ?? rowCount) lines for \(rowCount) verdicts",
                at: "validation report", remedy: "Give the table that was checked.")
        }
        if let result = results.first(where: { $0.status == .notEvaluated || $0.status == .rowsNeeded }) {
            throw DataError(
                .invalidArgument, "an expectation could not be evaluated: \(result.expectation)",
                at: "validation report", remedy: result.note)
        }
        let bad = quarantinedRows.map(\.row)
        var isBad = [Bool](repeating: false, count: rowCount)
        for row in bad where isBad.indices.contains(row) { isBad[row] = true }
        var quarantined = try frame.taking(bad)
        quarantined = try quarantined.appending(
            Column(present: quarantinedRows.map(reasons)), named: "quarantine_reasons")
        quarantined = try quarantined.appending(Column(present: bad.map(Int64.init)), named: "quarantine_row")
        if let lines {
            quarantined = try quarantined.appending(
                Column(present: bad.map { Int64(lines[$0]) }), named: "quarantine_line")
        }
        let whole = try replacing(values: try repairedValues(of: frame), in: frame)
        return (whole.uncheckedTaking(isBad.indices.filter { !isBad[$0] }), quarantined)
    }

    private func reasons(_ row: QuarantinedRow) -> [String] {
        row.expectations.filter(results.indices.contains).map { results[$0].expectation.description }
    }
}

extension ValidationReport: CustomStringConvertible {
    /// The counts and one line for each expectation.
    public var description: String {
        var table = TextTable([
            ("expectation", .leading), ("status", .leading), ("rows", .trailing), ("broken", .trailing),
            ("first examples", .leading),
        ])
        for result in results {
            let examples = result.examples.prefix(2).map { "row \($0.row): \($0.value.prefix(30))" }
            table.append([
                result.expectation.description, result.status.rawValue, "\(result.evaluatedCount)",
                "\(result.brokenCount)", (result.note.map { [$0] } ?? examples).joined(separator: "; "),
            ])
        }
        return "\(suite): \(rowCount) rows, \(validCount) valid, \(quarantinedCount) quarantined\n\(table.aligned)"
    }
}
