#if Tracing
import InMemoryTracing
import MLCore
import MLObservability
import Testing
import Tracing

@Suite("Events in spans")
struct SpanObserverTests {
    let tracer = InMemoryTracer()

    @Test("Progress does not take the room of warnings, and what is left out is counted")
    func limits() throws {
        withModelSpan(.training, tracer: tracer) { observer in
            for step in 0..<1000 { observer.observe(Event(.metric, "round", fields: ["step": .int64(Int64(step))])) }
            for _ in 0..<70 { observer.observe(Event(.warning, "late")) }
            #expect(observer.droppedCount == 942)
        }
        let span = try #require(tracer.finishedSpans.first)
        #expect(span.events.filter { $0.name == "round" }.count == 64)
        #expect(span.events.filter { $0.name == "late" }.count == 64)
        #expect(span.attributes["ml.events.dropped"]?.toSpanAttribute() == .int64(942))
    }

    @Test("Texts are escaped and cut, fields are bounded")
    func texts() throws {
        let limits = try SpanObserver.Limits(maximumEvents: 1, maximumFields: 2, maximumLength: 4)
        withModelSpan(.training, tracer: tracer, limits: limits) { observer in
            observer.observe(
                Event(
                    .notice, "n\nm", message: "a long message",
                    fields: ["a": .string("\u{1B}[0m"), "b": .stringList(["x", "y", "z"]), "c": .bool(true)]))
        }
        let event = try #require(tracer.finishedSpans.first?.events.first)
        #expect(event.name == "n\\nm")
        #expect(
            event.attributes == [
                "ml.kind": .string("notice"), "ml.message": .string("a lo…"), "ml.field.a": .string("\\u{1B}…"),
                "ml.field.b": .string("[x, …"),
            ])
    }

    @Test("An observer that outlives its span does nothing")
    func outliving() {
        let observer = withModelSpan(.training, tracer: tracer) { $0 }
        observer.observe(Event(.warning, "late"))
        #expect(tracer.finishedSpans.map(\.events.count) == [0])
    }

    @Test("Values keep their type")
    func values() throws {
        withModelSpan(.training, tracer: tracer) { observer in
            observer.observe(
                Event(
                    .notice, "n",
                    fields: [
                        "bool": .bool(true), "int": .int64(.min), "double": .double(0.5), "float": .float(0.25),
                        "text": .string("t"), "none": .missing,
                    ]))
        }
        #expect(
            tracer.finishedSpans.first?.events.first?.attributes == [
                "ml.kind": .string("notice"), "ml.field.bool": .bool(true), "ml.field.int": .int64(.min),
                "ml.field.double": .double(0.5), "ml.field.float": .double(0.25), "ml.field.text": .string("t"),
                "ml.field.none": .string("missing"),
            ])
    }

    @Test("Bad limits are told all at once")
    func badLimits() throws {
        let error = #expect(throws: CoreError.self) {
            try SpanObserver.Limits(maximumEvents: -1, maximumFields: -2, maximumLength: 0)
        }
        let text = "\(try #require(error))"
        #expect(text.contains("-1 events") && text.contains("-2 fields") && text.contains("0 characters"))
    }
}
#endif
