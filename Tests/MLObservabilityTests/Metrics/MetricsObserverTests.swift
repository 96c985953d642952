#if Metrics
import MLCore
import MLObservability
import Metrics
import MetricsTestKit
import Testing

@Suite("Events as metrics")
struct MetricsObserverTests {
    let metrics = TestMetrics()

    @Test("Events are counted by name and kind")
    func counting() throws {
        let observer = MetricsObserver(factory: metrics)
        for _ in 0..<3 { observer.observe(Event(.warning, "serve.record-dropped")) }
        observer.observe(Event(.notice, "registry.promoted"))
        observer.observe(Event(.notice, "serve.record-dropped"))
        #expect(try count("serve.record-dropped", "warning") == 3)
        #expect(try count("serve.record-dropped", "notice") == 1)
        #expect(try count("registry.promoted", "notice") == 1)
        #expect(metrics.recorders.isEmpty)
    }

    @Test("Measurements and progress are gauges with the latest value")
    func gauges() throws {
        let observer = MetricsObserver(factory: metrics)
        for (step, loss) in [(1, 0.5), (2, 0.25)] {
            observer.observe(
                Event(
                    .metric, "train.boosting.round", fraction: Double(step) / 2,
                    fields: [
                        "step": .int64(Int64(step)), "loss": .double(loss), "half": .float(0.5),
                        "label": .string("user 17"), "none": .missing,
                    ]))
        }
        #expect(try gauge("train.boosting.round", "loss").values == [0.5, 0.25])
        #expect(try gauge("train.boosting.round", "step").values == [1, 2])
        #expect(try gauge("train.boosting.round", "half").lastValue == 0.5)
        let progress = try metrics.expectRecorder("ml.progress", [("event", "train.boosting.round")])
        #expect(progress.values == [0.5, 1])
        #expect(metrics.recorders.count == 4)
        #expect(skipped == 0)
    }

    @Test("A value never becomes a dimension, and fields of other events are no gauges")
    func dimensions() {
        let observer = MetricsObserver(factory: metrics)
        for number in 0..<1000 {
            observer.observe(
                Event(
                    .notice, "registry.promoted", message: "version \(number)",
                    fields: ["version": .int64(Int64(number)), "model": .string("m\(number)")]))
        }
        #expect(metrics.counters.count == 2)
        #expect(metrics.recorders.isEmpty)
    }

    @Test("Numbers that are not finite are counted and not recorded")
    func notFinite() {
        let observer = MetricsObserver(factory: metrics)
        observer.observe(
            Event(
                .metric, "m", fraction: .nan,
                fields: ["a": .double(.nan), "b": .double(-.infinity), "c": .float(.infinity)]))
        #expect(skipped == 4)
        #expect(metrics.recorders.allSatisfy { $0.values.isEmpty })
    }

    @Test("Beyond the limit events share one bucket, and known names keep their own")
    func overflow() throws {
        let observer = MetricsObserver(
            factory: metrics, configuration: try .init(maximumEvents: 2, maximumMeasurements: 2))
        for name in ["a", "b"] { observer.observe(Event(.warning, name)) }
        for number in 0..<5000 {
            observer.observe(Event(.warning, "request-\(number)", fraction: 0.5, fields: ["x": .int64(1)]))
        }
        observer.observe(Event(.metric, "a", fields: ["x": .int64(1), "y": .int64(2), "z": .int64(3)]))
        observer.observe(Event(.warning, "b"))
        #expect(try count("other", "warning") == 5000)
        #expect(try count("b", "warning") == 2)
        #expect(metrics.counters(label: "ml.events").count == 4)
        #expect(try gauge("a", "x").values == [1])
        #expect(try gauge("a", "y").values == [2])
        #expect(metrics.recorders.count == 2)
        // The progress of the 5000 has no gauge, nor has the field z.
        #expect(skipped == 5001)
    }

    @Test(
        "Names that no module uses are counted in the bucket",
        arguments: ["", "a b", "a\nb", "é", "other", String(repeating: "x", count: 65)])
    func unnameable(name: String) throws {
        let observer = MetricsObserver(factory: metrics)
        observer.observe(Event(.metric, name, fields: ["x": .int64(1)]))
        observer.observe(Event(.metric, "known", fields: [name: .int64(1)]))
        #expect(try count("other", "metric") == 1)
        #expect(metrics.recorders.map(\.dimensions.count) == (name == "other" ? [2] : []))
        #expect(skipped == (name == "other" ? 1 : 2))
    }

    @Test("Threads share metrics, and no event is lost")
    func threads() async throws {
        let observer = MetricsObserver(factory: metrics)
        await withTaskGroup(of: Void.self) { group in
            for task in 0..<8 {
                group.addTask {
                    for number in 0..<250 { observer.observe(Event(.progress, "p\(number % 5)", fraction: 0.5)) }
                    observer.observe(Event(.warning, "task", fields: ["task": .int64(Int64(task))]))
                }
            }
        }
        #expect(metrics.counterTotal(label: "ml.events") == 2008)
        #expect(metrics.counters(label: "ml.events").count == 6)
        #expect(metrics.recorders.count == 5)
    }

    @Test("The factory of the task is taken, and the prefix is the host's")
    func taskLocalFactory() throws {
        let observer = try withMetricsFactory(metrics) {
            MetricsObserver(configuration: try .init(prefix: "shop.ml"))
        }
        observer.observe(Event(.warning, "e"))
        #expect(try metrics.expectCounter("shop.ml.events", [("event", "e"), ("kind", "warning")]).totalValue == 1)
    }

    @Test("A bad configuration says all that is bad")
    func configuration() throws {
        let error = #expect(throws: CoreError.self) {
            try MetricsObserver.Configuration(prefix: "a b", maximumEvents: -1, maximumMeasurements: 1_000_000)
        }
        #expect(error?.code == .invalidConfiguration)
        let text = "\(try #require(error))"
        #expect(text.contains("prefix") && text.contains("-1 names") && text.contains("1000000 gauges"))
    }

    private var skipped: Int64 { metrics.counterTotal(label: "ml.measurements.skipped") }

    private func count(_ event: String, _ kind: String) throws -> Int64 {
        try metrics.expectCounter("ml.events", [("event", event), ("kind", kind)]).totalValue
    }

    private func gauge(_ event: String, _ field: String) throws -> TestRecorder {
        try metrics.expectRecorder("ml.measurement", [("event", event), ("field", field)])
    }
}
#endif
