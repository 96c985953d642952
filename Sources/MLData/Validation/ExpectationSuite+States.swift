import MLCore

extension ExpectationSuite {
    /// Checks the state of a profile, without the rows that it was made from.
    ///
    /// Expectations about the table are decided: numbers of rows, columns and types, statistics, distributions, age, and
    /// distinct values while the state counts each of them. Where a column has more distinct values than its profile
    /// counts, quantiles and distances are those of its sketch. An expectation that is decided row by row, or that looks at
    /// some rows only, gets the status ``ValidationReport/Status/rowsNeeded``, and the report does not pass: keep
    /// expectations about tables in a suite of their own to check states by.
    ///
    /// - Parameters:
    ///   - state: The state of a profile.
    ///   - context: What the table is validated against besides itself.
    /// - Returns: A result for every expectation; no row has a verdict but that of being counted.
    /// - Throws: ``DataError`` with code `invalidConfiguration`.
    /// - Complexity: O(distinct values that are counted × expectations).
    public func validate(
        _ state: TableProfileState, in context: ValidationContext = ValidationContext()
    ) throws(DataError) -> ValidationReport {
        _ = try validated()
        let source = StateFacts(state)
        var results: [ValidationReport.Result] = []
        for expectation in expectations {
            results.append(try expectation.evaluate(source, context).result(of: expectation))
        }
        return ValidationReport(
            suite: name, rowCount: source.rowCount, results: results, quarantinedRows: [], repairedRows: [])
    }
}

extension DataExpectation {
    /// Checks what the state of a profile tells.
    fileprivate func evaluate(
        _ source: StateFacts, _ context: ValidationContext
    ) throws(DataError) -> ExpectationEvaluation {
        var evaluation = ExpectationEvaluation()
        do {
            guard condition == nil else { throw StateFacts.needsRows("which rows satisfy the condition") }
            guard scope == .table else { throw StateFacts.needsRows("single rows") }
            try rule.judgeTable(source, context, &evaluation)
        } catch let error as DataError {
            if error.code == .invalidConfiguration { throw error }
            evaluation.problem = error
        } catch {
            throw DataError(
                .invalidConfiguration, "the expectation cannot be evaluated", at: description, cause: error)
        }
        return evaluation
    }
}
