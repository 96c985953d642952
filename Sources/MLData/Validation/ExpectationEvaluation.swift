import MLCore

/// What one expectation found in a table.
struct ExpectationEvaluation: Sendable {
    /// The rows that break the rule, ascending.
    var brokenRows: [Int] = []
    /// How many rows the rule looked at; missing values are not looked at unless they can break the rule.
    var evaluatedCount = 0
    /// For expectations about the table: whether it is satisfied.
    var isSatisfied: Bool?
    /// Why the expectation could not be evaluated.
    var problem: DataError?
    /// What was found, for expectations about the table.
    var finding: String?
    /// The number that was compared, for expectations about a statistic or a distance.
    var observed: Double?
    /// The column of the examples.
    var column: Column?
}

extension ExpectationEvaluation {
    /// The most examples that are kept.
    static let exampleLimit = 5

    func result(of expectation: DataExpectation) -> ValidationReport.Result {
        let share = evaluatedCount == 0 ? 1 : Double(evaluatedCount - brokenRows.count) / Double(evaluatedCount)
        let status: ValidationReport.Status =
            problem.map { $0.code == .rowsNeeded ? .rowsNeeded : .notEvaluated }
            ?? (isSatisfied ?? (share >= expectation.mostly) ? .passed : .failed)
        let examples = brokenRows.prefix(Self.exampleLimit).map { row in
            ValidationReport.Example(
                row: row, value: column.map { String($0.uncheckedValue(at: row).description.prefix(80)) } ?? "")
        }
        return ValidationReport.Result(
            expectation: expectation, status: status, evaluatedCount: evaluatedCount, brokenCount: brokenRows.count,
            examples: examples, note: problem.map(\.description) ?? finding, observed: observed)
    }
}

extension DataExpectation {
    /// Checks the rows of a table that satisfy the condition; broken rows are rows of the whole table.
    func evaluate(_ facts: TableFacts, _ context: ValidationContext) throws(DataError) -> ExpectationEvaluation {
        var evaluation = try evaluateRule(facts, context)
        if case .replace(let value)? = repair, let type = value.type, let column = evaluation.column,
            column.type != type
        {
            evaluation.problem = DataError(
                .typeMismatch, "the repair gives a value of type \(type.rawValue)", at: "\(self)",
                remedy: "The column has type \(column.type.rawValue).")
        }
        return evaluation
    }

    private func evaluateRule(
        _ facts: TableFacts, _ context: ValidationContext
    ) throws(DataError) -> ExpectationEvaluation {
        guard let condition else { return try rule.evaluate(facts, context, place: description) }
        var evaluation = ExpectationEvaluation()
        do {
            let mask = try facts.frame.mask(of: condition)
            let rows = mask.indices.filter { mask[$0] }
            evaluation = try rule.evaluate(
                TableFacts(facts.frame.uncheckedTaking(rows)), context, place: description)
            evaluation.brokenRows = evaluation.brokenRows.map { rows[$0] }
            if let name = columnName { evaluation.column = try facts.frame.column(name) }
        } catch let error as DataError {
            evaluation.problem = error
        } catch {
            throw DataError(.invalidConfiguration, "the expectation cannot be evaluated", at: "\(self)", cause: error)
        }
        return evaluation
    }
}

extension DataExpectation.Rule {
    /// Checks a table.
    func evaluate(
        _ facts: TableFacts, _ context: ValidationContext, place: String
    ) throws(DataError) -> ExpectationEvaluation {
        var evaluation = ExpectationEvaluation()
        do {
            if let name = columnName { evaluation.column = try facts.column(name).column }
            switch scope {
            case .table: try judgeTable(facts, context, &evaluation)
            case .row, .rowInTable: try judgeRows(facts, context, &evaluation)
            }
        } catch let error as DataError {
            if error.code == .invalidConfiguration { throw error }
            evaluation.problem = error
        } catch {
            throw DataError(.invalidConfiguration, "the expectation cannot be evaluated", at: place, cause: error)
        }
        return evaluation
    }

    private func judgeRows(
        _ facts: TableFacts, _ context: ValidationContext, _ evaluation: inout ExpectationEvaluation
    ) throws {
        let frame = facts.frame
        switch self {
        case .matches(let predicate):
            let mask = try frame.mask(of: predicate)
            evaluation.evaluatedCount = mask.count
            evaluation.brokenRows = mask.indices.filter { !mask[$0] }
        case .notMissing(let name), .missing(let name):
            let column = try facts.column(name).column
            evaluation.evaluatedCount = column.count
            let isWanted = columnIsWantedMissing
            if isWanted ? column.missingCount < column.count : column.validity.hasMissing {
                evaluation.brokenRows = (0..<column.count).filter { column.validity[$0] == isWanted }
            }
        case .anyOf(let rules), .allOf(let rules):
            let isAny = if case .anyOf = self { true } else { false }
            var counts = [Int](repeating: 0, count: frame.rowCount)
            for rule in rules {
                let part = try rule.evaluate(facts, context, place: rule.description)
                if let problem = part.problem { throw problem }
                for row in part.brokenRows { counts[row] += 1 }
            }
            let allowed = isAny ? rules.count - 1 : 0
            evaluation.evaluatedCount = frame.rowCount
            evaluation.brokenRows = counts.indices.filter { counts[$0] > allowed }
        case .compares, .combinationInSet, .differentWithinRow, .sumEquals, .references, .uniqueTogether, .agreesWith:
            (evaluation.brokenRows, evaluation.evaluatedCount) = try brokenRows(frame, context)
        default:
            guard let name = columnName else { return }
            let column = try facts.column(name)
            evaluation.evaluatedCount = column.column.count - column.column.missingCount
            evaluation.brokenRows = try brokenRows(column, name: name)
        }
    }

    private var columnIsWantedMissing: Bool { if case .missing = self { true } else { false } }
}
