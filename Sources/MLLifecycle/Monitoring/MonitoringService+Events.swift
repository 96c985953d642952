#if ServiceLifecycle
public import MLCore
import MLMonitor
import MLServe
import Synchronization

extension MonitoringService {
    /// What the observer was told last, so that it is told changes only.
    struct Told: Sendable {
        var counters = MonitorCounters()
        var dropped = 0
    }

    /// Tells the counters of the monitor and of the buffer, if they have changed.
    func tellCounters() {
        let counters = monitor.counters
        let dropped = buffer.droppedCount
        let before = told.withLock { told in
            defer { told = Told(counters: counters, dropped: dropped) }
            return told
        }
        if counters != before.counters { configuration.observer.observe(counters.event) }
        if dropped > before.dropped {
            configuration.observer.observe(
                Event(
                    .warning, "monitor.records-dropped",
                    message: "\(dropped - before.dropped) records found no room in the buffer and are not monitored",
                    fields: ["records": .int64(Int64(dropped - before.dropped)), "total": .int64(Int64(dropped))]))
        }
    }
}

extension MonitoringFinding {
    /// The events of the report, the alerts and the proposal, in this order.
    public var events: [Event] { [report.event] + alerts.map(\.event) + [proposal?.event].compactMap { $0 } }
}
#endif
