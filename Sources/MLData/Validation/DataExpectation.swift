public import MLCore

/// Something that a table should satisfy.
///
/// Most expectations are decided row by row: a row that breaks one is quarantined, with the reason. ``Rule/unique(column:)``
/// is decided row by row too but needs the whole table. The others are about the table and quarantine nothing. Missing
/// values satisfy every rule except ``Rule/notMissing(column:)``; in ``Rule/matches(_:)`` the predicate decides.
///
/// With a ``condition`` only the rows that satisfy it are looked at, as if the table had no others. With ``mostly`` the
/// expectation is satisfied when at least that share of the rows that were looked at satisfies the rule; rows that break
/// it are still quarantined, or repaired as ``repair`` says.
public struct DataExpectation: Sendable, Hashable {
    /// What is expected.
    public indirect enum Rule: Sendable, Hashable {
        /// The value is not missing.
        case notMissing(column: String)
        /// The number or time is at least the lower and at most the upper bound; NaN is outside.
        ///
        /// Times are compared by their microseconds since 1970; `nil` is unbounded.
        case inRange(column: String, lower: Double?, upper: Double?)
        /// The value is one of the given ones; integers and floating-point numbers compare by value.
        case inSet(column: String, values: [Value])
        /// The text has a number of characters in the range.
        case lengthBetween(column: String, minimum: Int, maximum: Int?)
        /// The text has a number of words in the range; words are runs without white space.
        case wordCountBetween(column: String, minimum: Int, maximum: Int?)
        /// The row belongs to a slice.
        case matches(SlicePredicate)
        /// No other row has the same value; all rows that share one break the rule.
        case unique(column: String)
        /// Every element of the list is one of the given texts.
        case listElementsInSet(column: String, values: [String])
        /// The list has at least one element.
        case listNotEmpty(column: String)
        /// The column has a type.
        case typeIs(column: String, type: ColumnType)
        /// The table has a number of rows in the range.
        case rowCountBetween(minimum: Int, maximum: Int?)
        /// The columns exist.
        case columnsExist([String])
        /// The value is missing.
        case missing(column: String)
        /// The value is none of the given ones.
        case notInSet(column: String, values: [Value])
        /// The number is neither NaN nor infinite.
        case finite(column: String)
        /// The text has a form that is known by name.
        case hasFormat(column: String, format: TextFormat)
        /// A part of the text matches at least one regular expression; `^` and `$` anchor it.
        case matchesPattern(column: String, anyOf: [String])
        /// No part of the text matches any of the regular expressions.
        case matchesNoPattern(column: String, patterns: [String])
        /// The value compares with the value of another column in the same row as said; rows with a missing side satisfy
        /// it.
        case compares(column: String, comparison: Comparison, other: String)
        /// The values of the columns together are one of the given combinations.
        case combinationInSet(columns: [String], values: [[Value]])
        /// The columns have different values in each row; missing ones are left out.
        case differentWithinRow(columns: [String])
        /// The numbers of the columns sum to a total in each row; rows with a missing number satisfy it.
        case sumEquals(columns: [String], total: Double, tolerance: Double)
        /// The values of the columns together occur in the columns of another table, which the context has by name.
        case references(columns: [String], table: String, key: [String])
        /// At least one of the rules holds for the row, or for the table.
        case anyOf([Rule])
        /// No other row has the same values in all of the columns; rows with a missing one satisfy it.
        case uniqueTogether(columns: [String])
        /// The numbers or times follow each other in an order, missing ones left out; the later row breaks it.
        case ordered(column: String, order: Order, isStrict: Bool)
        /// The number is within so many standard deviations of the mean of the column.
        case zScoreWithin(column: String, limit: Double)
        /// A statistic of the table or column is at least the lower and at most the upper bound.
        case statistic(DataStatistic, lower: Double?, upper: Double?)
        /// The distinct values of a column relate to a set as said; missing ones are left out.
        case distinctValues(column: String, relation: SetRelation, values: [Value])
        /// The most frequent value is one of the given ones; of several, all are.
        case mostFrequentIn(column: String, values: [Value])
        /// The table has these columns and no others, in this order if so said.
        case columnsAre([String], isOrdered: Bool)
        /// The column has one of the types.
        case typeIsIn(column: String, types: [ColumnType])
        /// A part of every column's name matches the regular expression.
        case columnNamesMatch(pattern: String)
        /// The latest time of a column is at most so many seconds before the time of the context, and not after it.
        case fresh(column: String, maximumAge: Double)
        /// The number of rows divided by that of another table, which the context has by name, is in the range.
        case rowCountRatio(table: String, lower: Double?, upper: Double?)
        /// The distribution of a column is no further from that of the reference profile of the context.
        case distribution(column: String, measure: DistributionMeasure, limit: Double)
        /// A statistic is no anomaly after its history in the context.
        case steady(DataStatistic, rule: AnomalyRule)
        /// The whole text is as at least one pattern of SQL's `LIKE` says, case included: `%` stands for any text and `_`
        /// for one character; a backslash before one of the three takes its meaning away.
        case isLike(column: String, anyOf: [String])
        /// The whole text is as none of the patterns of SQL's `LIKE` says.
        case isNotLike(column: String, patterns: [String])
        /// The text is a time that is written as ``TimestampFormat`` says, such as `%d.%m.%Y %H:%M`.
        case hasTimeFormat(column: String, format: String)
        /// The text is JSON that is as a schema asks.
        case conformsToSchema(column: String, schema: JSONSchema)
        /// The list has a number of elements in the range.
        case elementCountBetween(column: String, minimum: Int, maximum: Int?)
        /// The list has a text among its elements a number of times in the range.
        case elementOccurrences(column: String, value: String, minimum: Int, maximum: Int?)
        /// All of the rules hold for the row, or for the table.
        case allOf([Rule])
        /// The row has the values of the row with the same key in another table, which the context has by name; missing
        /// equals missing, and NaN equals NaN.
        ///
        /// A row without such a row breaks the rule. Keys are unique in the other table.
        case agreesWith(columns: [String], table: String, key: [String])
        /// The table has the columns of another table, which the context has by name, with their types, in any order.
        case sameColumnsAs(table: String)
        /// A statistic divided by that of another table, which the context has by name, is in the range.
        case statisticRatio(DataStatistic, table: String, lower: Double?, upper: Double?)
        /// The share of the words of texts, or of the elements of lists, that are in a vocabulary is at least this.
        case vocabularyShare(column: String, values: [String], lower: Double)
        /// The Kolmogorov-Smirnov test finds the finite numbers of a column to come from a distribution, with at least
        /// this p-value.
        case fitsDistribution(column: String, TheoreticalDistribution, minimumPValue: Double)
    }

