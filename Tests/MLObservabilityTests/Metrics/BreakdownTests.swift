#if Metrics
import MLCore
import MLObservability
import MetricsTestKit
import Testing

@Suite("Metrics of events that come for every request")
struct BreakdownTests {
    let metrics = TestMetrics()

    private func response(
        _ model: String = "ranker", status: Int64 = 200, code: String = "ok", rows: Int64 = 2,
        microseconds: Int64 = 1500
    ) -> Event {
        Event(
            .metric, "serve.http.response",
            fields: [
                "route": .string("infer"), "model": .string(model), "status": .int64(status), "code": .string(code),
                "rows": .int64(rows), "microseconds": .int64(microseconds),
            ])
    }

    private func dimensions(_ model: String, _ status: String, _ code: String) -> [(String, String)] {
        [("route", "infer"), ("model", model), ("status", status), ("code", code)]
    }

    @Test("Responses are counted, timed and added up by route, model and status")
    func responses() throws {
        let observer = MetricsObserver(factory: metrics)
        for event in [response(), response(microseconds: -1), response("", status: 404, code: "notFound", rows: 0)] {
            observer.observe(event)
        }
        let answered = dimensions("ranker", "200", "ok")
        #expect(try metrics.expectCounter("ml.serve.http.response", answered).totalValue == 2)
        #expect(try metrics.expectCounter("ml.serve.http.response.rows", answered).totalValue == 4)
        #expect(try metrics.expectTimer("ml.serve.http.response.duration", answered).values == [1_500_000, 0])
        let refused = dimensions("none", "404", "notFound")
        #expect(try metrics.expectCounter("ml.serve.http.response", refused).totalValue == 1)
        #expect(metrics.recorders.isEmpty)
        #expect(metrics.counters(label: "ml.events").isEmpty)
    }

    @Test("Values beyond the limit, and such that are no names, share a bucket")
    func overflow() throws {
        let observer = MetricsObserver(factory: metrics, configuration: try .init(maximumMeasurements: 3))
        observer.observe(response("a"))
        observer.observe(response("b\n"))
        for number in 0..<1000 { observer.observe(response("m\(number)")) }
        observer.observe(response("a"))
        #expect(metrics.counters(label: "ml.serve.http.response").count == 4)
        func total(_ dimensions: [(String, String)]) throws -> Int64 {
            try metrics.expectCounter("ml.serve.http.response", dimensions).totalValue
        }
        #expect(try total(dimensions("a", "200", "ok")) == 2)
        #expect(try total(dimensions("other", "200", "ok")) == 1)
        #expect(try total(["route", "model", "status", "code"].map { ($0, "other") }) == 999)
    }

    @Test("A host breaks down events of its own; bad breakdowns are told all at once")
    func own() throws {
        let breakdown = try MetricsObserver.Breakdown(event: "shop.sold", dimensions: ["paid"])
        let observer = MetricsObserver(factory: metrics, configuration: try .init(breakdowns: [breakdown]))
        observer.observe(Event(.notice, "shop.sold", fields: ["paid": .bool(true)]))
        observer.observe(Event(.notice, "shop.sold", fields: ["paid": .double(0.5)]))
        #expect(try metrics.expectCounter("ml.shop.sold", [("paid", "true")]).totalValue == 1)
        #expect(try metrics.expectCounter("ml.shop.sold", [("paid", "none")]).totalValue == 1)
        #expect(metrics.timers.isEmpty)
        let error = #expect(throws: CoreError.self) {
            try MetricsObserver.Breakdown(event: "a b", dimensions: ["x", "x", ""], totals: ["é"])
        }
        let text = "\(try #require(error))"
        for part in ["\"a b\"", "\"\"", "é", "twice"] { #expect(text.contains(part), "\(part)") }
        let clashing = [
            breakdown, breakdown, try .init(event: "events", dimensions: []),
            try .init(event: "e", dimensions: [], duration: "d", totals: ["duration"]),
        ]
        let clash = #expect(throws: CoreError.self) { try MetricsObserver.Configuration(breakdowns: clashing) }
        for part in ["\"shop.sold\"", "\"events\"", "\"e.duration\""] {
            #expect("\(try #require(clash))".contains(part), "\(part)")
        }
    }
}
#endif
