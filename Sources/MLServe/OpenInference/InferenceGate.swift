import MLCore
import Synchronization

/// The requests to one model on their way: a lock around an ``AdmissionQueue``, and workers behind it.
final class InferenceGate: Sendable {
    /// What is done for a job when its turn comes; called on a worker.
    typealias Work = @Sendable (InferenceJob) -> InferenceOutcome
    /// What a job is told that is not worked on.
    typealias Refuse = @Sendable (AdmissionQueue.Refusal) -> InferenceOutcome

    private struct State {
        var queue: AdmissionQueue
        var waiting: [UInt64: (job: InferenceJob, work: Work, refuse: Refuse)] = [:]
    }

    private let model: String
    private let pool: WorkerPool
    private let now: @Sendable () -> ContinuousClock.Instant
    private let observer: any EventObserver
    private let state: Mutex<State>

    init(
        model: String, limits: ConcurrencyLimits, pool: WorkerPool,
        now: @escaping @Sendable () -> ContinuousClock.Instant, observer: any EventObserver
    ) {
        self.model = model
        self.pool = pool
        self.now = now
        self.observer = observer
        state = Mutex(State(queue: AdmissionQueue(limits)))
    }

    /// Takes in a job: it is worked on, waits, or is refused.
    func enter(_ job: InferenceJob, work: @escaping Work, refuse: @escaping Refuse) {
        let time = now()
        let deadline = job.deadline
        let (verdict, evicted) = state.withLock { state in
            let result = state.queue.enter(job.ticket, caller: job.caller, deadline: deadline, now: time)
            if result.verdict == .wait { state.waiting[job.ticket] = (job, work, refuse) }
            let evicted = result.evicted.map { ($0, state.waiting.removeValue(forKey: $0.ticket)) }
            return (result.verdict, evicted)
        }
        apply(evicted)
        switch verdict {
        case .run: start(job, work)
        case .wait: break
        case .refuse(let refusal): job.finish(refuse(refusal))
        }
    }

    /// Takes a job out if it still waits.
    func withdraw(_ job: InferenceJob) {
        state.withLock { state in
            if state.queue.withdraw(job.ticket) { state.waiting[job.ticket] = nil }
        }
    }

    private func start(_ job: InferenceJob, _ work: @escaping Work) {
        let begin = now()
        pool.submit { [self] in
            // What nobody waits for any more is not computed, and nothing is learned from it.
            let isWanted = !job.isFinished && now() < job.deadline
            let outcome = work(job)
            leave(job, after: isWanted ? begin.duration(to: now()) : nil)
            job.finish(outcome)
        }
    }

    private func leave(_ job: InferenceJob, after duration: Duration?) {
        let time = now()
        let (decisions, change) = state.withLock { state in
            let before = state.queue.limit
            let decisions = state.queue.leave(caller: job.caller, after: duration, now: time)
            let after = state.queue.limit
            return (
                decisions.map { ($0, state.waiting.removeValue(forKey: $0.ticket)) },
                before == after ? nil : (after, state.queue.runningCount, state.queue.waitingCount)
            )
        }
        apply(decisions)
        guard let (limit, running, waiting) = change else { return }
        observer.observe(
            Event(
                .metric, "serve.admission.limit",
                fields: [
                    "model": .string(model), "limit": .int64(Int64(limit)), "running": .int64(Int64(running)),
                    "waiting": .int64(Int64(waiting)),
                ]))
    }

    private func apply(
        _ decisions: [(AdmissionQueue.Decision, (job: InferenceJob, work: Work, refuse: Refuse)?)]
    ) {
        for case (let decision, let entry?) in decisions {
            if let refusal = decision.refusal {
                entry.job.finish(entry.refuse(refusal))
            } else {
                start(entry.job, entry.work)
            }
        }
    }
}
