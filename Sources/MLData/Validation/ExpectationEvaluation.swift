import MLCore

/// What one expectation found in a table.
struct ExpectationEvaluation {
    /// The rows that break the rule, ascending.
    var brokenRows: [Int] = []
    /// How many rows the rule looked at; missing values are not looked at unless they can break the rule.
    var evaluatedCount = 0
    /// For expectations about the table: whether it is satisfied.
    var isSatisfied: Bool?
    /// Why the expectation could not be evaluated.
    var problem: DataError?
    /// What was found, for expectations about the table.
    var finding: String?
    /// The column of the examples.
    var column: Column?
}

extension ExpectationEvaluation {
    /// The most examples that are kept.
    static let exampleLimit = 5

    func result(of expectation: DataExpectation, in frame: DataFrame) -> ValidationReport.Result {
        let share = evaluatedCount == 0 ? 1 : Double(evaluatedCount - brokenRows.count) / Double(evaluatedCount)
        let status: ValidationReport.Status =
            problem != nil ? .notEvaluated : isSatisfied ?? (share >= expectation.mostly) ? .passed : .failed
        let examples = brokenRows.prefix(Self.exampleLimit).map { row in
            ValidationReport.Example(
                row: row, value: column.map { String($0.uncheckedValue(at: row).description.prefix(80)) } ?? "")
        }
        return ValidationReport.Result(
            expectation: expectation, status: status, evaluatedCount: evaluatedCount, brokenCount: brokenRows.count,
            examples: examples, note: problem.map(\.description) ?? finding)
    }
}

extension DataExpectation {
    /// Checks a table.
    func evaluate(_ frame: DataFrame) throws(DataError) -> ExpectationEvaluation {
        var evaluation = ExpectationEvaluation()
        do {
            switch rule {
            case .columnsExist(let names):
                let absent = names.filter { frame.schema.position(of: $0) == nil }
                evaluation.isSatisfied = absent.isEmpty
                if !absent.isEmpty { evaluation.finding = "there is no column \(absent.joined(separator: ", "))" }
            case .rowCountBetween(let minimum, let maximum):
                evaluation.isSatisfied = frame.rowCount >= minimum && frame.rowCount <= maximum ?? .max
                evaluation.finding = "\(frame.rowCount) rows"
            case .typeIs(let name, let type):
                let actual = try frame.column(name).type
                evaluation.isSatisfied = actual == type
                evaluation.finding = "the type is \(actual.rawValue)"
            case .matches(let predicate):
                let mask = try frame.mask(of: predicate)
                evaluation.evaluatedCount = mask.count
                evaluation.brokenRows = mask.indices.filter { !mask[$0] }
            case .notMissing(let name):
                let column = try frame.column(name)
                evaluation.column = column
                evaluation.evaluatedCount = column.count
                evaluation.brokenRows = (0..<column.count).filter { !column.validity[$0] }
            default:
                guard let name = columnName else { return evaluation }
                let column = try frame.column(name)
                let isGood = try column.verdicts(on: rule, name: name)
                evaluation.column = column
                evaluation.evaluatedCount = column.count - column.missingCount
                evaluation.brokenRows = isGood.indices.filter { column.validity[$0] && !isGood[$0] }
            }
        } catch let error as DataError {
            evaluation.problem = error
        } catch {
            throw DataError(.invalidConfiguration, "the expectation cannot be evaluated", at: "\(self)", cause: error)
        }
        return evaluation
    }

    private var columnName: String? {
        switch rule {
        case .notMissing(let column), .inRange(let column, _, _), .inSet(let column, _),
            .lengthBetween(let column, _, _), .wordCountBetween(let column, _, _), .unique(let column),
            .listElementsInSet(let column, _), .listNotEmpty(let column), .typeIs(let column, _):
            column
        case .matches, .rowCountBetween, .columnsExist: nil
        }
    }
}

extension Column {
    /// For each present value whether it satisfies a rule about single columns; missing values get either answer.
    fileprivate func verdicts(on rule: DataExpectation.Rule, name: String) throws(DataError) -> [Bool] {
        func unfit(_ wanted: String) -> DataError {
            DataError(
                .typeMismatch, "the column has type \(type.rawValue)", at: "column \"\(name)\"",
                remedy: "The expectation needs \(wanted).")
        }
        switch rule {
        case .inRange(_, let lower, let upper):
            guard type.isNumeric || type == .timestamp || type == .bool else { throw unfit("numbers or times") }
            return mask(atLeast: lower, atMost: upper)
        case .inSet(_, let values):
            guard type == .string, values.count > 16 else { return mask(equalToAnyOf: values) }
            let wanted = Set(values)
            return (0..<count).map { wanted.contains(uncheckedValue(at: $0)) }
        case .lengthBetween(_, let minimum, let maximum):
            guard let texts else { throw unfit("texts") }
            return (0..<count).map {
                (minimum...(maximum ?? .max)).contains(texts.withUTF8(at: $0, TextMeasure.characterCount))
            }
        case .wordCountBetween(_, let minimum, let maximum):
            guard let texts else { throw unfit("texts") }
            return (0..<count).map {
                (minimum...(maximum ?? .max)).contains(texts.withUTF8(at: $0, TextMeasure.wordCount))
            }
        case .unique:
            let codes = codes()
            let counts = codes.counts
            return codes.codes.map { $0 >= 0 && counts[$0] == 1 }
        case .listElementsInSet(_, let values):
            guard let lists else { throw unfit("lists of texts") }
            let wanted = Set(values)
            return (0..<count).map { lists.range(at: $0).allSatisfy { wanted.contains(lists.texts.string(at: $0)) } }
        case .listNotEmpty:
            guard let lists else { throw unfit("lists of texts") }
            return (0..<count).map { !lists.range(at: $0).isEmpty }
        case .notMissing, .matches, .typeIs, .rowCountBetween, .columnsExist:
            return [Bool](repeating: true, count: count)
        }
    }

    /// Whether each value is a number or time of at least `lower` and at most `upper`.
    private func mask(atLeast lower: Double?, atMost upper: Double?) -> [Bool] {
        let least = lower ?? -.infinity
        let most = upper ?? .infinity
        if case .timestamp(let values) = storage {
            return values.map { Double($0) >= least && Double($0) <= most }
        }
        return (numbers ?? []).map { $0 >= least && $0 <= most }
    }
}
