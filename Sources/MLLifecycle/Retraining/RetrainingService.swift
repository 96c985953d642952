#if ServiceLifecycle
public import MLCore
public import MLMonitor
public import ServiceLifecycle
import Synchronization

/// Does the rounds of retraining that are proposed, one after the other: trains, judges, and promotes what passes.
///
/// ```swift
/// let retraining = try RetrainingService(actions: actions, store: store) { outcome in … }
/// let monitoring = try MonitoringService(…) { finding in
///     if let proposal = finding.proposal { retraining.propose(proposal) }
/// }
/// let group = ServiceGroup(services: [retraining, monitoring, http], logger: logger)
/// ```
///
/// The actions block, and are called on a thread of their own. A round that fails ends as an outcome; the
/// service goes on.
///
/// - A **graceful shutdown** finishes the round that is under way, begins no other, and returns. Proposals that wait go on
///   after a restart when there is a store. After `drainTime` the token of the configuration is raised, and ``run()`` throws
///   `drainTimedOut` as soon as the round ends; its proposal waits as well. A training that ignores the token cannot be
///   stopped.
/// - A **cancellation** raises the token at once and throws `CancellationError`.
/// - An **error** of the handler or the store ends the service with a ``LifecycleError``.
///
/// With a store, a proposal that was saved gets its round at least once: one whose outcome the host has not taken begins
/// again after a restart. The store is written when a round begins and ends and when the service ends; a crash during a
/// round loses what was proposed since it began.
///
/// The observer receives `retraining.started` and the outcome as `retraining.ended`, and the warning
/// `retraining.proposal-refused` when there is no room.
public final class RetrainingService<Actions: RetrainingActions & Sendable>: Service {
    let actions: Actions
    let configuration: Configuration
    let store: StateStore<RetrainingState>
    let handle: @Sendable (RetrainingLoop.Outcome) async throws -> Void
    let state: Mutex<RetrainingState>
    let isRunning = Atomic<Bool>(false)

    /// Creates a service that goes on from the stored proposals, when there are any; ``run()`` starts it.
    ///
    /// - Parameters:
    ///   - actions: What the host does in each step of a round.
    ///   - configuration: Times, clocks and limits.
    ///   - store: Keeps proposals over restarts.
    ///   - handle: Takes the outcome of each round; an error ends the service.
    /// - Throws: ``LifecycleError`` with code `invalidConfiguration` that lists every fault, or `incompatibleState`; or
    ///   what the store throws.
    public init(
        actions: Actions, configuration: Configuration = Configuration(), store: (any CheckpointStore)? = nil,
        handling handle: @escaping @Sendable (RetrainingLoop.Outcome) async throws -> Void = { _ in }
    ) throws {
        try configuration.validated()
        self.actions = actions
        self.configuration = configuration
        self.handle = handle
        self.store = StateStore(store: store, place: "retraining service")
        state = Mutex(try self.store.load() ?? RetrainingState())
    }

    /// Accepts a proposal for a later round; never waits.
    ///
    /// - Parameter proposal: Why to retrain.
    /// - Returns: Whether it waits now; `false` when there is no room.
    @discardableResult
    public func propose(_ proposal: RetrainingProposal) -> Bool {
        let isAccepted = state.withLock { $0.accept(proposal, capacity: configuration.capacity) }
        if !isAccepted {
            configuration.observer.observe(
                Event(
                    .warning, "retraining.proposal-refused",
                    message: "\(configuration.capacity) proposals wait already",
                    fields: ["number": .int64(Int64(proposal.number)), "subject": .string(proposal.subject)]))
        }
        return isAccepted
    }

    /// The proposals that wait, with that of the round under way at the front.
    public var waiting: [RetrainingProposal] { state.withLock(\.waiting) }
}
#endif
