import MLCore

extension DataExpectation: CustomStringConvertible {
    /// The expectation in words, such as `plot has at least 15 words`.
    public var description: String {
        switch rule {
        case .notMissing(let column): "\(column) is not missing"
        case .inRange(let column, let lower, let upper):
            "\(column) is " + Self.range(lower.map(Self.short), upper.map(Self.short), else: "a number")
        case .inSet(let column, let values): "\(column) is one of \(Self.list(values.map(\.description)))"
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
        }
    }

    private static func range(_ lower: String?, _ upper: String?, else other: String) -> String {
        switch (lower, upper) {
        case (let lower?, let upper?): "\(lower) to \(upper)"
        case (let lower?, nil): "at least \(lower)"
        case (nil, let upper?): "at most \(upper)"
        case (nil, nil): other
        }
    }

    private static func list(_ values: [String]) -> String {
        values.count > 8
            ? "\(values.prefix(7).joined(separator: ", ")) and \(values.count - 7) more"
            : values.joined(separator: ", ")
    }

    private static func short(_ number: Double) -> String {
        Int64(exactly: number).map(String.init) ?? NumberText.shortest(number)
    }

    /// What is wrong with the expectation itself, in words.
    var faults: [String] {
        var faults: [String] = []
        if !(0...1).contains(mostly) { faults.append("mostly \(mostly) is outside of 0 to 1") }
        switch rule {
        case .inRange(_, let lower, let upper):
            if lower?.isNaN == true || upper?.isNaN == true { faults.append("a bound is NaN") }
            if let lower, let upper, lower > upper { faults.append("the range is empty") }
        case .lengthBetween(_, let minimum, let maximum), .wordCountBetween(_, let minimum, let maximum),
            .rowCountBetween(let minimum, let maximum):
            if minimum < 0 { faults.append("the minimum \(minimum) is negative") }
            if let maximum, maximum < minimum { faults.append("the range is empty") }
        case .inSet(_, let values): if values.isEmpty { faults.append("the set is empty") }
        case .listElementsInSet(_, let values): if values.isEmpty { faults.append("the set is empty") }
        case .columnsExist(let names): if names.isEmpty { faults.append("no columns are named") }
        case .matches(let predicate):
            if (try? predicate.columns()) == nil { faults.append("the predicate is nested too deep") }
        case .notMissing, .unique, .listNotEmpty, .typeIs: break
        }
        return faults.map { "\(self): \($0)" }
    }
}
