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
    /// The verdicts on rows do not depend on the order of the rows, but for ``DataExpectation/Rule/ordered(column:order:isStrict:)``.
    /// An expectation about a column that does not exist or has an unfit type, or that needs something the context does
    /// not have, cannot be evaluated; the report says so and does not pass.
    ///
    /// - Parameters:
    ///   - frame: The table.
    ///   - context: What the table is validated against besides itself.
    ///   - threads: How many threads may work; the report does not depend on it.
    /// - Returns: A verdict on every row and a result for every expectation.
    /// - Throws: ``DataError`` with code `invalidConfiguration`.
    /// - Complexity: O(rows × expectations).
    public func validate(
        _ frame: DataFrame, in context: ValidationContext = ValidationContext(), threads: Int = 1
    ) throws(DataError) -> ValidationReport {
        _ = try validated()
        // What is found out of a column is shared by the expectations about it.
        var positions: [String: Int] = [:]
        var groups: [[Int]] = []
        for (position, expectation) in expectations.enumerated() {
            let subject = expectation.rule.subject ?? ""
            let group = positions[subject] ?? groups.count
            if group == groups.count {
                positions[subject] = group
                groups.append([])
            }
            groups[group].append(position)
        }
        let held = (groups, expectations)
        let frame = frame.decoded()
        let found = try parallelMap(count: groups.count, threads: threads) {
            (group) throws(DataError) -> [(Int, ExpectationEvaluation)] in
            let facts = TableFacts(frame)
            var evaluations: [(Int, ExpectationEvaluation)] = []
            for position in held.0[group] {
                evaluations.append((position, try held.1[position].evaluate(facts, context)))
            }
            return evaluations
        }
        var verdicts = RowVerdicts(rowCount: frame.rowCount)
        var results: [ValidationReport.Result] = []
        for (position, evaluation) in found.joined().sorted(by: { $0.0 < $1.0 }) {
            verdicts.add(evaluation, of: expectations[position], at: position)
            results.append(evaluation.result(of: expectations[position]))
        }
        return try ValidationReport(
            suite: name, rowCount: frame.rowCount, results: results, quarantinedRows: verdicts.quarantined,
            repairedRows: verdicts.repaired
        ).withoutVainRepairs(frame, context)
    }

    /// Checks one row by the expectations that can be decided from one row.
    ///
    /// - Parameters:
    ///   - row: The row.
    ///   - context: What the row is validated against besides itself, such as tables that it refers to.
    /// - Returns: The verdict, which is the one the row gets in any table; expectations about tables are not checked.
    /// - Throws: ``DataError`` with code `invalidConfiguration`, or `unknownColumn` or `typeMismatch` when an
    ///   expectation does not fit the schema of the row.
    public func validate(
        _ row: Row, in context: ValidationContext = ValidationContext()
    ) throws(DataError) -> RowVerdict {
        try report(on: row, in: context).verdict(row: 0)
    }

    /// Checks one row and repairs it where expectations say how.
    ///
    /// - Parameters:
    ///   - row: The row.
    ///   - context: What the row is validated against besides itself.
    /// - Returns: The verdict, and the row with its values repaired; `nil` for a row that is quarantined.
    /// - Throws: As ``validate(_:in:)-(Row,_)``.
    public func repair(
        _ row: Row, in context: ValidationContext = ValidationContext()
    ) throws(DataError) -> (verdict: RowVerdict, row: Row?) {
        let report = try report(on: row, in: context)
        let verdict = try report.verdict(row: 0)
        if case .quarantined = verdict { return (verdict, nil) }
        let frame = try DataFrame(rows: [row], schema: row.schema)
        return (verdict, try report.partition(frame).valid.row(0))
    }

    private func report(on row: Row, in context: ValidationContext) throws(DataError) -> ValidationReport {
        let frame = try DataFrame(rows: [row], schema: row.schema)
        let suite = ExpectationSuite(name, expectations.filter { $0.scope == .row })
        _ = try validated()
        var verdicts = RowVerdicts(rowCount: 1)
        var results: [ValidationReport.Result] = []
        let facts = TableFacts(frame)
        for (position, expectation) in suite.expectations.enumerated() {
            let evaluation = try expectation.evaluate(facts, context)
            if let problem = evaluation.problem { throw problem }
            verdicts.add(evaluation, of: expectation, at: position)
            results.append(evaluation.result(of: expectation))
        }
        return try ValidationReport(
            suite: name, rowCount: 1, results: results, quarantinedRows: verdicts.quarantined,
            repairedRows: verdicts.repaired
        ).withoutVainRepairs(frame, context)
    }
}

/// What validation says of one row.
public enum RowVerdict: Sendable, Hashable {
    /// The row satisfies every expectation.
    case valid
    /// The row breaks the expectations given in words, all of which say how its values are repaired.
    case repaired(reasons: [String])
    /// The row breaks the expectations given in words.
    case quarantined(reasons: [String])
}
