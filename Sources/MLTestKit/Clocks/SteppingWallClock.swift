public import MLCore
import Synchronization

/// A clock that a test decides: it stands still, or moves on by the same step whenever it is read.
///
/// ```swift
/// let ledger = MemoryLedger(clock: SteppingWallClock(from: start, microsecondsPerReading: 1_000_000))
/// ```
public final class SteppingWallClock: WallClock {
    private let time: Mutex<Timestamp>
    private let step: Int64

    /// Creates a clock.
    ///
    /// - Parameters:
    ///   - start: The time of the first reading.
    ///   - step: By how many microseconds each reading is later than the one before; 0 stands still, and a negative
    ///     number runs backwards, as clocks of machines sometimes do.
    public init(from start: Timestamp = Timestamp(microseconds: 0), microsecondsPerReading step: Int64 = 0) {
        time = Mutex(start)
        self.step = step
    }

    /// The time; reading moves the clock on, also when several threads read.
    public func now() -> Timestamp {
        time.withLock { time in
            defer { time = time.advanced(byMicroseconds: step) }
            return time
        }
    }

    /// Sets the time of the next reading.
    ///
    /// - Parameter time: The time.
    public func set(to time: Timestamp) { self.time.withLock { $0 = time } }
}