    /// How two values compare.
    public enum Comparison: String, Sendable, Hashable, Codable, CaseIterable {
        /// Equal.
        case equal
        /// Not equal.
        case notEqual
        /// The first one is less.
        case less
        /// The first one is less or equal.
        case lessOrEqual
        /// The first one is greater.
        case greater
        /// The first one is greater or equal.
        case greaterOrEqual
    }

    /// In which order values follow each other.
    public enum Order: String, Sendable, Hashable, Codable, CaseIterable {
        /// From small to large.
        case increasing
        /// From large to small.
        case decreasing
    }

    /// How the distinct values of a column relate to a set.
    public enum SetRelation: String, Sendable, Hashable, Codable, CaseIterable {
        /// All are in the set.
        case areIn
        /// They are the set.
        case equal
        /// They hold the whole set.
        case contain
    }

    /// How much of a table an expectation looks at to decide.
    public enum Scope: String, Sendable, Hashable, Codable {
        /// One row: the verdict on a row is the same alone and in any table.
        case row
        /// The whole table, with a verdict on each row.
        case rowInTable
        /// The whole table, with one verdict on it.
        case table
    }

    /// What is expected.
    public let rule: Rule
    /// The least share of the looked-at rows that has to satisfy the rule for the expectation to pass, from 0 to 1.
    ///
    /// It does not change the verdicts on rows: a row that breaks the rule is quarantined whatever the share.
    public let mostly: Double
    /// Which rows are looked at; `nil` for all.
    public let condition: SlicePredicate?
    /// What is done with a value that breaks the rule; `nil` quarantines the row.
    public let repair: ValueRepair?

    /// Creates an expectation.
    ///
    /// - Parameters:
    ///   - rule: What is expected.
    ///   - mostly: The least share of rows that has to satisfy the rule for the expectation to pass, from 0 to 1.
    ///   - condition: Which rows are looked at; `nil` for all.
    ///   - repair: What is done with a value that breaks the rule; `nil` quarantines the row.
    public init(_ rule: Rule, mostly: Double = 1, condition: SlicePredicate? = nil, repair: ValueRepair? = nil) {
        self.rule = rule
        self.mostly = mostly
        self.condition = condition
        self.repair = repair
    }

    /// The expectation about the rows of a slice only.
    ///
    /// - Parameter condition: Which rows are looked at.
    /// - Returns: The expectation with this condition.
    public func when(_ condition: SlicePredicate) -> DataExpectation {
        DataExpectation(rule, mostly: mostly, condition: condition, repair: repair)
    }

    /// The expectation with values repaired that break it, instead of rows quarantined.
    ///
    /// - Parameter repair: What is done with a value.
    /// - Returns: The expectation with this repair.
    public func repairing(_ repair: ValueRepair) -> DataExpectation {
        DataExpectation(rule, mostly: mostly, condition: condition, repair: repair)
    }
}
