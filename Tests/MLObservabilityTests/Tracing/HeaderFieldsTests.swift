#if Tracing
import InMemoryTracing
import MLObservability
import Testing
import Tracing

@Suite("Traces that travel with requests")
struct HeaderFieldsTests {
    let tracer = InMemoryTracer()

    @Test("A trace goes on at the other side")
    func roundTrip() throws {
        var fields = HeaderFields([("Accept", "*/*")])
        let caller = tracer.startSpan("caller")
        fields.insert(caller.context, using: tracer)
        let received = HeaderFields(fields.names.map { ($0.uppercased(), fields[$0] ?? "") })
        withModelSpan(.prediction, context: received.context(using: tracer), ofKind: .server, tracer: tracer) { _ in }
        let span = try #require(tracer.finishedSpans.first)
        #expect(span.traceID == caller.traceID)
        #expect(span.parentSpanID == caller.spanID)
        #expect(fields["ACCEPT"] == "*/*")
    }

    @Test("The instrument and the context of the task are found")
    func taskLocal() throws {
        withTracer(tracer) {
            withModelSpan(.prediction) { observer in
                var fields = HeaderFields()
                fields.insert()
                #expect(!fields.names.isEmpty)
                #expect(
                    fields.context().inMemorySpanContext?.traceID == observer.span.context.inMemorySpanContext?.traceID)
            }
        }
        var fields = HeaderFields()
        fields.insert(nil)
        #expect(fields.names.isEmpty)
    }

    @Test("Without a trace in the fields a new one begins")
    func absent() throws {
        let context = HeaderFields([("x", "y")]).context(using: tracer)
        withModelSpan(.prediction, context: context, tracer: tracer) { _ in }
        #expect(tracer.finishedSpans.map(\.parentSpanID) == [nil])
    }

    @Test("The first of several fields counts, and hostile fields are bounded")
    func bounds() {
        let long = String(repeating: "x", count: HeaderFields.maximumLength + 1)
        var fields = HeaderFields([("a", "1"), ("A", "2"), (long, "3"), ("b", long)])
        #expect(fields.names == ["a"])
        #expect(fields["a"] == "1")
        fields["A"] = "4"
        #expect(fields["a"] == "4")
        fields["a"] = nil
        #expect(fields.names.isEmpty)
        let many = HeaderFields((0..<100_000).lazy.map { ("n\($0)", "") })
        #expect(many.names.count == HeaderFields.maximumCount)
    }
}
#endif
