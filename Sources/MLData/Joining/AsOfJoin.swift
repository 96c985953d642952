/// How a row finds the row of another frame that was valid at its time.
///
/// Matches are those of `merge_asof` of pandas, without its need for sorted rows, and a row whose time is missing or
/// not a number is no error: it has no match.
public struct AsOfJoin: Sendable, Hashable {
    /// In which direction of time a match is looked for.
    public enum Direction: String, Sendable, Hashable, Codable {
        /// The last row at or before the time.
        case backward
        /// The first row at or after the time.
        case forward
        /// The nearest of both; at equal distances the earlier one. Of right rows with equal times the later row counts
        /// when they are at or before the time, and the earlier row when they are after it.
        case nearest
    }

    /// The column of times, integers or numbers in both frames, of the same type.
    public var time: String
    /// The columns that have to be equal.
    public var keys: [String]
    /// In which direction of time a match is looked for.
    public var direction: Direction
    /// The largest distance of a match, in microseconds for times and in the unit of the column otherwise; `nil` for
    /// any.
    public var tolerance: Double?
    /// Whether a row at exactly the time is a match.
    public var allowsExactMatches: Bool

    /// Creates the rules.
    ///
    /// - Parameters:
    ///   - time: The column of times, integers or numbers in both frames, of the same type.
    ///   - keys: The columns that have to be equal.
    ///   - direction: In which direction of time a match is looked for.
    ///   - tolerance: The largest distance of a match, in microseconds for times; `nil` for any.
    ///   - allowsExactMatches: Whether a row at exactly the time is a match.
    public init(
        on time: String, by keys: [String] = [], direction: Direction = .backward, tolerance: Double? = nil,
        allowsExactMatches: Bool = true
    ) {
        self.time = time
        self.keys = keys
        self.direction = direction
        self.tolerance = tolerance
        self.allowsExactMatches = allowsExactMatches
    }
}
