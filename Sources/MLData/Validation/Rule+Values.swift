import MLCore
import MLStatistics

extension DataExpectation.Rule {
    /// The rows whose present value breaks a rule about the values of one column.
    func brokenRows(_ facts: ColumnFacts, name: String) throws(DataError) -> [Int] {
        let column = facts.column
        func unfit(_ wanted: String) -> DataError {
            DataError(
                .typeMismatch, "the column has type \(column.type.rawValue)", at: "column \"\(name)\"",
                remedy: "The expectation needs \(wanted).")
        }
        func texts() throws(DataError) -> TextBuffer {
            guard let texts = column.texts else { throw unfit("texts") }
            return texts
        }
        func present(where breaks: (Int) -> Bool) -> [Int] {
            (0..<column.count).filter { column.validity[$0] && breaks($0) }
        }
        switch self {
        case .inRange(_, let lower, let upper):
            guard column.type.isNumberLike else { throw unfit("numbers or times") }
            return column.rows(outside: lower ?? -.infinity, upper ?? .infinity)
        case .finite:
            guard column.type.isNumberLike else { throw unfit("numbers") }
            return column.rows(outside: -.greatestFiniteMagnitude, .greatestFiniteMagnitude)
        case .zScoreWithin(_, let limit):
            guard column.type.isNumeric else { throw unfit("numbers") }
            guard let mean = facts.moments.mean, let deviation = facts.moments.standardDeviation else { return [] }
            return column.rows(outside: mean - limit * deviation, mean + limit * deviation)
        case .inSet(_, let values), .notInSet(_, let values):
            guard values.allSatisfy({ $0.compares(with: column.type) }) else { throw unfit("values of that type") }
            let isWanted = if case .inSet = self { true } else { false }
            return facts.rows(in: values, isWanted: isWanted)
        case .lengthBetween(_, let minimum, let maximum):
            let range = minimum...(maximum ?? .max)
            _ = try texts()
            return facts.rows { range.contains(TextMeasure.characterCount($0)) }
        case .wordCountBetween(_, let minimum, let maximum):
            let range = minimum...(maximum ?? .max)
            _ = try texts()
            return facts.rows { range.contains(TextMeasure.wordCount($0)) }
        case .hasFormat(_, let format):
            _ = try texts()
            return facts.rows(failing: format.accepts)
        case .matchesPattern(_, let patterns):
            _ = try texts()
            let patterns = try TextPatterns(patterns)
            return facts.rows { patterns.match($0) }
        case .matchesNoPattern(_, let patterns):
            _ = try texts()
            let patterns = try TextPatterns(patterns)
            return facts.rows { !patterns.match($0) }
        case .isLike(_, let patterns), .isNotLike(_, let patterns):
            _ = try texts()
            var expressions: [String] = []
            for pattern in patterns { expressions.append(try LikePattern.expression(pattern)) }
            let search = try TextPatterns(expressions)
            let isWanted = if case .isLike = self { true } else { false }
            return facts.rows { search.match($0) == isWanted }
        case .hasTimeFormat(_, let format):
            _ = try texts()
            let format = try TimestampFormat(format)
            return facts.rows { format.microseconds($0) != nil }
        case .conformsToSchema(_, let schema):
            _ = try texts()
            let check = try JSONSchemaCheck(schema.document)
            return facts.rows(failing: check.accepts)
        case .elementCountBetween(_, let minimum, let maximum):
            guard let lists = column.lists else { throw unfit("lists of texts") }
            return present { !(minimum...(maximum ?? .max)).contains(lists.range(at: $0).count) }
        case .elementOccurrences(_, let value, let minimum, let maximum):
            guard let lists = column.lists else { throw unfit("lists of texts") }
            let wanted = ComparableText(value)
            return present { row in
                let count = lists.range(at: row).count { lists.texts.withUTF8(at: $0) { wanted.equals($0) } }
                return !(minimum...(maximum ?? .max)).contains(count)
            }
        case .unique:
            let codes = column.codes()
            let counts = codes.counts
            return present { counts[codes.codes[$0]] > 1 }
        case .ordered(_, let order, let isStrict):
            guard column.type.isNumberLike || column.type == .string else { throw unfit("numbers, times or texts") }
            return column.rows(breaking: order, isStrict: isStrict)
        case .listElementsInSet(_, let values):
            guard let lists = column.lists else { throw unfit("lists of texts") }
            let wanted = Set(values)
            return present { row in !lists.range(at: row).allSatisfy { wanted.contains(lists.texts.string(at: $0)) } }
        case .listNotEmpty:
            guard let lists = column.lists else { throw unfit("lists of texts") }
            return present { lists.range(at: $0).isEmpty }
        default: return []
        }
    }
}

