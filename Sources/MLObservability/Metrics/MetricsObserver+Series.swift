#if Metrics
import MLCore
import Metrics

extension MetricsObserver {
    /// The metrics that were made so far, by the names they stand for.
    struct Series: Sendable {
        private struct CounterKey: Hashable {
            let event: String
            let kind: Event.Kind
        }

        private struct MeasurementKey: Hashable {
            let event: String
            let field: String
        }

        private struct BreakdownKey: Hashable {
            let event: String
            let values: [String]
        }

        private let configuration: Configuration
        private let factory: any MetricsFactory
        private var events: Set<String> = []
        private var counters: [CounterKey: Counter] = [:]
        private var progress: [String: Gauge] = [:]
        private var measurements: [MeasurementKey: Gauge] = [:]
        private var breakdowns: [BreakdownKey: BreakdownSeries] = [:]

        init(configuration: Configuration, factory: any MetricsFactory) {
            self.configuration = configuration
            self.factory = factory
        }

        /// The counter of an event; events without a series of their own share one for each kind.
        mutating func counter(of event: Event) -> Counter {
            let key = CounterKey(event: name(of: event) ?? MetricsObserver.overflowName, kind: event.kind)
            if let counter = counters[key] { return counter }
            let counter = Counter(
                label: "\(configuration.prefix).events",
                dimensions: [("event", key.event), ("kind", key.kind.rawValue)], factory: factory)
            counters[key] = counter
            return counter
        }

        /// The gauge of the progress of an event, or `nil` without a series of its own: a shared one would say nothing.
        mutating func progress(of event: Event) -> Gauge? {
            guard let name = name(of: event) else { return nil }
            if let gauge = progress[name] { return gauge }
            let gauge = Gauge(
                label: "\(configuration.prefix).progress", dimensions: [("event", name)], factory: factory)
            progress[name] = gauge
            return gauge
        }

        /// The gauge of a field, or `nil` when there are too many.
        mutating func measurement(_ field: String, of event: Event) -> Gauge? {
            guard let name = name(of: event) else { return nil }
            let key = MeasurementKey(event: name, field: field)
            if let gauge = measurements[key] { return gauge }
            guard measurements.count < configuration.maximumMeasurements, PlainName.isValid(field) else { return nil }
            let gauge = Gauge(
                label: "\(configuration.prefix).measurement", dimensions: [("event", name), ("field", field)],
                factory: factory)
            measurements[key] = gauge
            return gauge
        }

        /// The metrics of an event that is broken down, or `nil` for others; beyond the limit one combination for all.
        mutating func breakdown(of event: Event) -> BreakdownSeries? {
            guard let breakdown = configuration.breakdowns.first(where: { $0.event == event.name }) else { return nil }
            var key = BreakdownKey(event: event.name, values: breakdown.values(in: event))
            if let series = breakdowns[key] { return series }
            if breakdowns.count >= configuration.maximumMeasurements {
                let values = breakdown.dimensions.map { _ in MetricsObserver.overflowName }
                key = BreakdownKey(event: event.name, values: values)
                if let series = breakdowns[key] { return series }
            }
            let series = BreakdownSeries(
                breakdown, values: key.values, prefix: configuration.prefix, factory: factory)
            breakdowns[key] = series
            return series
        }

        /// The name of an event when it has series of its own.
        private mutating func name(of event: Event) -> String? {
            if events.contains(event.name) { return event.name }
            guard events.count < configuration.maximumEvents, PlainName.isValid(event.name),
                event.name != MetricsObserver.overflowName
            else { return nil }
            events.insert(event.name)
            return event.name
        }
    }
}
#endif
