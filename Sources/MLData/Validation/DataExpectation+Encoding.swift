import MLCore

extension DataExpectation.Rule {
    /// Writes the rule and its operands as keys of an expectation.
    func encode(to container: inout KeyedEncodingContainer<ExpectationKey>) throws {
        func encode(_ name: RuleName, _ column: String? = nil) throws {
            try container.encode(name, forKey: "rule")
            try container.encodeIfPresent(column, forKey: "column")
        }
        func encode(minimum: Int, maximum: Int?) throws {
            try container.encode(minimum, forKey: "minimum")
            try container.encodeIfPresent(maximum, forKey: "maximum")
        }
        func encode(lower: Double?, upper: Double?) throws {
            try container.encodeIfPresent(lower.map { ExtendedReal(wrappedValue: $0) }, forKey: "lower")
            try container.encodeIfPresent(upper.map { ExtendedReal(wrappedValue: $0) }, forKey: "upper")
        }
        func encode(values: [Value]) throws { try container.encode(values.map(SetValue.init), forKey: "values") }
        func encode(_ statistic: DataStatistic) throws {
            try container.encode(statistic.kind, forKey: "statistic")
            try container.encodeIfPresent(statistic.column, forKey: "column")
            try container.encodeIfPresent(statistic.other, forKey: "other")
            try container.encodeIfPresent(statistic.probability, forKey: "probability")
        }
        func encode(_ rules: [Self]) throws {
            var parts = container.nestedUnkeyedContainer(forKey: "rules")
            for rule in rules {
                var part = parts.nestedContainer(keyedBy: ExpectationKey.self)
                try rule.encode(to: &part)
            }
        }
        switch self {
        case .notMissing(let column): try encode(.notMissing, column)
        case .unique(let column): try encode(.unique, column)
        case .listNotEmpty(let column): try encode(.listNotEmpty, column)
        case .missing(let column): try encode(.missing, column)
        case .finite(let column): try encode(.finite, column)
        case .inRange(let column, let lower, let upper):
            try encode(.inRange, column)
            try encode(lower: lower, upper: upper)
        case .inSet(let column, let values):
            try encode(.inSet, column)
            try encode(values: values)
        case .notInSet(let column, let values):
            try encode(.notInSet, column)
            try encode(values: values)
        case .mostFrequentIn(let column, let values):
            try encode(.mostFrequentIn, column)
            try encode(values: values)
        case .distinctValues(let column, let relation, let values):
            try encode(.distinctValues, column)
            try container.encode(relation, forKey: "relation")
            try encode(values: values)
        case .listElementsInSet(let column, let values):
            try encode(.listElementsInSet, column)
            try container.encode(values, forKey: "values")
        case .lengthBetween(let column, let minimum, let maximum):
            try encode(.lengthBetween, column)
            try encode(minimum: minimum, maximum: maximum)
        case .wordCountBetween(let column, let minimum, let maximum):
            try encode(.wordCountBetween, column)
            try encode(minimum: minimum, maximum: maximum)
        case .rowCountBetween(let minimum, let maximum):
            try encode(.rowCountBetween)
            try encode(minimum: minimum, maximum: maximum)
        case .matches(let predicate):
            try encode(.matches)
            try container.encode(predicate, forKey: "where")
        case .typeIs(let column, let type):
            try encode(.typeIs, column)
            try container.encode(type, forKey: "type")
        case .typeIsIn(let column, let types):
            try encode(.typeIsIn, column)
            try container.encode(types, forKey: "types")
        case .columnsExist(let names):
            try encode(.columnsExist)
            try container.encode(names, forKey: "columns")
        case .differentWithinRow(let names):
            try encode(.differentWithinRow)
            try container.encode(names, forKey: "columns")
        case .uniqueTogether(let names):
            try encode(.uniqueTogether)
            try container.encode(names, forKey: "columns")
        case .columnsAre(let names, let isOrdered):
            try encode(.columnsAre)
            try container.encode(names, forKey: "columns")
            try container.encode(isOrdered, forKey: "ordered")
        case .columnNamesMatch(let pattern):
            try encode(.columnNamesMatch)
            try container.encode(pattern, forKey: "pattern")
        case .hasFormat(let column, let format):
            try encode(.hasFormat, column)
            try container.encode(format, forKey: "format")
        case .matchesPattern(let column, let patterns):
            try encode(.matchesPattern, column)
            try container.encode(patterns, forKey: "patterns")
        case .matchesNoPattern(let column, let patterns):
            try encode(.matchesNoPattern, column)
            try container.encode(patterns, forKey: "patterns")
        case .compares(let column, let comparison, let other):
            try encode(.compares, column)
            try container.encode(comparison, forKey: "comparison")
            try container.encode(other, forKey: "other")
        case .combinationInSet(let names, let values):
            try encode(.combinationInSet)
            try container.encode(names, forKey: "columns")
            try container.encode(values.map { $0.map(SetValue.init) }, forKey: "combinations")
        case .sumEquals(let names, let total, let tolerance):
            try encode(.sumEquals)
            try container.encode(names, forKey: "columns")
            try container.encode(total, forKey: "total")
            try container.encode(tolerance, forKey: "tolerance")
        case .references(let names, let table, let key):
            try encode(.references)
            try container.encode(names, forKey: "columns")
            try container.encode(table, forKey: "table")
            try container.encode(key, forKey: "key")
        case .anyOf(let rules):
            try encode(.anyOf)
            try encode(rules)
        case .ordered(let column, let order, let isStrict):
            try encode(.ordered, column)
            try container.encode(order, forKey: "order")
            try container.encode(isStrict, forKey: "strict")
        case .zScoreWithin(let column, let limit):
            try encode(.zScoreWithin, column)
            try container.encode(limit, forKey: "limit")
        case .statistic(let statistic, let lower, let upper):
            try encode(.statistic)
            try encode(statistic)
            try encode(lower: lower, upper: upper)
        case .steady(let statistic, let rule):
            try encode(.steady)
            try encode(statistic)
            try container.encode(rule, forKey: "anomaly")
        case .fresh(let column, let age):
            try encode(.fresh, column)
            try container.encode(age, forKey: "maximumAge")
        case .rowCountRatio(let table, let lower, let upper):
            try encode(.rowCountRatio)
            try container.encode(table, forKey: "table")
            try encode(lower: lower, upper: upper)
        case .distribution(let column, let measure, let limit):
            try encode(.distribution, column)
            try container.encode(measure, forKey: "measure")
            try container.encode(limit, forKey: "limit")
        case .isLike(let column, let patterns):
            try encode(.isLike, column)
            try container.encode(patterns, forKey: "patterns")
        case .isNotLike(let column, let patterns):
            try encode(.isNotLike, column)
            try container.encode(patterns, forKey: "patterns")
        case .hasTimeFormat(let column, let format):
            try encode(.hasTimeFormat, column)
            try container.encode(format, forKey: "format")
        case .conformsToSchema(let column, let schema):
            try encode(.conformsToSchema, column)
            try container.encode(schema, forKey: "schema")
        case .elementCountBetween(let column, let minimum, let maximum):
            try encode(.elementCountBetween, column)
            try encode(minimum: minimum, maximum: maximum)
        case .elementOccurrences(let column, let value, let minimum, let maximum):
            try encode(.elementOccurrences, column)
            try container.encode(value, forKey: "value")
            try encode(minimum: minimum, maximum: maximum)
        case .allOf(let rules):
            try encode(.allOf)
            try encode(rules)
        case .agreesWith(let names, let table, let key):
            try encode(.agreesWith)
            try container.encode(names, forKey: "columns")
            try container.encode(table, forKey: "table")
            try container.encode(key, forKey: "key")
        case .sameColumnsAs(let table):
            try encode(.sameColumnsAs)
            try container.encode(table, forKey: "table")
        case .statisticRatio(let statistic, let table, let lower, let upper):
            try encode(.statisticRatio)
            try encode(statistic)
            try container.encode(table, forKey: "table")
            try encode(lower: lower, upper: upper)
        case .vocabularyShare(let column, let values, let lower):
            try encode(.vocabularyShare, column)
            try container.encode(values, forKey: "values")
            try container.encode(lower, forKey: "lower")
        case .fitsDistribution(let column, let distribution, let minimumPValue):
            try encode(.fitsDistribution, column)
            try container.encode(distribution.family, forKey: "family")
            try container.encode(distribution.location, forKey: "location")
            try container.encode(distribution.scale, forKey: "scale")
            try container.encode(minimumPValue, forKey: "minimumPValue")
        }
    }
}
