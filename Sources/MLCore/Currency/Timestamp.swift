/// A point in time: microseconds since 1970-01-01T00:00:00Z, without leap seconds.
///
/// Timestamps label things; they never order them. Order is by sequence number, because clocks of machines differ and
/// go backwards.
public struct Timestamp: Sendable, Hashable, Comparable, Codable {
    /// Microseconds since the Unix epoch, UTC; negative before 1970.
    public let microseconds: Int64

    /// Creates a timestamp from microseconds since the Unix epoch.
    public init(microseconds: Int64) { self.microseconds = microseconds }

    /// Creates a timestamp from its stored form, a number of microseconds.
    ///
    /// - Throws: `DecodingError` when the value is not a 64-bit integer.
    public init(from decoder: any Decoder) throws {
        microseconds = try decoder.singleValueContainer().decode(Int64.self)
    }

    /// Stores the number of microseconds.
    ///
    /// - Throws: What the encoder throws.
    public func encode(to encoder: any Encoder) throws {
        var container = encoder.singleValueContainer()
        try container.encode(microseconds)
    }

    /// Whether the left timestamp is earlier.
    public static func < (left: Self, right: Self) -> Bool { left.microseconds < right.microseconds }

    /// The timestamp moved by a number of microseconds, held at the ends of the range.
    public func advanced(byMicroseconds distance: Int64) -> Timestamp {
        let (sum, overflow) = microseconds.addingReportingOverflow(distance)
        return Timestamp(microseconds: overflow ? (distance < 0 ? .min : .max) : sum)
    }
}
