#if canImport(Glibc)
import Glibc
#elseif canImport(Musl)
import Musl
#elseif canImport(Darwin)
import Darwin
#endif

/// Tells the time of day, for labelling things.
///
/// Durations are measured with a `Clock` instead. The time is injected everywhere, so that tests and reproductions decide it.
public protocol WallClock: Sendable {
    /// The current time.
    func now() -> Timestamp
}

/// The clock of the operating system.
public struct SystemWallClock: WallClock {
    /// Creates the clock.
    public init() {}

    /// The current time of the operating system; the epoch when the system has no clock.
    public func now() -> Timestamp {
        var time = timespec()
        guard clock_gettime(CLOCK_REALTIME, &time) == 0 else { return Timestamp(microseconds: 0) }
        let (seconds, overflow) = Int64(time.tv_sec).multipliedReportingOverflow(by: 1_000_000)
        return overflow
            ? Timestamp(microseconds: 0)
            : Timestamp(microseconds: seconds).advanced(byMicroseconds: Int64(time.tv_nsec) / 1000)
    }
}
