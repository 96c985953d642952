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
            .combinationInSet, .differentWithinRow, .sumEquals, .references, .isLike, .isNotLike, .hasTimeFormat,
            .conformsToSchema, .elementCountBetween, .elementOccurrences, .agreesWith:
            .row
        case .anyOf(let rules), .allOf(let rules):
            rules.allSatisfy { $0.scope == .row }
                ? .row : !rules.isEmpty && rules.allSatisfy { $0.scope == .table } ? .table : .rowInTable
        case .unique, .uniqueTogether, .ordered, .zScoreWithin: .rowInTable
        case .typeIs, .rowCountBetween, .columnsExist, .statistic, .distinctValues, .mostFrequentIn, .columnsAre,
            .typeIsIn, .columnNamesMatch, .fresh, .rowCountRatio, .distribution, .steady, .sameColumnsAs,
            .statisticRatio,
            .vocabularyShare, .fitsDistribution:
            .table
        }
    }

    var columnName: String? {
        switch self {
        case .notMissing(let column), .inRange(let column, _, _), .inSet(let column, _),
            .lengthBetween(let column, _, _), .wordCountBetween(let column, _, _), .unique(let column),
            .listElementsInSet(let column, _), .listNotEmpty(let column), .missing(let column),
            .notInSet(let column, _), .finite(let column), .hasFormat(let column, _), .matchesPattern(let column, _),
            .matchesNoPattern(let column, _), .ordered(let column, _, _), .zScoreWithin(let column, _),
            .isLike(let column, _), .isNotLike(let column, _), .hasTimeFormat(let column, _),
            .conformsToSchema(let column, _), .elementCountBetween(let column, _, _),
            .elementOccurrences(let column, _, _, _):
            column
        default: nil
        }
    }

    /// The column that the rule is about, also for rules that have one verdict on it.
    var subject: String? {
        switch self {
        case .typeIs(let column, _), .distinctValues(let column, _, _), .mostFrequentIn(let column, _),
            .typeIsIn(let column, _), .fresh(let column, _), .distribution(let column, _, _),
            .compares(let column, _, _), .vocabularyShare(let column, _, _), .fitsDistribution(let column, _, _):
            column
        case .statistic(let statistic, _, _), .steady(let statistic, _), .statisticRatio(let statistic, _, _, _):
            statistic.column
        default: columnName
        }
    }
}
