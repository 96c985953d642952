public import MLCore

extension DataExpectation {
    /// The value is not missing.
    public static func notMissing(_ column: String, mostly: Double = 1) -> DataExpectation {
        DataExpectation(.notMissing(column: column), mostly: mostly)
    }

    /// The number is at least the lower and at most the upper bound.
    public static func inRange(
        _ column: String, lower: Double? = nil, upper: Double? = nil, mostly: Double = 1
    ) -> DataExpectation {
        DataExpectation(.inRange(column: column, lower: lower, upper: upper), mostly: mostly)
    }

    /// The value is one of the given ones.
    public static func inSet(_ column: String, _ values: [Value], mostly: Double = 1) -> DataExpectation {
        DataExpectation(.inSet(column: column, values: values), mostly: mostly)
    }

    /// The text has a number of characters in the range.
    public static func lengthBetween(
        _ column: String, minimum: Int = 0, maximum: Int? = nil, mostly: Double = 1
    ) -> DataExpectation {
        DataExpectation(.lengthBetween(column: column, minimum: minimum, maximum: maximum), mostly: mostly)
    }

    /// The text has a number of words in the range.
    public static func wordCountBetween(
        _ column: String, minimum: Int = 0, maximum: Int? = nil, mostly: Double = 1
    ) -> DataExpectation {
        DataExpectation(.wordCountBetween(column: column, minimum: minimum, maximum: maximum), mostly: mostly)
    }

    /// The row belongs to a slice.
    public static func matches(_ predicate: SlicePredicate, mostly: Double = 1) -> DataExpectation {
        DataExpectation(.matches(predicate), mostly: mostly)
    }

    /// No other row has the same value.
    public static func unique(_ column: String, mostly: Double = 1) -> DataExpectation {
        DataExpectation(.unique(column: column), mostly: mostly)
    }

    /// Every element of the list is one of the given texts.
    public static func listElementsInSet(_ column: String, _ values: [String], mostly: Double = 1) -> DataExpectation {
        DataExpectation(.listElementsInSet(column: column, values: values), mostly: mostly)
    }

    /// The list has at least one element.
    public static func listNotEmpty(_ column: String, mostly: Double = 1) -> DataExpectation {
        DataExpectation(.listNotEmpty(column: column), mostly: mostly)
    }

    /// The column has a type.
    public static func typeIs(_ column: String, _ type: ColumnType) -> DataExpectation {
        DataExpectation(.typeIs(column: column, type: type))
    }

    /// The table has a number of rows in the range.
    public static func rowCountBetween(minimum: Int = 0, maximum: Int? = nil) -> DataExpectation {
        DataExpectation(.rowCountBetween(minimum: minimum, maximum: maximum))
    }

    /// The columns exist.
    public static func columnsExist(_ names: [String]) -> DataExpectation { DataExpectation(.columnsExist(names)) }
}

extension DataExpectation {
    /// The value is none of the given ones.
    public static func notInSet(_ column: String, _ values: [Value], mostly: Double = 1) -> DataExpectation {
        DataExpectation(.notInSet(column: column, values: values), mostly: mostly)
    }

    /// The text has a form that is known by name.
    public static func hasFormat(_ column: String, _ format: TextFormat, mostly: Double = 1) -> DataExpectation {
        DataExpectation(.hasFormat(column: column, format: format), mostly: mostly)
    }

    /// A part of the text matches the regular expression.
    public static func matchesPattern(_ column: String, _ pattern: String, mostly: Double = 1) -> DataExpectation {
        DataExpectation(.matchesPattern(column: column, anyOf: [pattern]), mostly: mostly)
    }

    /// The value compares with the value of another column in the same row as said.
    public static func compares(
        _ column: String, _ comparison: Comparison, _ other: String, mostly: Double = 1
    ) -> DataExpectation {
        DataExpectation(.compares(column: column, comparison: comparison, other: other), mostly: mostly)
    }

    /// No other row has the same values in all of the columns.
    public static func uniqueTogether(_ columns: [String], mostly: Double = 1) -> DataExpectation {
        DataExpectation(.uniqueTogether(columns: columns), mostly: mostly)
    }

    /// The value occurs in a column of another table, which the context has by name.
    public static func references(
        _ column: String, _ table: String, _ key: String, mostly: Double = 1
    ) -> DataExpectation {
        DataExpectation(.references(columns: [column], table: table, key: [key]), mostly: mostly)
    }

    /// At least one of the rules holds for the row.
    public static func anyOf(_ rules: [Rule], mostly: Double = 1) -> DataExpectation {
        DataExpectation(.anyOf(rules), mostly: mostly)
    }

    /// A statistic of a column, or of the table, is at least the lower and at most the upper bound.
    public static func statistic(
        _ kind: DataStatistic.Kind, of column: String? = nil, lower: Double? = nil, upper: Double? = nil
    ) -> DataExpectation {
        DataExpectation(.statistic(DataStatistic(kind, of: column), lower: lower, upper: upper))
    }

    /// The latest time of a column is at most so many seconds before the time of the context.
    public static func fresh(_ column: String, maximumAge seconds: Double) -> DataExpectation {
        DataExpectation(.fresh(column: column, maximumAge: seconds))
    }

    /// The distribution of a column is no further from that of the reference profile of the context.
    public static func distribution(
        _ column: String, _ measure: DistributionMeasure = .jensenShannonDivergence, limit: Double
    ) -> DataExpectation {
        DataExpectation(.distribution(column: column, measure: measure, limit: limit))
    }

    /// A statistic is no anomaly after its history in the context.
    public static func steady(_ statistic: DataStatistic, _ rule: AnomalyRule) -> DataExpectation {
        DataExpectation(.steady(statistic, rule: rule))
    }
}
