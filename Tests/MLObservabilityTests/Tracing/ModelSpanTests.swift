#if Tracing
import InMemoryTracing
import MLCore
import MLObservability
import Testing
import Tracing

@Suite("Work in spans")
struct ModelSpanTests {
    let tracer = InMemoryTracer()

    @Test("Work is a span below the current one, with the attributes that it sets")
    func nesting() throws {
        let result = withModelSpan(.retraining, tracer: tracer) { outer in
            withModelSpan(.evaluation, tracer: tracer) { inner in
                inner.span.attributes.model.name = "ranker"
                inner.span.attributes.model.version = 3
                inner.span.attributes.model.verdict = "pass"
                #expect(outer.span.isRecording)
                return 42
            }
        }
        #expect(result == 42)
        let spans = tracer.finishedSpans
        #expect(spans.map(\.operationName) == ["ml.evaluation", "ml.retraining"])
        #expect(spans.map(\.kind) == [.internal, .internal])
        let (inner, outer) = (try #require(spans.first), try #require(spans.last))
        #expect(inner.parentSpanID == outer.spanID)
        #expect(inner.traceID == outer.traceID)
        #expect(
            inner.attributes == [
                "ml.model.name": .string("ranker"), "ml.model.version": .int64(3), "ml.verdict": .string("pass"),
            ])
        #expect(outer.attributes.isEmpty)
    }

    @Test("An error of the work is recorded, thrown on, and ends the span; also when it is asynchronous")
    func errors() async throws {
        #expect(throws: Failure.self) { try withModelSpan(.evaluation, tracer: tracer) { _ in throw Failure() } }
        await #expect(throws: Failure.self) {
            try await withModelSpan(.training, tracer: tracer) { _ in
                await Task.yield()
                throw Failure()
            }
        }
        #expect(tracer.finishedSpans.map(\.operationName) == ["ml.evaluation", "ml.training"])
        #expect(tracer.finishedSpans.allSatisfy { $0.errors.count == 1 && $0.status?.code == .error })
        #expect(tracer.activeSpans.isEmpty)
    }

    @Test("Without a tracer the work is done all the same; the tracer of the task is found")
    func tracers() async {
        #expect(withModelSpan(.prediction) { $0.span.isRecording } == false)
        await withTracer(tracer) {
            await withModelSpan(.prediction, ofKind: .server) { _ in await Task.yield() }
        }
        #expect(tracer.finishedSpans.map(\.operationName) == ["ml.prediction"])
        #expect(tracer.finishedSpans.map(\.kind) == [.server])
    }

    @Test("A training is a span with its figures and events, and the observer of the host receives them too")
    func training() async throws {
        let events = EventList()
        let estimator = MeanEstimator(rounds: 3)
        try await withModelSpan(.retraining, tracer: tracer) { _ in
            _ = try await estimator.fittingInSpan(
                to: data(), in: TrainingContext(seed: .max, observer: events), tracer: tracer)
        }
        let span = try #require(tracer.finishedSpans.first)
        #expect(span.operationName == "ml.training")
        #expect(span.parentSpanID == tracer.finishedSpans.last?.spanID)
        #expect(
            span.attributes == [
                "ml.model.kind": .string("test.mean"), "ml.rows": .int64(3), "ml.features": .int64(2),
                "ml.seed": .string("18446744073709551615"),
            ])
        #expect(span.events.map(\.name) == ["test.round", "test.round", "test.round", "test.done"])
        #expect(
            span.events.first?.attributes == [
                "ml.kind": .string("metric"), "ml.fraction": .double(1 / 3), "ml.field.step": .int64(0),
                "ml.field.loss": .double(1),
            ])
        #expect(events.names == span.events.map(\.name))
    }

    @Test("A failed training is a failed span")
    func failedTraining() async throws {
        await #expect(throws: Failure.self) {
            try await MeanEstimator(rounds: -1).fittingInSpan(to: data(), in: TrainingContext(), tracer: tracer)
        }
        #expect(tracer.finishedSpans.map(\.status?.code) == [.error])
    }

    @Test("A batch is a span in the trace of the request that asked for it")
    func predicting() async throws {
        let model = try MeanEstimator(rounds: 1).fitted(to: data(), in: TrainingContext())
        var fields = HeaderFields()
        let caller = tracer.startSpan("caller")
        fields.insert(caller.context, using: tracer)
        caller.end()
        let features = try data().features
        let predictions = try await model.predictingInSpan(
            features, context: fields.context(using: tracer), tracer: tracer)
        #expect(predictions.values == [2, 2, 2])
        let span = try #require(tracer.finishedSpans.last)
        #expect(span.operationName == "ml.prediction")
        #expect(span.parentSpanID == caller.spanID)
        #expect(span.attributes == ["ml.rows": .int64(3), "ml.features": .int64(2)])
    }

    private func data() throws -> TrainingSet {
        try TrainingSet(
            features: FeatureMatrix(values: [1, 2, 3, 4, 5, 6], rowCount: 3, schema: FeatureSchema(["a", "b"])),
            targets: .numbers([1, 2, 3]))
    }
}
#endif
