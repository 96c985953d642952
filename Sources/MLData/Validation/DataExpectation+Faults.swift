import MLCore

extension DataExpectation {
    /// What is wrong with the expectation itself, in words.
    var faults: [String] {
        var faults = rule.faults(depth: 0)
        if !(0...1).contains(mostly) { faults.append("mostly \(mostly) is outside of 0 to 1") }
        if let condition, (try? condition.columns()) == nil { faults.append("the condition is nested too deep") }
        if repair != nil, columnName == nil || rule.scope != .row {
            faults.append("only rules about the values of one column can be repaired")
        }
        if case .clamp = repair, case .inRange = rule {
        } else if case .clamp = repair {
            faults.append("only values outside of a range can be clamped")
        }
        return faults.map { "\(self): \($0)" }
    }
}

extension DataExpectation.Rule {
    fileprivate func faults(depth: Int) -> [String] {
        switch self {
        case .inRange(_, let lower, let upper), .statistic(_, let lower, let upper),
            .rowCountRatio(_, let lower, let upper), .statisticRatio(_, _, let lower, let upper):
            var faults: [String] = []
            if case .statistic(let statistic, _, _) = self { faults += statistic.faults }
            if case .statisticRatio(let statistic, _, _, _) = self { faults += statistic.faults }
            if lower?.isNaN == true || upper?.isNaN == true { faults.append("a bound is NaN") }
            if let lower, let upper, lower > upper { faults.append("the range is empty") }
            return faults
        case .lengthBetween(_, let minimum, let maximum), .wordCountBetween(_, let minimum, let maximum),
            .rowCountBetween(let minimum, let maximum), .elementCountBetween(_, let minimum, let maximum),
            .elementOccurrences(_, _, let minimum, let maximum):
            var faults: [String] = []
            if minimum < 0 { faults.append("the minimum \(minimum) is negative") }
            if let maximum, maximum < minimum { faults.append("the range is empty") }
            return faults
        case .inSet(_, let values), .notInSet(_, let values), .mostFrequentIn(_, let values),
            .distinctValues(_, _, let values):
            return values.isEmpty ? ["the set is empty"] : []
        case .listElementsInSet(_, let values): return values.isEmpty ? ["the set is empty"] : []
        case .columnsExist(let names), .columnsAre(let names, _): return names.isEmpty ? ["no columns are named"] : []
        case .differentWithinRow(let names), .uniqueTogether(let names):
            return names.count < 2 ? ["at least two columns are needed"] : []
        case .matches(let predicate):
            return (try? predicate.columns()) == nil ? ["the predicate is nested too deep"] : []
        case .matchesPattern(_, let patterns), .matchesNoPattern(_, let patterns):
            return (patterns.isEmpty ? ["no pattern is given"] : []) + patterns.flatMap(Self.faults(ofPattern:))
        case .columnNamesMatch(let pattern): return Self.faults(ofPattern: pattern)
        case .combinationInSet(let names, let values):
            var faults = names.isEmpty || values.isEmpty ? ["columns and combinations are needed"] : []
            if !values.allSatisfy({ $0.count == names.count }) {
                faults.append("a combination has another number of values than there are columns")
            }
            return faults
        case .sumEquals(let names, let total, let tolerance):
            return (names.isEmpty ? ["no columns are named"] : [])
                + (total.isFinite && tolerance >= 0 ? [] : ["the total or the tolerance is no such number"])
        case .agreesWith(let names, _, let key):
            return (names.isEmpty ? ["no columns are named"] : []) + (key.isEmpty ? ["no key is named"] : [])
        case .references(let names, _, let key):
            return names.isEmpty || names.count != key.count ? ["\(names.count) columns refer to \(key.count)"] : []
        case .anyOf(let rules), .allOf(let rules):
            guard depth < Self.maximumDepth else { return ["rules are nested more than 8 deep"] }
            return (rules.isEmpty ? ["no rule is given"] : [])
                + rules.flatMap { $0.faults(depth: depth + 1) }
                + (Set(rules.map { $0.scope == .table }).count > 1
                    ? ["rules about rows and rules about the table are mixed"] : [])
        case .zScoreWithin(_, let limit): return limit > 0 && limit.isFinite ? [] : ["a limit of \(limit) deviations"]
        case .typeIsIn(_, let types): return types.isEmpty ? ["no type is given"] : []
        case .fresh(_, let age): return age >= 0 && age.isFinite ? [] : ["an age of \(age) seconds"]
        case .distribution(_, _, let limit): return limit >= 0 && limit.isFinite ? [] : ["a limit of \(limit)"]
        case .steady(let statistic, let rule): return statistic.faults + rule.faults
        case .isLike(_, let patterns), .isNotLike(_, let patterns):
            return (patterns.isEmpty ? ["no pattern is given"] : []) + patterns.flatMap(Self.faults(ofLike:))
        case .hasTimeFormat(_, let format):
            do {
                _ = try TimestampFormat(format)
                return []
            } catch {
                return [error.details.description]
            }
        case .vocabularyShare(_, let values, let lower):
            return (values.isEmpty ? ["the set is empty"] : [])
                + ((0...1).contains(lower) ? [] : ["a share of \(lower)"])
        case .fitsDistribution(_, let distribution, let minimum):
            return distribution.faults + ((0...1).contains(minimum) ? [] : ["a p-value of \(minimum)"])
        case .notMissing, .unique, .listNotEmpty, .typeIs, .missing, .finite, .hasFormat, .compares, .ordered,
            .conformsToSchema, .sameColumnsAs:
            return []
        }
    }

    private static func faults(ofLike pattern: String) -> [String] {
        do {
            return faults(ofPattern: try LikePattern.expression(pattern))
        } catch {
            return [error.details.description]
        }
    }

    private static func faults(ofPattern pattern: String) -> [String] {
        do {
            _ = try TextPattern(pattern)
            return []
        } catch {
            return ["\(pattern.prefix(60)) is no regular expression: \(error.details.problem)"]
        }
    }
}
