import MLCore
import Synchronization

/// One inference request from its admission to its answer, which it gets exactly once.
final class InferenceJob: Sendable {
    private struct State {
        var continuation: CheckedContinuation<InferenceOutcome, Never>?
        var outcome: InferenceOutcome?
        var deadline: ContinuousClock.Instant
    }

    /// Tells the job from all others.
    let ticket: UInt64
    /// Who asks.
    let caller: String
    private let state: Mutex<State>

    init(ticket: UInt64, caller: String, deadline: ContinuousClock.Instant) {
        self.ticket = ticket
        self.caller = caller
        state = Mutex(State(deadline: deadline))
    }

    /// When the answer is no longer wanted.
    var deadline: ContinuousClock.Instant { state.withLock(\.deadline) }

    /// Brings the deadline forward, once the request says how long it waits.
    func shorten(to deadline: ContinuousClock.Instant) {
        state.withLock { $0.deadline = min($0.deadline, deadline) }
    }

    /// Whether the answer was given.
    var isFinished: Bool { state.withLock { $0.outcome != nil } }

    /// Resumes a task with the answer, now or when it comes.
    func resume(_ continuation: CheckedContinuation<InferenceOutcome, Never>) {
        let outcome = state.withLock { state in
            if state.outcome == nil { state.continuation = continuation }
            return state.outcome
        }
        if let outcome { continuation.resume(returning: outcome) }
    }

    /// Gives the answer, unless there is one.
    func finish(_ outcome: InferenceOutcome) {
        let continuation = state.withLock { state -> CheckedContinuation<InferenceOutcome, Never>? in
            guard state.outcome == nil else { return nil }
            state.outcome = outcome
            defer { state.continuation = nil }
            return state.continuation
        }
        continuation?.resume(returning: outcome)
    }
}
