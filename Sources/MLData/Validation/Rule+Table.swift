import MLCore
import MLStatistics

extension DataExpectation.Rule {
    /// Judges a rule about the table.
    func judgeTable(
        _ source: any TableSource, _ context: ValidationContext, _ evaluation: inout ExpectationEvaluation
    ) throws {
        switch self {
        case .columnsExist(let names):
            let absent = names.filter { source.schema.position(of: $0) == nil }
            evaluation.isSatisfied = absent.isEmpty
            if !absent.isEmpty { evaluation.finding = "there is no column \(absent.joined(separator: ", "))" }
        case .columnsAre(let names, let isOrdered):
            let actual = source.schema.names
            let absent = names.filter { !actual.contains($0) }
            let surplus = actual.filter { !names.contains($0) }
            evaluation.isSatisfied = isOrdered ? actual == names : absent.isEmpty && surplus.isEmpty
            let parts = [
                absent.isEmpty ? nil : "there is no column \(absent.joined(separator: ", "))",
                surplus.isEmpty ? nil : "not expected is \(surplus.joined(separator: ", "))",
            ].compactMap(\.self)
            if evaluation.isSatisfied == false {
                evaluation.finding = parts.isEmpty ? "the order is another" : parts.joined(separator: "; ")
            }
        case .columnNamesMatch(let pattern):
            let patterns = try TextPatterns([pattern])
            let others = source.schema.names.filter { !patterns.match($0) }
            evaluation.isSatisfied = others.isEmpty
            if !others.isEmpty { evaluation.finding = "does not match: \(others.joined(separator: ", "))" }
        case .rowCountBetween(let minimum, let maximum):
            evaluation.isSatisfied = source.rowCount >= minimum && source.rowCount <= maximum ?? .max
            evaluation.finding = "\(source.rowCount) rows"
            evaluation.observed = Double(source.rowCount)
        case .typeIs(let name, let type):
            let actual = try source.statistics(of: name).type
            evaluation.isSatisfied = actual == type
            evaluation.finding = "the type is \(actual.rawValue)"
        case .typeIsIn(let name, let types):
            let actual = try source.statistics(of: name).type
            evaluation.isSatisfied = types.contains(actual)
            evaluation.finding = "the type is \(actual.rawValue)"
        case .statistic(let statistic, let lower, let upper):
            let value = try statistic.value(source)
            evaluation.judge(value, lower ?? -.infinity, upper ?? .infinity)
        case .rowCountRatio(let table, let lower, let upper):
            let other = try context.table(table).rowCount
            let ratio = other > 0 ? Double(source.rowCount) / Double(other) : source.rowCount == 0 ? 1 : .infinity
            evaluation.judge(ratio, lower ?? -.infinity, upper ?? .infinity)
            if !ratio.isFinite { evaluation.observed = nil }
            evaluation.finding = "\(source.rowCount) rows, \(table) has \(other)"
        case .distinctValues(let name, let relation, let values):
            try judgeDistinct(try source.distinctValues(of: name).map(\.value), relation, values, &evaluation)
        case .mostFrequentIn(let name, let values):
            let actual = try source.distinctValues(of: name)
            let most = actual.map(\.count).max()
            let wanted = Set(values.map(ValueKey.init))
            let top = actual.filter { $0.count == most }.map(\.value)
            evaluation.isSatisfied = top.allSatisfy { wanted.contains(ValueKey($0)) }
            evaluation.finding = Self.named("most frequent is", top)
        case .fresh(let name, let age):
            try judgeAge(source, name, age, context, &evaluation)
        case .distribution(let name, let measure, let limit):
            guard let state = context.reference?.columns.first(where: { $0.name == name }) else {
                throw DataError(
                    .invalidArgument, "the context has no reference profile with a column \"\(name)\"",
                    at: "validation context")
            }
            do {
                let comparison = try DistributionComparison(try source.statistics(of: name), reference: state)
                let (distance, worst) = try comparison.distance(measure)
                evaluation.judge(distance, -.infinity, limit)
                evaluation.finding = "\(NumberText.formatted(distance, decimals: 4)), most: \(worst)"
            } catch let error as StatisticsError {
                throw DataError(.invalidArgument, error.details.problem, at: "column \"\(name)\"", cause: error)
            }
        case .steady(let statistic, let rule):
            guard let value = try statistic.value(source) else { return evaluation.judge(nil, 0, 0) }
            let history = (context.history[statistic] ?? []).filter(\.isFinite)
            guard let (lower, upper) = rule.expected(after: history) else {
                throw DataError(
                    .invalidArgument, "the history of \(statistic) has \(history.count) values, which is too few",
                    at: "validation context")
            }
            evaluation.judge(value, lower, upper)
            let range = [lower, upper].map { NumberText.formatted($0, decimals: 4) }.joined(separator: " to ")
            evaluation.finding = "\(NumberText.formatted(value, decimals: 4)), expected \(range)"
        default: try judgeFurther(source, context, &evaluation)
        }
    }

    private func judgeDistinct(
        _ actual: [Value], _ relation: DataExpectation.SetRelation, _ values: [Value],
        _ evaluation: inout ExpectationEvaluation
    ) throws {
        let (keys, wanted) = (Set(actual.map(ValueKey.init)), Set(values.map(ValueKey.init)))
        let surplus = relation == .contain ? [] : actual.filter { !wanted.contains(ValueKey($0)) }
        let absent = relation == .areIn ? [] : values.filter { !keys.contains(ValueKey($0)) }
        evaluation.isSatisfied = surplus.isEmpty && absent.isEmpty
        let parts = [Self.named("not expected:", surplus), Self.named("absent:", absent)].compactMap(\.self)
        evaluation.finding = parts.isEmpty ? nil : parts.joined(separator: "; ")
    }

    private func judgeAge(
        _ source: any TableSource, _ name: String, _ age: Double, _ context: ValidationContext,
        _ evaluation: inout ExpectationEvaluation
    ) throws {
        let latest = try source.latestTime(of: name)
        guard let now = context.now else {
            throw DataError(.invalidArgument, "the context has no time", at: "validation context")
        }
        guard let latest else {
            evaluation.isSatisfied = false
            evaluation.finding = "there are no times"
            return
        }
        let seconds = (Double(now.microseconds) - Double(latest)) / 1e6
        evaluation.judge(seconds, 0, age)
        evaluation.finding = "the latest is \(Timestamp(microseconds: latest))"
    }

    private static func named(_ words: String, _ values: [Value]) -> String? {
        guard !values.isEmpty else { return nil }
        let names = values.prefix(5).map { String($0.description.prefix(40)) }.joined(separator: ", ")
        return "\(words) \(names)" + (values.count > 5 ? " and \(values.count - 5) more" : "")
    }
}

extension ExpectationEvaluation {
    /// Compares a number with a range; no number satisfies nothing.
    mutating func judge(_ value: Double?, _ lower: Double, _ upper: Double) {
        observed = value
        isSatisfied = value.map { $0 >= lower && $0 <= upper } ?? false
        finding = value.map { "found \(NumberText.shortest($0))" } ?? "it is not defined here"
    }
}
