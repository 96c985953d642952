import MLCore
import MLStatistics

extension DataExpectation.Rule {
    /// Judges rules about the table that look at other tables, at words, at a formula, or at other rules.
    func judgeFurther(
        _ source: any TableSource, _ context: ValidationContext, _ evaluation: inout ExpectationEvaluation
    ) throws {
        switch self {
        case .anyOf(let rules): try judge(rules, source, context, &evaluation, isAny: true)
        case .allOf(let rules): try judge(rules, source, context, &evaluation, isAny: false)
        case .sameColumnsAs(let table): judgeColumns(source.schema, try context.table(table).schema, &evaluation)
        case .statisticRatio(let statistic, let table, let lower, let upper):
            let value = try statistic.value(source)
            let other = try statistic.value(TableFacts(try context.table(table)))
            guard let value, let other, other != 0 || value == 0 else { return evaluation.judge(nil, 0, 0) }
            evaluation.judge(other == 0 ? 1 : value / other, lower ?? -.infinity, upper ?? .infinity)
            let numbers = [value, other].map { NumberText.formatted($0, decimals: 4) }
            evaluation.finding = "\(numbers[0]), \(table) has \(numbers[1])"
        case .vocabularyShare(let name, let values, let lower):
            let words = try source.words(of: name, in: Set(values))
            let share = words.count > 0 ? Double(words.known) / Double(words.count) : nil
            evaluation.judge(share, lower, .infinity)
            evaluation.finding = "\(words.known) of \(words.count) are known"
        case .fitsDistribution(let name, let distribution, let minimum):
            let column = try source.statistics(of: name)
            guard column.type.isNumberLike else {
                throw DataError(
                    .typeMismatch, "the column has type \(column.type.rawValue)", at: "column \"\(name)\"",
                    remedy: "The expectation needs numbers or times.")
            }
            guard let sample = column.sample else { return evaluation.judge(nil, 0, 0) }
            let (distance, pValue) = try distribution.test(sample)
            evaluation.judge(pValue, minimum, .infinity)
            let numbers = [pValue, distance].map { NumberText.formatted($0, decimals: 4) }
            evaluation.finding = "p-value \(numbers[0]), distance \(numbers[1])"
        default: break
        }
    }

    private func judge(
        _ rules: [Self], _ source: any TableSource, _ context: ValidationContext,
        _ evaluation: inout ExpectationEvaluation, isAny: Bool
    ) throws {
        var held = 0
        var findings: [String] = []
        for rule in rules {
            var part = ExpectationEvaluation()
            try rule.judgeTable(source, context, &part)
            if part.isSatisfied ?? false { held += 1 }
            if let finding = part.finding { findings.append(finding) }
        }
        evaluation.isSatisfied = isAny ? held > 0 : held == rules.count
        evaluation.finding = findings.isEmpty ? nil : findings.joined(separator: "; ")
    }

    private func judgeColumns(_ actual: Schema, _ wanted: Schema, _ evaluation: inout ExpectationEvaluation) {
        var parts: [String] = []
        for field in wanted.fields {
            guard let position = actual.position(of: field.name) else {
                parts.append("there is no column \(field.name)")
                continue
            }
            let type = actual.fields[position].type
            if type != field.type { parts.append("\(field.name) is \(type.rawValue), not \(field.type.rawValue)") }
        }
        for field in actual.fields where wanted.position(of: field.name) == nil {
            parts.append("\(field.name) is not expected")
        }
        evaluation.isSatisfied = parts.isEmpty
        evaluation.finding = parts.isEmpty ? nil : parts.joined(separator: "; ")
    }

    /// The rows that are not those of another table with the same key.
    func rowsThatDisagree(
        _ frame: DataFrame, _ names: [String], _ key: [String], _ other: DataFrame, name: String
    ) throws(DataError) -> ([Int], Int) {
        let (values, wanted) = (try frame.columns(names), try other.columns(names))
        let (keys, otherKeys) = (try frame.columns(key), try other.columns(key))
        var places: [[ValueKey]: Int] = [:]
        for row in other.rows(where: otherKeys) {
            let found = otherKeys.map { ValueKey($0.uncheckedValue(at: row)) }
            guard places.updateValue(row, forKey: found) == nil else {
                throw DataError(
                    .invalidArgument, "two rows have the same key", at: "table \"\(name)\", row \(row)",
                    remedy: "Name columns that tell its rows apart.")
            }
        }
        let broken = (0..<frame.rowCount).filter { row in
            guard let place = places[keys.map { ValueKey($0.uncheckedValue(at: row)) }] else { return true }
            return !zip(values, wanted).allSatisfy { left, right in
                ValueKey(left.uncheckedValue(at: row)) == ValueKey(right.uncheckedValue(at: place))
            }
        }
        return (broken, frame.rowCount)
    }
}
