public import MLCore

/// Something that a table should satisfy.
///
/// Most expectations are decided row by row: a row that breaks one is quarantined, with the reason. ``Rule/unique(column:)``
/// is decided row by row too but needs the whole table. The others are about the table and quarantine nothing. Missing
/// values satisfy every rule except ``Rule/notMissing(column:)``; in ``Rule/matches(_:)`` the predicate decides.
public struct DataExpectation: Sendable, Hashable {
    /// What is expected.
    public enum Rule: Sendable, Hashable {
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

    /// Creates an expectation.
    ///
    /// - Parameters:
    ///   - rule: What is expected.
    ///   - mostly: The least share of rows that has to satisfy the rule for the expectation to pass, from 0 to 1.
    public init(_ rule: Rule, mostly: Double = 1) {
        self.rule = rule
        self.mostly = mostly
    }

    /// How much of a table the expectation looks at to decide.
    public var scope: Scope {
        switch rule {
        case .unique: .rowInTable
        case .typeIs, .rowCountBetween, .columnsExist: .table
        default: .row
        }
    }
}

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
