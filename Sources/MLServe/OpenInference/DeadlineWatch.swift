import Synchronization

/// Looks after requests that wait or are worked on, and tells when one's deadline has passed.
///
/// One task looks every few milliseconds while there are requests, instead of one timer for each: a cancelled timer of
/// the Swift runtime stays in memory until it would have fired.
final class DeadlineWatch: Sendable {
    private struct State {
        var jobs: [UInt64: InferenceJob] = [:]
        var isWatching = false
    }

    private static let interval = Duration.milliseconds(10)
    private let state = Mutex(State())
    private let now: @Sendable () -> ContinuousClock.Instant
    private let expire: @Sendable (InferenceJob) -> Void

    /// Creates a watch over nothing.
    ///
    /// - Parameters:
    ///   - now: Tells the time.
    ///   - expire: Called once for each job whose deadline passes before it is removed.
    init(now: @escaping @Sendable () -> ContinuousClock.Instant, expire: @escaping @Sendable (InferenceJob) -> Void) {
        self.now = now
        self.expire = expire
    }

    /// Looks after a job until it is removed.
    func add(_ job: InferenceJob) {
        let mustBegin = state.withLock { state in
            state.jobs[job.ticket] = job
            defer { state.isWatching = true }
            return !state.isWatching
        }
        guard mustBegin else { return }
        Task.detached { [weak self] in
            while let self, self.look() { try? await Task.sleep(for: Self.interval) }
        }
    }

    /// Looks no longer after a job.
    func remove(_ job: InferenceJob) {
        state.withLock { state in state.jobs[job.ticket] = nil }
    }

    /// Expires what has passed.
    ///
    /// - Returns: Whether there is more to look after.
    private func look() -> Bool {
        let time = now()
        let expired = state.withLock { state -> [InferenceJob]? in
            guard !state.jobs.isEmpty else {
                state.isWatching = false
                return nil
            }
            let expired = state.jobs.values.filter { $0.deadline <= time }
            for job in expired { state.jobs[job.ticket] = nil }
            return expired
        }
        guard let expired else { return false }
        for job in expired { expire(job) }
        return true
    }
}
