#if ServiceLifecycle
import MLCore
import MLMonitor
import MLServe
import Synchronization

extension MonitoringService {
    /// Monitors until a graceful shutdown, a cancellation or an error; see ``MonitoringService``.
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
            try await self.work(loop)
        } overdue: { cause in
            LifecycleError(
                .drainTimedOut,
                """
                the shutdown took longer than \(self.configuration.drainTime); \
                \(self.state.withLock { $0.waiting.count }) windows were not told
                """, at: self.store.place,
                remedy: self.store.store == nil
                    ? "Allow more time, or give the service a store that keeps them."
                    : "They are in the store; allow more time to have them told before.", cause: cause)
        }
    }

    private func work(_ loop: GracefulLoop) async throws {
        do {
            var intervals = 0
            while case .elapsed = try await loop.pause(configuration.interval) {
                collect()
                try await tell()
                intervals += 1
                guard intervals >= configuration.intervalsPerSave else { continue }
                intervals = 0
                try await save()
            }
            // What a server still answers while the host is told about the last windows is taken too.
            try await tell()
            while collect(isLast: true) {
                // Records may come for ever, and a handler need not notice that its time is over.
                try Task.checkCancellation()
                try await tell()
            }
            try await save()
        } catch {
            // Nothing that was accepted is lost; the first error says why the service ends.
            collect()
            try? await save()
            throw error
        }
    }

    /// Takes the records out of the buffer and counts them, and takes the windows that this closed.
    ///
    /// - Parameter isLast: Whether open windows are closed when no store keeps them.
    /// - Returns: Whether there is something left to do: records came, or windows wait.
    @discardableResult
    private func collect(isLast: Bool = false) -> Bool {
        let records = buffer.takeAll()
        for record in records {
            monitor.record(record, summaries: configuration.summaries(record), key: configuration.key(record))
        }
        closeByTime()
        if isLast, store.store == nil { monitor.close() }
        let windows = monitor.takeClosedWindows()
        let isWaiting = state.withLock { state in
            state.waiting += windows
            return !state.waiting.isEmpty
        }
        tellCounters()
        return !records.isEmpty || isWaiting
    }

    private func closeByTime() {
        guard configuration.closesWindowsByTime, case .period(_, let lateness) = windowing,
            let current = windowing.key(at: configuration.wallClock.now())
        else { return }
        let (limit, overflow) = current.subtractingReportingOverflow(Int64(lateness) + 1)
        if !overflow { monitor.close(through: limit) }
    }

    /// Gives the host what came of each window that waits; a window stops waiting when the host has taken it.
    private func tell() async throws {
        while let (finding, after) = try state.withLock({ $0 }).next(plan: plan, reference: monitor.reference) {
            try Task.checkCancellation()
            do {
                try await handle(finding)
            } catch {
                try Task.checkCancellation()
                throw LifecycleError(
                    .handlerFailed, "the finding of window \(finding.window.key) was not taken", at: store.place,
                    remedy: "Restart the service; with a store the finding is given again.", cause: error)
            }
            state.withLock { $0 = after }
            for event in finding.events { configuration.observer.observe(event) }
            try await save()
        }
    }

    private func save() async throws {
        guard store.store != nil else { return }
        let saved = state.withLock { state in
            state.monitor = monitor.snapshot()
            return state
        }
        try await store.save(saved)
    }
}
#endif
