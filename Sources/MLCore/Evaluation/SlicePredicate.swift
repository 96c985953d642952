/// Says which rows belong to a slice of the data; shared by evaluation, gates, monitors and routers.
///
/// A comparison with a missing value is false, except ``isMissing(column:)``; so ``not(_:)`` of a comparison holds for
/// missing values. ``and(_:)`` of nothing holds for every row and ``or(_:)`` of nothing for none.
public indirect enum SlicePredicate: Sendable, Hashable {
    /// Every row.
    case all
    /// The value of a column equals the given value; integers and floating-point numbers compare by exact value.
    case equals(column: String, Value)
    /// The value of a column is one of the given values.
    case isIn(column: String, [Value])
    /// The number or time in a column is at least the lower and below the upper bound; `nil` means unbounded.
    case inRange(column: String, lower: Double?, upper: Double?)
    /// The list in a column holds the given text.
    case contains(column: String, String)
    /// The value of a column is missing.
    case isMissing(column: String)
    /// All of the predicates hold.
    case and([SlicePredicate])
    /// At least one of the predicates holds.
    case or([SlicePredicate])
    /// The predicate does not hold.
    case not(SlicePredicate)

    /// The deepest nesting that is read or evaluated.
    public static let maximumDepth = 16

    /// Whether a row belongs to the slice.
    ///
    /// - Parameter value: Gives the value of a column.
    /// - Returns: Whether the predicate holds.
    /// - Throws: ``CoreError`` with code `limitExceeded` for nesting beyond ``maximumDepth``, or what `value` throws.
    public func matches(_ value: (String) throws -> Value) throws -> Bool {
        try matches(value, depth: 0)
    }

    /// The columns that are looked at, in ascending order.
    ///
    /// - Throws: ``CoreError`` with code `limitExceeded` for nesting beyond ``maximumDepth``.
    public func columns() throws(CoreError) -> [String] {
        var found: Set<String> = []
        var pending: [(SlicePredicate, depth: Int)] = [(self, 0)]
        while let (predicate, depth) = pending.popLast() {
            try Self.check(depth)
            switch predicate {
            case .all: break
            case .equals(let column, _), .isIn(let column, _), .inRange(let column, _, _), .contains(let column, _),
                .isMissing(let column):
                found.insert(column)
            case .and(let parts), .or(let parts): pending.append(contentsOf: parts.map { ($0, depth + 1) })
            case .not(let part): pending.append((part, depth + 1))
            }
        }
        return found.sorted()
    }

    private func matches(_ value: (String) throws -> Value, depth: Int) throws -> Bool {
        try Self.check(depth)
        switch self {
        case .all: return true
        case .equals(let column, let expected): return Self.equal(try value(column), expected)
        case .isIn(let column, let expected):
            let actual = try value(column)
            return expected.contains { Self.equal(actual, $0) }
        case .inRange(let column, let lower, let upper):
            guard let number = Self.position(try value(column)) else { return false }
            return number >= lower ?? -.infinity && (upper.map { number < $0 } ?? !number.isNaN)
        case .contains(let column, let text):
            guard case .stringList(let list) = try value(column) else { return false }
            return list.contains(text)
        case .isMissing(let column): return try value(column).isMissing
        case .and(let parts): return try parts.allSatisfy { try $0.matches(value, depth: depth + 1) }
        case .or(let parts): return try parts.contains { try $0.matches(value, depth: depth + 1) }
        case .not(let part): return try !part.matches(value, depth: depth + 1)
        }
    }

    private static func check(_ depth: Int) throws(CoreError) {
        guard depth < maximumDepth else {
            throw CoreError(
                .limitExceeded, "the predicate is nested more than \(maximumDepth) deep", at: "slice predicate")
        }
    }

    private static func equal(_ left: Value, _ right: Value) -> Bool {
        if left.isMissing || right.isMissing { return false }
        switch (left, right) {
        case (.int64(let integer), .double), (.int64(let integer), .float):
            // Large integers round to doubles that they do not equal.
            return right.number.flatMap(Int64.init(exactly:)) == integer
        case (.double, .int64), (.float, .int64): return equal(right, left)
        case (.double(let double), .float(let float)), (.float(let float), .double(let double)):
            return double == Double(float)
        default: return left == right
        }
    }

    private static func position(_ value: Value) -> Double? {
        if case .timestamp(let time) = value { return Double(time.microseconds) }
        return value.number
    }
}

extension SlicePredicate: CustomStringConvertible {
    /// The predicate as text, such as `year ≥ 1980 and year < 1990`; nesting beyond ``maximumDepth`` is shown as `…`.
    public var description: String { text(depth: 0) }

    private func text(depth: Int) -> String {
        guard depth < Self.maximumDepth else { return "…" }
        switch self {
        case .all: return "all rows"
        case .equals(let column, let value): return "\(column) = \(value)"
        case .isIn(let column, let values): return "\(column) in {\(values.map(\.description).joined(separator: ", "))}"
        case .inRange(let column, let lower, let upper):
            let bounds = [lower.map { "\(column) ≥ \(Self.short($0))" }, upper.map { "\(column) < \(Self.short($0))" }]
            return bounds.contains { $0 != nil }
                ? bounds.compactMap(\.self).joined(separator: " and ") : "\(column) is a number"
        case .contains(let column, let text): return "\(column) has \(text)"
        case .isMissing(let column): return "\(column) is missing"
        case .and(let parts): return parts.map { "(\($0.text(depth: depth + 1)))" }.joined(separator: " and ")
        case .or(let parts): return parts.map { "(\($0.text(depth: depth + 1)))" }.joined(separator: " or ")
        case .not(let part): return "not (\(part.text(depth: depth + 1)))"
        }
    }

    private static func short(_ number: Double) -> String {
        Int64(exactly: number).map(String.init) ?? number.description
    }
}
