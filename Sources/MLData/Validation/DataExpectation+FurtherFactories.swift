import MLCore

extension DataExpectation {
    /// The whole text is as at least one pattern of SQL's `LIKE` says.
    public static func isLike(_ column: String, _ patterns: String..., mostly: Double = 1) -> DataExpectation {
        DataExpectation(.isLike(column: column, anyOf: patterns), mostly: mostly)
    }

    /// The whole text is as none of the patterns of SQL's `LIKE` says.
    public static func isNotLike(_ column: String, _ patterns: String..., mostly: Double = 1) -> DataExpectation {
        DataExpectation(.isNotLike(column: column, patterns: patterns), mostly: mostly)
    }

    /// The text is a time that is written as ``TimestampFormat`` says.
    public static func hasTimeFormat(_ column: String, _ format: String, mostly: Double = 1) -> DataExpectation {
        DataExpectation(.hasTimeFormat(column: column, format: format), mostly: mostly)
    }

    /// The text is JSON that is as a schema asks.
    public static func conformsToSchema(_ column: String, _ schema: JSONSchema, mostly: Double = 1) -> DataExpectation {
        DataExpectation(.conformsToSchema(column: column, schema: schema), mostly: mostly)
    }

    /// The list has a number of elements in the range.
    public static func elementCountBetween(
        _ column: String, minimum: Int = 0, maximum: Int? = nil, mostly: Double = 1
    ) -> DataExpectation {
        DataExpectation(.elementCountBetween(column: column, minimum: minimum, maximum: maximum), mostly: mostly)
    }

    /// The list has a text among its elements a number of times in the range.
    public static func elementOccurrences(
        _ column: String, of value: String, minimum: Int = 0, maximum: Int? = nil, mostly: Double = 1
    ) -> DataExpectation {
        DataExpectation(
            .elementOccurrences(column: column, value: value, minimum: minimum, maximum: maximum), mostly: mostly)
    }

    /// All of the rules hold for the row, or for the table.
    public static func allOf(_ rules: [Rule], mostly: Double = 1) -> DataExpectation {
        DataExpectation(.allOf(rules), mostly: mostly)
    }
}

extension DataExpectation {
    /// The row has the values of the row with the same key in another table, which the context has by name.
    public static func agreesWith(
        _ table: String, key: [String], in columns: [String], mostly: Double = 1
    ) -> DataExpectation {
        DataExpectation(.agreesWith(columns: columns, table: table, key: key), mostly: mostly)
    }

    /// The table has the columns of another table, which the context has by name, with their types.
    public static func sameColumnsAs(_ table: String) -> DataExpectation {
        DataExpectation(.sameColumnsAs(table: table))
    }

    /// A statistic divided by that of another table, which the context has by name, is in the range.
    public static func statisticRatio(
        _ kind: DataStatistic.Kind, of column: String? = nil, to table: String, lower: Double? = nil,
        upper: Double? = nil
    ) -> DataExpectation {
        DataExpectation(.statisticRatio(DataStatistic(kind, of: column), table: table, lower: lower, upper: upper))
    }

    /// The share of the words of texts, or of the elements of lists, that are in a vocabulary is at least this.
    public static func vocabularyShare(_ column: String, _ values: [String], lower: Double) -> DataExpectation {
        DataExpectation(.vocabularyShare(column: column, values: values, lower: lower))
    }

    /// The Kolmogorov-Smirnov test finds the finite numbers of a column to come from a distribution.
    public static func fitsDistribution(
        _ column: String, _ distribution: TheoreticalDistribution, minimumPValue: Double = 0.05
    ) -> DataExpectation {
        DataExpectation(.fitsDistribution(column: column, distribution, minimumPValue: minimumPValue))
    }
}