extension Column {
    /// The present numbers or times that are not in a range; NaN is not.
    fileprivate func rows(outside least: Double, _ most: Double) -> [Int] {
        var rows: [Int] = []
        let validity = validity
        let hasMissing = validity.hasMissing
        @inline(__always)
        func check(_ value: Double, _ row: Int) {
            if !(value >= least && value <= most), !hasMissing || validity[row] { rows.append(row) }
        }
        switch storage {
        case .bool(let values): for row in values.indices { check(values[row] ? 1 : 0, row) }
        case .int64(let values), .timestamp(let values):
            // As integers, so that bounds beyond 2⁵³ are exact.
            let (first, last) = (Self.integer(atLeast: least), Self.integer(atMost: most))
            for row in values.indices where !hasMissing || validity[row] {
                if let first, let last, values[row] >= first, values[row] <= last { continue }
                rows.append(row)
            }
        case .double(let values):
            values.withUnsafeBufferPointer { for row in 0..<$0.count { check($0[row], row) } }
        case .float(let values):
            values.withUnsafeBufferPointer { for row in 0..<$0.count { check(Double($0[row]), row) } }
        case .string, .stringList: break
        }
        return rows
    }

    /// The smallest integer that is not below a bound, or `nil` when there is none.
    private static func integer(atLeast bound: Double) -> Int64? {
        bound <= -0x1p63 ? .min : Int64(exactly: bound.rounded(.up))
    }

    /// The largest integer that is not above a bound, or `nil` when there is none.
    private static func integer(atMost bound: Double) -> Int64? {
        bound >= 0x1p63 ? .max : Int64(exactly: bound.rounded(.down))
    }

    /// The rows whose value does not follow the one before it in an order; NaN follows nothing and is followed by
    /// anything.
    fileprivate func rows(breaking order: DataExpectation.Order, isStrict: Bool) -> [Int] {
        var rows: [Int] = []
        var before: Int?
        for row in 0..<count where validity[row] {
            guard RowComparison.order(self, row, self, row) != nil else {
                rows.append(row)
                continue
            }
            if let before {
                let comparison = RowComparison.order(self, before, self, row).map { order == .increasing ? $0 : -$0 }
                if comparison.map({ isStrict ? $0 >= 0 : $0 > 0 }) ?? true { rows.append(row) }
            }
            before = row
        }
        return rows
    }
}

extension ColumnFacts {
    /// The rows whose present value is in a set, or is not.
    fileprivate func rows(in values: [Value], isWanted: Bool) -> [Int] {
        if column.type == .string {
            let wanted = Set(values.compactMap { if case .string(let text) = $0 { text } else { nil } })
            let comparable = wanted.map(ComparableText.init)
            return rows { text in
                let isIn =
                    comparable.count <= 16
                    ? comparable.contains { $0.equals(text) } : wanted.contains(String(decoding: text, as: UTF8.self))
                return isIn == isWanted
            }
        }
        let mask = column.mask(equalToAnyOf: values)
        return mask.indices.filter { column.validity[$0] && mask[$0] != isWanted }
    }
}

extension Value {
    /// Whether the value can equal values of a column of a type; a missing one equals none and fits any.
    fileprivate func compares(with type: ColumnType) -> Bool {
        guard let own = self.type else { return true }
        return own == type || (own.isNumeric && type.isNumeric)
    }
}

/// How two values of columns compare.
enum RowComparison {
    /// Negative, zero or positive; `nil` for NaN and for values that do not compare.
    static func order(_ left: Column, _ first: Int, _ right: Column, _ second: Int) -> Int? {
        switch (left.storage, right.storage) {
        case (.int64(let left), .int64(let right)), (.timestamp(let left), .timestamp(let right)):
            return order(left[first], right[second])
        case (.double(let left), .double(let right)): return order(left[first], right[second])
        case (.string(let left), .string(let right)):
            return order(left.string(at: first), right.string(at: second))
        default:
            let values = (left.uncheckedValue(at: first), right.uncheckedValue(at: second))
            if let first = values.0.number, let second = values.1.number { return order(first, second) }
            return values.0 == values.1 ? 0 : nil
        }
    }

    @inline(__always)
    private static func order<Scalar: Comparable>(_ left: Scalar, _ right: Scalar) -> Int? {
        left < right ? -1 : left > right ? 1 : left == right ? 0 : nil
    }
}
