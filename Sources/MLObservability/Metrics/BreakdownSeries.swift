#if Metrics
import MLCore
import Metrics

/// The metrics of a breakdown for one combination of values.
struct BreakdownSeries: Sendable {
    private let counter: Counter
    private let timer: Metrics.Timer?
    private let totals: [(field: String, counter: Counter)]
    private let duration: String?

    init(_ breakdown: MetricsObserver.Breakdown, values: [String], prefix: String, factory: any MetricsFactory) {
        let label = "\(prefix).\(breakdown.event)"
        let dimensions = Array(zip(breakdown.dimensions, values))
        duration = breakdown.duration
        counter = Counter(label: label, dimensions: dimensions, factory: factory)
        timer = breakdown.duration.map { _ in
            Metrics.Timer(label: "\(label).duration", dimensions: dimensions, factory: factory)
        }
        totals = breakdown.totals.map { field in
            (field, Counter(label: "\(label).\(field)", dimensions: dimensions, factory: factory))
        }
    }

    /// Counts an event.
    func record(_ event: Event) {
        counter.increment()
        if let timer, let duration, case .int64(let microseconds) = event.fields[duration] {
            timer.recordMicroseconds(max(0, microseconds))
        }
        for (field, counter) in totals {
            if case .int64(let count) = event.fields[field], count > 0 { counter.increment(by: count) }
        }
    }
}
#endif
