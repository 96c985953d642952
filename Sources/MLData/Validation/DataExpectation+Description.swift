import MLCore

extension DataExpectation: CustomStringConvertible {
    /// The expectation in words, such as `plot has at least 15 words`.
    public var description: String {
        guard let condition else { return rule.description }
        return "\(rule.description), where \(condition)"
    }
}

extension DataExpectation.Rule: CustomStringConvertible {
    /// The rule in words.
    public var description: String {
        switch self {
        case .notMissing(let column): "\(column) is not missing"
        case .inRange(let column, let lower, let upper):
            "\(column) is " + Self.range(lower.map(Self.short), upper.map(Self.short), else: "a number")
        case .inSet(let column, let values): "\(column) is one of \(Self.list(values))"
        case .lengthBetween(let column, let minimum, let maximum):
            "\(column) has \(Self.range("\(minimum)", maximum.map { "\($0)" }, else: "")) characters"
        case .wordCountBetween(let column, let minimum, let maximum):
            "\(column) has \(Self.range("\(minimum)", maximum.map { "\($0)" }, else: "")) words"
        case .matches(let predicate): "\(predicate)"
        case .unique(let column): "\(column) is unique"
        case .listElementsInSet(let column, let values): "every \(column) is one of \(Self.list(values))"
        case .listNotEmpty(let column): "\(column) is not empty"
        case .typeIs(let column, let type): "\(column) has type \(type.rawValue)"
        case .rowCountBetween(let minimum, let maximum):
            "the table has \(Self.range("\(minimum)", maximum.map { "\($0)" }, else: "")) rows"
        case .columnsExist(let names): "the columns \(Self.list(names)) exist"
        case .missing(let column): "\(column) is missing"
        case .notInSet(let column, let values): "\(column) is none of \(Self.list(values))"
        case .finite(let column): "\(column) is finite"
        case .hasFormat(let column, let format): "\(column) has the form \(DataStatistic.words(format.rawValue))"
        case .matchesPattern(let column, let patterns): "\(column) matches \(Self.list(patterns, " or "))"
        case .matchesNoPattern(let column, let patterns): "\(column) does not match \(Self.list(patterns, " or "))"
        case .compares(let column, let comparison, let other): "\(column) \(comparison.symbol) \(other)"
        case .combinationInSet(let names, let values):
            "\(Self.list(names)) together are one of \(values.count) combinations"
        case .differentWithinRow(let names): "\(Self.list(names)) differ from each other"
        case .sumEquals(let names, let total, _): "\(Self.list(names, " + ")) is \(Self.short(total))"
        case .references(let names, let table, let key): "\(Self.list(names)) occurs in \(Self.list(key)) of \(table)"
        case .anyOf(let rules): rules.map(\.description).joined(separator: " or ")
        case .uniqueTogether(let names): "\(Self.list(names)) together are unique"
        case .ordered(let column, let order, let isStrict):
            "\(column) is \(isStrict ? "strictly " : "")\(order.rawValue)"
        case .zScoreWithin(let column, let limit): "\(column) is within \(Self.short(limit)) deviations of its mean"
        case .statistic(let statistic, let lower, let upper):
            "\(statistic) is " + Self.range(lower.map(Self.short), upper.map(Self.short), else: "a number")
        case .distinctValues(let column, .areIn, let values): "all values of \(column) are in \(Self.list(values))"
        case .distinctValues(let column, .equal, let values): "the values of \(column) are exactly \(Self.list(values))"
        case .distinctValues(let column, .contain, let values): "the values of \(column) include \(Self.list(values))"
        case .mostFrequentIn(let column, let values):
            "the most frequent value of \(column) is one of \(Self.list(values))"
        case .columnsAre(let names, let isOrdered):
            "the columns are \(Self.list(names))\(isOrdered ? " in this order" : "")"
        case .typeIsIn(let column, let types): "\(column) has type \(Self.list(types.map(\.rawValue), " or "))"
        case .columnNamesMatch(let pattern): "the names of the columns match \(pattern)"
        case .fresh(let column, let age):
            "the latest \(column) is at most \(NumberText.duration(seconds: age)) old"
        case .rowCountRatio(let table, let lower, let upper):
            "the number of rows is \(Self.range(lower.map(Self.short), upper.map(Self.short), else: "any")) times that of \(table)"
        case .distribution(let column, let measure, let limit):
            "the distribution of \(column) is like the reference: \(DataStatistic.words(measure.rawValue)) at most \(Self.short(limit))"
        case .steady(let statistic, let rule): "\(statistic) is no anomaly: \(rule)"
        case .isLike(let column, let patterns): "\(column) is like \(Self.list(patterns, " or "))"
        case .isNotLike(let column, let patterns): "\(column) is not like \(Self.list(patterns, " or "))"
        case .hasTimeFormat(let column, let format): "\(column) is a time as \(format)"
        case .conformsToSchema(let column, _): "\(column) is JSON that conforms to its schema"
        case .elementCountBetween(let column, let minimum, let maximum):
            "\(column) has \(Self.range("\(minimum)", maximum.map { "\($0)" }, else: "")) elements"
        case .elementOccurrences(let column, let value, let minimum, let maximum):
            "\(column) has \(value) \(Self.range("\(minimum)", maximum.map { "\($0)" }, else: "")) times"
        case .allOf(let rules): rules.map(\.description).joined(separator: " and ")
        case .agreesWith(let names, let table, let key):
            "\(Self.list(names)) agrees with the row of \(table) that has the same \(Self.list(key))"
        case .sameColumnsAs(let table): "the columns are those of \(table)"
        case .statisticRatio(let statistic, let table, let lower, let upper):
            "\(statistic) is \(Self.range(lower.map(Self.short), upper.map(Self.short), else: "any")) times that of \(table)"
        case .vocabularyShare(let column, let values, let lower):
            "of the words of \(column), at least \(Self.short(lower * 100)) % are of the \(values.count) known"
        case .fitsDistribution(let column, let distribution, let minimumPValue):
            "\(column) is \(distribution.family.rawValue) around \(Self.short(distribution.location)) with scale \(Self.short(distribution.scale)): p-value at least \(Self.short(minimumPValue))"
        }
    }

    private static func range(_ lower: String?, _ upper: String?, else other: String) -> String {
        switch (lower, upper) {
        case (let lower?, let upper?): lower == upper ? lower : "\(lower) to \(upper)"
        case (let lower?, nil): "at least \(lower)"
        case (nil, let upper?): "at most \(upper)"
        case (nil, nil): other
        }
    }

    private static func list(_ values: [Value]) -> String { list(values.map(\.description)) }

    private static func list(_ values: [String], _ separator: String = ", ") -> String {
        values.count > 8
            ? "\(values.prefix(7).joined(separator: separator)) and \(values.count - 7) more"
            : values.joined(separator: separator)
    }

    private static func short(_ number: Double) -> String {
        Int64(exactly: number).map(String.init) ?? NumberText.shortest(number)
    }
}

extension DataExpectation.Comparison {
    /// The comparison as a sign.
    var symbol: String {
        switch self {
        case .equal: "="
        case .notEqual: "≠"
        case .less: "<"
        case .lessOrEqual: "≤"
        case .greater: ">"
        case .greaterOrEqual: "≥"
        }
    }

    /// Whether an order of two values, negative for the first being less, is as said.
    func holds(_ order: Int) -> Bool {
        switch self {
        case .equal: order == 0
        case .notEqual: order != 0
        case .less: order < 0
        case .lessOrEqual: order <= 0
        case .greater: order > 0
        case .greaterOrEqual: order >= 0
        }
    }
}
