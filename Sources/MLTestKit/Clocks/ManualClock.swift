public import MLCore
import Synchronization

/// A clock that a test moves, also backwards; one value serves any number of threads.
///
/// ```swift
/// let clock = ManualClock(step: 1_000_000)
/// let ledger = MemoryLedger(clock: clock)  // entries are one second apart
/// clock.set(to: Timestamp(microseconds: 0))  // and then somebody sets the clock
/// ```
public final class ManualClock: WallClock {
    private let time: Mutex<Timestamp>
    /// The microseconds by which the clock moves each time it is asked.
    public let step: Int64

    /// Creates a clock.
    ///
    /// - Parameters:
    ///   - start: The time that the first question is answered with.
    ///   - step: The microseconds by which the clock moves each time it is asked; 0 moves it only by hand.
    public init(start: Timestamp = Timestamp(microseconds: 0), step: Int64 = 0) {
        time = Mutex(start)
        self.step = step
    }

    /// The time of the clock, which then moves by ``step``.
    public func now() -> Timestamp {
        time.withLock { time in
            defer { time = time.advanced(byMicroseconds: step) }
            return time
        }
    }

    /// Sets the clock.
    ///
    /// - Parameter newTime: The time that the next question is answered with.
    public func set(to newTime: Timestamp) { time.withLock { $0 = newTime } }

    /// Moves the clock; it stops at the earliest and the latest time that there is.
    ///
    /// - Parameter microseconds: How far; negative numbers move it backwards.
    public func advance(byMicroseconds microseconds: Int64) {
        time.withLock { $0 = $0.advanced(byMicroseconds: microseconds) }
    }
}
