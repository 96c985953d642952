public import MLCore

extension ColumnExpression where Element == String {
    /// The text with lower-case letters.
    public var lowercased: Self { map { $0.lowercased() } }

    /// The number of characters.
    public var characterCount: ColumnExpression<Int64> { map { Int64($0.count) } }

    /// The text without white space at both ends.
    public var trimmed: Self {
        map { text in
            let start = text.drop { $0.isWhitespace }
            return String(start.reversed().drop { $0.isWhitespace }.reversed())
        }
    }

    /// Whether the text contains another one.
    ///
    /// - Parameter part: The text that is looked for; the empty one is in every text.
    /// - Returns: The expression of the truth values.
    public func contains(_ part: String) -> ColumnExpression<Bool> { map { part.isEmpty || $0.contains(part) } }

    /// Whether the text begins with another one.
    public func hasPrefix(_ part: String) -> ColumnExpression<Bool> { map { $0.hasPrefix(part) } }

    /// Whether the text ends with another one.
    public func hasSuffix(_ part: String) -> ColumnExpression<Bool> { map { $0.hasSuffix(part) } }

    /// The text with that of another expression behind it.
    public func appending(_ other: Self) -> Self { combine(other) { $0 + $1 } }

    /// The text with another one behind it.
    public func appending(_ other: String) -> Self { map { $0 + other } }
}

extension ColumnExpression where Element == [String] {
    /// The number of texts in the list.
    public var elementCount: ColumnExpression<Int64> { map { Int64($0.count) } }

    /// Whether the list holds a text.
    public func contains(_ text: String) -> ColumnExpression<Bool> { map { $0.contains(text) } }
}

extension ColumnExpression where Element == Timestamp {
    /// The seconds from another time to this one, negative when this one is earlier.
    ///
    /// - Parameter other: The other time.
    /// - Returns: The expression of the differences.
    public func seconds(since other: Self) -> ColumnExpression<Double> {
        combine(other) { later, earlier in
            let (difference, overflow) = later.microseconds.subtractingReportingOverflow(earlier.microseconds)
            return overflow
                ? Double(later.microseconds) / 1_000_000 - Double(earlier.microseconds) / 1_000_000
                : Double(difference) / 1_000_000
        }
    }

    /// The year in UTC.
    public var year: ColumnExpression<Int64> { map { Int64($0.date.year) } }

    /// The month in UTC, from 1 to 12.
    public var month: ColumnExpression<Int64> { map { Int64($0.date.month) } }

    /// The day of the month in UTC, from 1 on.
    public var day: ColumnExpression<Int64> { map { Int64($0.date.day) } }

    /// The hour in UTC, from 0 to 23.
    public var hour: ColumnExpression<Int64> { map { Self.remainder($0, 86_400_000_000) / 3_600_000_000 } }

    /// The minute, from 0 to 59.
    public var minute: ColumnExpression<Int64> { map { Self.remainder($0, 3_600_000_000) / 60_000_000 } }

    /// The day of the week in UTC, from 1 for Monday to 7 for Sunday, as in ISO 8601.
    public var weekday: ColumnExpression<Int64> {
        // Day 0, the first of January 1970, was a Thursday.
        map { Self.remainder($0, 604_800_000_000, shift: 3 * 86_400_000_000) / 86_400_000_000 + 1 }
    }

    /// What is left of a time within a period that counts from `shift` microseconds before 1970; never negative.
    private static func remainder(_ time: Timestamp, _ period: Int64, shift: Int64 = 0) -> Int64 {
        let rest = time.microseconds % period
        let shifted = (rest < 0 ? rest + period : rest) + shift
        return shifted % period
    }
}
