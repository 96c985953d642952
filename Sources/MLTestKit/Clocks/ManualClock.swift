import Synchronization

/// A clock whose time a test moves on; who sleeps by it wakes only then.
///
/// ```swift
/// let clock = ManualClock()
/// async let result: Void = service.run()
/// await clock.waitForSleepers()
/// clock.advance(by: .seconds(10))
/// ```
public final class ManualClock: Clock {
    /// A point in time of the clock.
    public struct Instant: InstantProtocol {
        /// How long after the start of the clock it is.
        public let sinceStart: Duration

        /// Creates a point in time.
        ///
        /// - Parameter sinceStart: How long after the start of the clock it is.
        public init(sinceStart: Duration) { self.sinceStart = sinceStart }

        /// The point in time later by a duration.
        public func advanced(by duration: Duration) -> Instant { Instant(sinceStart: sinceStart + duration) }

        /// How much later another point in time is.
        public func duration(to other: Instant) -> Duration { other.sinceStart - sinceStart }

        /// Whether the left point in time is the earlier one.
        public static func < (left: Instant, right: Instant) -> Bool { left.sinceStart < right.sinceStart }
    }

    private struct Sleeper {
        let deadline: Instant
        let continuation: CheckedContinuation<Void, any Error>
    }

    private struct State {
        var now = Instant(sinceStart: .zero)
        var nextSleeper = 0
        var sleepers: [Int: Sleeper] = [:]
        /// Sleepers whose task was cancelled before they began to sleep.
        var cancelled: Set<Int> = []
    }

    private let state = Mutex(State())

    /// Creates a clock that stands still at its start.
    public init() {}

    /// The time that the test has moved on to.
    public var now: Instant { state.withLock(\.now) }

    /// The smallest step of time: none is too small.
    public var minimumResolution: Duration { .zero }

    /// How many tasks sleep by the clock.
    public var sleeperCount: Int { state.withLock { $0.sleepers.count } }

    /// Sleeps until the test moves the time on far enough; returns at once when it is late already.
    ///
    /// - Parameters:
    ///   - deadline: When to wake.
    ///   - tolerance: Ignored.
    /// - Throws: `CancellationError` when the task is cancelled.
    public func sleep(until deadline: Instant, tolerance: Duration? = nil) async throws {
        let number = state.withLock { state in
            state.nextSleeper += 1
            return state.nextSleeper
        }
        try await withTaskCancellationHandler {
            try await withCheckedThrowingContinuation { continuation in
                let result: Result<Void, any Error>? = state.withLock { state in
                    if state.cancelled.remove(number) != nil { return .failure(CancellationError()) }
                    if deadline <= state.now { return .success(()) }
                    state.sleepers[number] = Sleeper(deadline: deadline, continuation: continuation)
                    return nil
                }
                if let result { continuation.resume(with: result) }
            }
        } onCancel: {
            let sleeper = state.withLock { state in
                let sleeper = state.sleepers.removeValue(forKey: number)
                if sleeper == nil { state.cancelled.insert(number) }
                return sleeper
            }
            sleeper?.continuation.resume(throwing: CancellationError())
        }
    }

    /// Moves the time on, and wakes who has slept long enough, the earliest first.
    ///
    /// - Parameter duration: By how much; a negative duration does nothing.
    public func advance(by duration: Duration) {
        let awake = state.withLock { state in
            state.now = state.now.advanced(by: max(duration, .zero))
            let due = state.sleepers.filter { $0.value.deadline <= state.now }
            for number in due.keys { state.sleepers[number] = nil }
            return due.sorted { ($0.value.deadline, $0.key) < ($1.value.deadline, $1.key) }
        }
        for (_, sleeper) in awake { sleeper.continuation.resume() }
    }

    /// Waits until tasks sleep by the clock.
    ///
    /// - Parameter count: How many tasks.
    public func waitForSleepers(_ count: Int = 1) async {
        while sleeperCount < count { await Task.yield() }
    }
}
