import MLCore

extension ExpectationSuite {
    /// Suggests expectations from a profile: what held of this table and is likely to be meant.
    ///
    /// - Types, the columns and that there are rows.
    /// - Not missing where nothing was; otherwise a completeness of at least the lower end of Wilson's interval of 95 %
    ///   (1927), where at least a fifth is there.
    /// - Texts, whole numbers and truth values with at most 50 different values, of which at most a tenth occur once: one of
    ///   these. If only the frequent ones cover 90 % of the rows: one of those in at least 80 %.
    /// - Unique where every value of at least 20 is different.
    /// - Numbers: not negative where none is; otherwise within the range of the table, widened by its tenth; means within
    ///   half a standard deviation.
    /// - Texts: not longer than twice the longest one.
    ///
    /// - Parameters:
    ///   - profile: The profile of a table that is as it should be.
    ///   - name: The name of the suite.
    /// - Returns: The suite; a person should read it before it guards anything.
    public static func suggested(from profile: TableProfile, name: String = "suggested") -> ExpectationSuite {
        var expectations: [DataExpectation] = []
        if !profile.columns.isEmpty { expectations.append(.columnsExist(profile.columns.map(\.name))) }
        if profile.rowCount > 0 { expectations.append(.rowCountBetween(minimum: 1)) }
        if profile.duplicateRowCount == 0, profile.rowCount >= 20 {
            expectations.append(.statistic(.duplicateRowCount, upper: 0))
        }
        for column in profile.columns { expectations += column.suggestions }
        return ExpectationSuite(name, expectations)
    }
}

extension ColumnProfile {
    fileprivate var suggestions: [DataExpectation] {
        guard presentCount > 0 else { return [] }
        var expectations = [DataExpectation.typeIs(name, type)]
        if missingCount == 0 {
            expectations.append(.notMissing(name))
        } else if let share = leastCompleteness {
            expectations.append(.notMissing(name, mostly: share))
        }
        let isUnique = distinct.isExact && distinct.count == presentCount && presentCount >= 20
        if isUnique, type == .string || type == .int64 { expectations.append(.unique(name)) }
        if let values = categories, !isUnique { expectations.append(values) }
        if type.isNumeric, let numbers { expectations += suggestions(of: numbers) }
        if type == .string, categories == nil, let longest = characterCounts?.maximum,
            let limit = Int(exactly: longest * 2)
        {
            expectations.append(.lengthBetween(name, minimum: emptyCount > 0 ? 0 : 1, maximum: limit))
        }
        if type == .stringList, emptyCount == 0 { expectations.append(.listNotEmpty(name)) }
        return expectations
    }

    /// The lower end of Wilson's interval of the share of present values; `nil` below a fifth.
    private var leastCompleteness: Double? {
        let (n, share) = (Double(rowCount), Double(presentCount) / Double(rowCount))
        guard share >= 0.2 else { return nil }
        let z = 1.959963984540054
        let center = share + z * z / (2 * n)
        let width = z * (share * (1 - share) / n + z * z / (4 * n * n)).squareRoot()
        // Rounded down, so that people can read it and the table itself satisfies it.
        return max(0, ((center - width) / (1 + z * z / n) * 1000).rounded(.down) / 1000)
    }

    private var categories: DataExpectation? {
        guard type == .string || type == .int64, let topValues, distinct.isExact, !topValues.isEmpty else { return nil }
        let texts = topValues.filter { $0.value.count < 80 }
        let values = texts.compactMap { frequency -> Value? in
            type == .string
                ? .string(frequency.value) : NumberParser.int64(frequency.value).map(Value.int64)
        }
        guard values.count == topValues.count else { return nil }
        if distinct.count == topValues.count, distinct.count <= 50, distinct.count * 10 <= presentCount {
            guard texts.count(where: { $0.count == 1 }) * 10 <= texts.count else { return nil }
            return .inSet(name, values)
        }
        let covered = topValues.reduce(0) { $0 + $1.count }
        guard type == .string, Double(covered) >= 0.9 * Double(presentCount) else { return nil }
        return .inSet(name, values, mostly: 0.8)
    }

    private func suggestions(of numbers: Distribution) -> [DataExpectation] {
        var expectations: [DataExpectation] = []
        if infiniteCount == 0, nanCount == 0, type != .int64 { expectations.append(.init(.finite(column: name))) }
        let margin = (numbers.maximum - numbers.minimum) / 10
        if categories == nil, margin.isFinite, infiniteCount == 0, nanCount == 0 {
            let lower = numbers.minimum >= 0 ? 0 : numbers.minimum - margin
            expectations.append(
                .inRange(name, lower: lower.rounded(.down), upper: (numbers.maximum + margin).rounded(.up)))
        }
        if let deviation = numbers.standardDeviation, deviation > 0, categories == nil {
            let width = deviation / 2
            let (lower, upper) = (numbers.mean - width, numbers.mean + width)
            expectations.append(
                .statistic(
                    .mean, of: name, lower: min(lower, Self.short(lower, .down, within: width)),
                    upper: max(upper, Self.short(upper, .up, within: width))))
        }
        return expectations
    }

    /// A number with few digits, off by at most a hundredth of a width.
    private static func short(_ number: Double, _ rule: FloatingPointRoundingRule, within width: Double) -> Double {
        var (step, exponent) = (1.0, 0)
        while step > width / 100, exponent > -300 { (step, exponent) = (step / 10, exponent - 1) }
        while step * 10 <= width / 100, exponent < 300 { (step, exponent) = (step * 10, exponent + 1) }
        guard let digits = Int64(exactly: (number / step).rounded(rule)) else { return number }
        return NumberParser.double("\(digits)e\(exponent)") ?? number
    }
}
