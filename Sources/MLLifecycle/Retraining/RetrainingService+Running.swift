#if ServiceLifecycle
import MLCore
import MLMonitor
import ServiceLifecycle
import Synchronization

extension RetrainingService {
    /// Does rounds until a graceful shutdown, a cancellation or an error; see ``RetrainingService``.
    ///
    /// - Throws: `CancellationError`, or ``LifecycleError`` with code `handlerFailed`, `stateNotSaved`, `drainTimedOut` or
    ///   `alreadyRunning`.
    public func run() async throws {
        guard isRunning.compareExchange(expected: false, desired: true, ordering: .acquiringAndReleasing).exchanged
        else {
            throw LifecycleError(.alreadyRunning, "the service is running already", at: store.place)
        }
        defer { isRunning.store(false, ordering: .releasing) }
        let loop = GracefulLoop(clock: configuration.clock, drainTime: configuration.drainTime)
        try await loop.run {
            try await self.work(loop, self.configuration.clock)
        } overdue: { cause in
            LifecycleError(
                .drainTimedOut, "the shutdown took longer than \(self.configuration.drainTime); the round was stopped",
                at: self.store.place, remedy: "Allow more time; with a store the round begins again after a restart.",
                cause: cause)
        }
    }

    private func work<Time: Clock<Duration>>(_ loop: GracefulLoop, _ clock: Time) async throws {
        do {
            var lastProposal = clock.now
            repeat {
                while !Task.isShuttingDownGracefully, let proposal = waiting.first {
                    try await round(proposal)
                    lastProposal = clock.now
                }
                if let schedule = configuration.schedule, lastProposal.duration(to: clock.now) >= schedule {
                    lastProposal = clock.now
                    propose(scheduled(after: schedule))
                }
            } while try await loop.pause(waiting.isEmpty ? configuration.interval : .zero) == .elapsed
            try await save()
        } catch {
            // The first error says why the service ends.
            try? await save()
            throw error
        }
    }

    private func scheduled(after schedule: Duration) -> RetrainingProposal {
        let highest = state.withLock(\.highestNumber)
        return RetrainingProposal(
            number: highest < .max ? highest + 1 : highest, subject: configuration.subject, windowKey: 0,
            reasons: ["schedule: \(schedule) without retraining"])
    }

    private func round(_ proposal: RetrainingProposal) async throws {
        try await save()
        configuration.observer.observe(proposal.startedEvent)
        let actions = actions
        let outcome = try await offCooperativePool(cancelling: configuration.cancellation) {
            var loop = RetrainingLoop()
            return try loop.run(proposal, with: actions)
        }
        // A round that was stopped is no outcome: its proposal waits for the next start.
        if outcome.kind == .failed { try Task.checkCancellation() }
        configuration.observer.observe(outcome.event)
        do {
            try await handle(outcome)
        } catch {
            try Task.checkCancellation()
            throw LifecycleError(
                .handlerFailed, "the outcome of round \(proposal.number) was not taken", at: store.place, cause: error)
        }
        state.withLock { state in _ = state.waiting.removeFirst() }
        try await save()
    }

    private func save() async throws { try await store.save(state.withLock { $0 }) }
}
#endif
