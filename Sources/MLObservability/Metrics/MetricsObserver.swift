#if Metrics
public import Metrics
public import MLCore
import Synchronization

/// An observer that turns events into metrics.
///
/// | metric | kind | dimensions | value |
/// |---|---|---|---|
/// | `ml.events` | counter | `event`, `kind` | how many events of this name and kind there were |
/// | `ml.progress` | gauge | `event` | the share of the work that is done, from 0 to 1 |
/// | `ml.measurement` | gauge | `event`, `field` | the latest finite number in a field of a `metric` event |
/// | `ml.measurements.skipped` | counter | – | numbers that are not finite, or for which no gauge is left |
///
/// The prefix `ml` can be changed. Only names of events and of their fields become dimensions, never a value, so the
/// number of series does not grow with traffic. It is bounded all the same: after a number of names, and for names that
/// no module of this package would use, events are counted under ``overflowName``.
///
/// Events that come for every request are counted by their fields instead; see ``Breakdown``.
///
/// Metrics are created once, when their name is seen first, and kept for the life of the observer.
public final class MetricsObserver: EventObserver {
    /// The value of the dimension `event` for events whose name has no series of its own.
    public static let overflowName = "other"

    /// Prefix and limits.
    public let configuration: Configuration
    private let factory: any MetricsFactory
    private let skipped: Counter
    private let series: Mutex<Series>

    /// Creates an observer.
    ///
    /// - Parameters:
    ///   - factory: Makes the metrics; by default that of the current task, or of the process.
    ///   - configuration: Prefix and limits.
    public init(factory: any MetricsFactory = MetricsSystem.factory, configuration: Configuration = .standard) {
        self.factory = factory
        self.configuration = configuration
        skipped = Counter(label: "\(configuration.prefix).measurements.skipped", factory: factory)
        series = Mutex(Series(configuration: configuration, factory: factory))
    }

    /// Counts the event and takes its numbers.
    public func observe(_ event: Event) {
        if let breakdown = series.withLock({ $0.breakdown(of: event) }) { return breakdown.record(event) }
        let (counter, progress) = series.withLock { series in
            (series.counter(of: event), event.fraction == nil ? nil : series.progress(of: event))
        }
        counter.increment()
        if let fraction = event.fraction { record(fraction, in: progress) }
        guard event.kind == .metric else { return }
        // Gauges are bounded in number: by name, so that the same fields have one whatever the order.
        for (name, value) in event.fields.sorted(by: { $0.key < $1.key }) {
            guard let number = value.number else { continue }
            record(number, in: number.isFinite ? series.withLock { $0.measurement(name, of: event) } : nil)
        }
    }

    private func record(_ number: Double, in gauge: Gauge?) {
        // A backend may convert to an integer, which traps for what is not finite.
        guard number.isFinite, let gauge else { return skipped.increment() }
        gauge.record(number)
    }
}
#endif
