public import MLCore

extension ExpectationSuite {
    /// The suite itself, if all of its expectations make sense.
    ///
    /// - Throws: ``DataError`` with code `invalidConfiguration` that lists every fault.
    public func validated() throws(DataError) -> ExpectationSuite {
        let faults = expectations.flatMap(\.faults)
        guard faults.isEmpty else {
            throw DataError(
                .invalidConfiguration, faults.joined(separator: "; "), at: "expectation suite \"\(name)\"")
        }
        return self
    }

    /// Checks a table.
    ///
    /// The verdicts on rows do not depend on the order of the rows. An expectation about a column that does not exist or
    /// has an unfit type cannot be evaluated; the report says so and does not pass.
    ///
    /// - Parameter frame: The table.
    /// - Returns: A verdict on every row and a result for every expectation.
    /// - Throws: ``DataError`` with code `invalidConfiguration`.
    /// - Complexity: O(rows × expectations).
    public func validate(_ frame: DataFrame) throws(DataError) -> ValidationReport {
        _ = try validated()
        var reasons: [Int: [Int]] = [:]
        var results: [ValidationReport.Result] = []
        for (position, expectation) in expectations.enumerated() {
            let evaluation = try expectation.evaluate(frame)
            for row in evaluation.brokenRows { reasons[row, default: []].append(position) }
            results.append(evaluation.result(of: expectation, in: frame))
        }
        let quarantined = reasons.sorted { $0.key < $1.key }
        return ValidationReport(
            suite: name, rowCount: frame.rowCount, results: results,
            quarantinedRows: quarantined.map { ValidationReport.QuarantinedRow(row: $0.key, expectations: $0.value) })
    }

    /// Checks one row by the expectations that can be decided from one row.
    ///
    /// - Parameter row: The row.
    /// - Returns: The verdict, which is the one the row gets in any table; expectations about tables are not checked.
    /// - Throws: ``DataError`` with code `invalidConfiguration`, or `unknownColumn` or `typeMismatch` when an
    ///   expectation does not fit the schema of the row.
    public func validate(_ row: Row) throws(DataError) -> RowVerdict {
        _ = try validated()
        let frame = try DataFrame(rows: [row], schema: row.schema)
        var reasons: [String] = []
        for expectation in expectations where expectation.scope == .row {
            let evaluation = try expectation.evaluate(frame)
            if let problem = evaluation.problem { throw problem }
            if !evaluation.brokenRows.isEmpty { reasons.append(expectation.description) }
        }
        return reasons.isEmpty ? .valid : .quarantined(reasons: reasons)
    }
}

/// What validation says of one row.
public enum RowVerdict: Sendable, Hashable {
    /// The row satisfies every expectation.
    case valid
    /// The row breaks the expectations given in words.
    case quarantined(reasons: [String])
}
