public import MLCore

/// A clock that always tells the same time, so that what a test writes has the same bytes in every run.
public struct FixedClock: WallClock, Hashable {
    /// The time that the clock tells.
    public let time: Timestamp

    /// Creates a clock that stands still.
    ///
    /// - Parameter time: The time that it tells.
    public init(_ time: Timestamp) { self.time = time }

    /// Creates a clock that stands still.
    ///
    /// - Parameter microseconds: The time that it tells, in microseconds since 1970 in UTC.
    public init(microseconds: Int64 = 0) { self.init(Timestamp(microseconds: microseconds)) }

    /// The time that the clock was created with.
    public func now() -> Timestamp { time }
}
