#if ServiceLifecycle
public import MLCore
public import MLMonitor
public import MLServe
public import ServiceLifecycle
import Synchronization

/// Counts the records of a server in windows, looks for drift in each window that closes, and tells the host.
///
/// The server leaves its records in a buffer, which never fails or delays a prediction; this service takes them out.
/// When the service ends, whatever the reason, predictions go on, and the buffer keeps records as far as it has room.
///
/// ```swift
/// let buffer = PredictionBuffer()
/// let server = ModelServer(deployment, name: "ranker-1", configuration: .init(), sink: buffer)
/// let monitoring = try MonitoringService(
///     reference: reference, windows: MonitorConfiguration(windowing: .period(microseconds: hour, lateness: 1)),
///     buffer: buffer, plan: plan, store: store
/// ) { finding in
///     try ledger.append { _ in [try finding.report.ledgerDraft(subject: name, actor: "monitor")] }
/// }
/// let group = ServiceGroup(services: [monitoring, http], gracefulShutdownSignals: [.sigterm], logger: logger)
/// ```
///
/// Put it before the servers in the group: a group shuts down from the last to the first, so that the servers have
/// answered their last request when this service takes the last records.
///
/// - A **graceful shutdown** takes everything out of the buffer, gives the host every finding, saves the state and
///   returns. With a store, open windows are kept in it and go on after a restart; without one they are closed
///   and told. It takes at most `drainTime`; then the host's handler is cancelled and ``run()`` throws
///   `drainTimedOut`.
/// - A **cancellation** takes everything out of the buffer and saves the state, with windows that the host has not been told
///   about, and throws `CancellationError`.
/// - An **error** does the same: that of the host's handler is the cause of a ``LifecycleError`` with code
///   `handlerFailed`; others are thrown as they are.
///
/// With a store, findings are given at least once: after a crash between a finding and the save that follows it, the
/// finding is given again. Alert rules and the retraining policy keep their history over restarts unless they were changed.
///
/// The observer receives the events of the findings (`monitor.drift-reported`, `monitor.alert-raised`,
/// `monitor.alert-resolved`, `monitor.retraining-proposed`), the counters of the monitor (`monitor.records`) and a warning
/// when the buffer had no room (`monitor.records-dropped`).
public final class MonitoringService: Service {
    /// Counts the records; its counters may be read at any time.
    public let monitor: Monitor
    let buffer: PredictionBuffer
    let windowing: Windowing
    let plan: MonitoringPlan
    let configuration: Configuration
    let store: StateStore<MonitoringState>
    let handle: @Sendable (MonitoringFinding) async throws -> Void
    let state: Mutex<MonitoringState>
    let told = Mutex(Told())
    let isRunning = Atomic<Bool>(false)

    /// Creates a service that goes on from the stored state, when there is one; ``run()`` starts it.
    ///
    /// - Parameters:
    ///   - reference: What live records are compared with.
    ///   - windows: How records are cut into windows.
    ///   - buffer: Where the server leaves its records; taken from by this service alone.
    ///   - plan: What is done with closed windows.
    ///   - configuration: Times, clocks and what is read from records.
    ///   - store: Keeps the state over restarts; one for each reference.
    ///   - handle: Takes each finding, one after the other; an error ends the service, and the finding is given again
    ///     after a restart.
    /// - Throws: ``LifecycleError`` with code `invalidConfiguration` that lists every fault, or `incompatibleState`; or
    ///   what the store throws.
    public init(
        reference: MonitorReference, windows: MonitorConfiguration, buffer: PredictionBuffer, plan: MonitoringPlan,
        configuration: Configuration = Configuration(), store: (any CheckpointStore)? = nil,
        handling handle: @escaping @Sendable (MonitoringFinding) async throws -> Void
    ) throws {
        var faults = configuration.faults + plan.faults
        do throws(MonitorError) { try windows.validated() } catch { faults.append(error.details.description) }
        guard faults.isEmpty else {
            throw LifecycleError(.invalidConfiguration, faults.joined(separator: "; "), at: "monitoring service")
        }
        self.buffer = buffer
        windowing = windows.windowing
        self.plan = plan
        self.configuration = configuration
        self.handle = handle
        self.store = StateStore(store: store, place: "monitoring service")
        if let stored = try self.store.load() {
            guard stored.monitor.configuration == windows else {
                throw self.store.incompatible("the stored state belongs to another windowing")
            }
            do {
                monitor = try Monitor(reference: reference, restoring: stored.monitor)
                state = Mutex(try stored.adapted(to: plan))
            } catch {
                throw self.store.incompatible("the stored state belongs to another reference", cause: error)
            }
        } else {
            monitor = try Monitor(reference: reference, configuration: windows)
            state = Mutex(try MonitoringState(monitor: monitor.snapshot(), plan: plan))
        }
    }

    /// The alert rules with their history, in the order of the plan.
    public var alerts: [AlertState] { state.withLock(\.alerts) }
}
#endif
