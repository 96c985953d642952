public import MLCore
import Synchronization

/// Watches live predictions: counts their records in windows with the bins of a reference.
///
/// Recording never throws, so a monitor cannot fail a prediction; whatever is wrong with a record is counted. One value
/// serves any number of threads: recording holds a lock for the time of a few bin searches.
public final class Monitor: Sendable {
    /// What live records are compared with.
    public let reference: MonitorReference
    private let state: Mutex<MonitorState>

    /// Creates a monitor that has seen nothing.
    ///
    /// - Parameters:
    ///   - reference: Gives signals and bins.
    ///   - configuration: How records are cut into windows.
    /// - Throws: ``MonitorError`` with code `invalidConfiguration` that lists every fault.
    public init(reference: MonitorReference, configuration: MonitorConfiguration) throws {
        self.reference = reference
        state = Mutex(try MonitorState(reference: reference, configuration: configuration))
    }

    /// Creates a monitor that goes on from a stored state.
    ///
    /// - Parameters:
    ///   - reference: The reference that the state was made with.
    ///   - state: The state, as ``snapshot()`` gave it.
    /// - Throws: ``MonitorError`` with code `incompatibleWindow` for a state of another reference, or
    ///   `invalidConfiguration`.
    public init(reference: MonitorReference, restoring state: MonitorState) throws(MonitorError) {
        try state.configuration.validated()
        try state.check(reference)
        self.reference = reference
        self.state = Mutex(state)
    }

    /// Counts a record.
    ///
    /// - Parameters:
    ///   - record: The record of a prediction.
    ///   - summaries: Numbers that the host computed from the inputs, by name.
    ///   - key: The window, where the host gives keys.
    public func record(_ record: PredictionRecord, summaries: [String: Double] = [:], key: Int64? = nil) {
        let reader = reference.reader
        state.withLock { $0.record(record, summaries: summaries, key: key, reader: reader) }
    }

    /// Closes open windows, at the end of the data or when a period has passed without traffic.
    ///
    /// - Parameter key: The highest key to close; `nil` closes every open window.
    public func close(through key: Int64? = nil) { state.withLock { $0.close(through: key) } }

    /// Takes the closed windows out of the monitor.
    ///
    /// - Returns: The windows, in the order of closing.
    public func takeClosedWindows() -> [MonitorWindow] { state.withLock { $0.takeClosedWindows() } }

    /// What was done with the records so far.
    public var counters: MonitorCounters { state.withLock { $0.counters } }

    /// The state now, to store and go on from.
    ///
    /// - Returns: A copy of the state.
    public func snapshot() -> MonitorState { state.withLock { $0 } }
}
