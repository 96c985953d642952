#if ServiceLifecycle
import MLCore
import ServiceLifecycle

/// How long-running work pauses, ends, and is made to end.
struct GracefulLoop: Sendable {
    /// Why a pause is over.
    enum Wake: Sendable {
        /// The time has passed.
        case elapsed
        /// A graceful shutdown has begun.
        case shutdown
    }

    /// Measures pauses and the time for draining.
    let clock: any Clock<Duration>
    /// How long the work may go on after a graceful shutdown has begun.
    let drainTime: Duration

    /// Waits.
    ///
    /// - Returns: Why the pause is over; a shutdown ends it at once.
    /// - Throws: `CancellationError` when the task is cancelled.
    func pause(_ duration: Duration) async throws -> Wake {
        if Task.isShuttingDownGracefully { return .shutdown }
        do {
            try await cancelWhenGracefulShutdown { [clock] in try await clock.sleep(for: duration) }
        } catch is CancellationError {
            try Task.checkCancellation()
            guard Task.isShuttingDownGracefully else { throw CancellationError() }
        }
        try Task.checkCancellation()
        return Task.isShuttingDownGracefully ? .shutdown : .elapsed
    }

    /// Does the work, and cancels it when it takes too long after a graceful shutdown has begun.
    ///
    /// - Parameters:
    ///   - work: The work; it returns after a graceful shutdown, and ends soon when it is cancelled.
    ///   - overdue: The error for a shutdown that took too long, made when the work has ended, from the error that it
    ///     ended with.
    /// - Throws: What the work throws, or the error of `overdue`.
    func run(
        _ work: @escaping @Sendable () async throws -> Void,
        overdue: @escaping @Sendable ((any Error)?) -> LifecycleError
    ) async throws {
        try await withThrowingTaskGroup(of: Part.self) { group in
            group.addTask {
                try await work()
                return .done
            }
            group.addTask { [clock, drainTime] in
                do {
                    try await gracefulShutdown()
                    try await clock.sleep(for: drainTime)
                    return .overdue
                } catch {
                    return .cancelled
                }
            }
            while let part = try await group.next() {
                switch part {
                case .done:
                    group.cancelAll()
                    return
                case .cancelled: continue
                case .overdue:
                    group.cancelAll()
                    do {
                        // Work that ends well although its time has passed has lost nothing.
                        _ = try await group.next()
                    } catch {
                        throw overdue(error is CancellationError ? nil : error)
                    }
                    return
                }
            }
        }
    }

    private enum Part: Sendable {
        case done
        case overdue
        case cancelled
    }
}
#endif
