import MLCore

extension DataExpectation {
    /// How much of a table the expectation looks at to decide.
    public var scope: Scope { rule.scope }

    /// The column whose values the rule judges one by one; `nil` for rules about rows of several columns or the table.
    var columnName: String? { rule.columnName }
}

extension DataExpectation.Rule {
    var scope: DataExpectation.Scope {
        switch self {
        case .notMissing, .inRange, .inSet, .lengthBetween, .wordCountBetween, .matches, .listElementsInSet,
            .listNotEmpty, .missing, .notInSet, .finite, .hasFormat, .matchesPattern, .matchesNoPattern, .compares,
            .combinationInSet, .differentWithinRow, .sumEquals, .references:
            .row
        case .anyOf(let rules): rules.allSatisfy { $0.scope == .row } ? .row : .rowInTable
        case .unique, .uniqueTogether, .ordered, .zScoreWithin: .rowInTable
        case .typeIs, .rowCountBetween, .columnsExist, .statistic, .distinctValues, .mostFrequentIn, .columnsAre,
            .typeIsIn, .columnNamesMatch, .fresh, .rowCountRatio, .distribution, .steady:
            .table
        }
    }

    var columnName: String? {
        switch self {
        case .notMissing(let column), .inRange(let column, _, _), .inSet(let column, _),
            .lengthBetween(let column, _, _), .wordCountBetween(let column, _, _), .unique(let column),
            .listElementsInSet(let column, _), .listNotEmpty(let column), .missing(let column),
            .notInSet(let column, _), .finite(let column), .hasFormat(let column, _), .matchesPattern(let column, _),
            .matchesNoPattern(let column, _), .ordered(let column, _, _), .zScoreWithin(let column, _):
            column
        default: nil
        }
    }

    /// The column that the rule is about, also for rules that have one verdict on it.
    var subject: String? {
        switch self {
        case .typeIs(let column, _), .distinctValues(let column, _, _), .mostFrequentIn(let column, _),
            .typeIsIn(let column, _), .fresh(let column, _), .distribution(let column, _, _),
            .compares(let column, _, _):
            column
        case .statistic(let statistic, _, _), .steady(let statistic, _): statistic.column
        default: columnName
        }
    }
}
