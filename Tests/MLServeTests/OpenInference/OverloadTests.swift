import Dispatch
import MLCore
import MLServe
import MLTestKit
import Synchronization
import Testing

@Suite("Overload and failures", .serialized)
struct OverloadTests {
    typealias Fixture = InferenceFixture

    /// Holds every request in the sink, on its worker, until it is opened.
    private final class Dam: PredictionSink {
        private let group = DispatchGroup()
        let count = Atomic<Int>(0)

        init() { group.enter() }

        func receive(_ record: PredictionRecord) {
            count.wrappingAdd(1, ordering: .relaxed)
            group.wait()
        }

        func open() { group.leave() }
    }

    private func configuration(limit: Int, workers: Int, callerShare: Double = 1) throws -> ServingConfiguration {
        var concurrency = ConcurrencyLimits()
        concurrency.initial = limit
        concurrency.minimum = limit
        concurrency.maximum = limit
        concurrency.callerShare = callerShare
        return try ServingConfiguration(concurrency: concurrency, workerCount: workers)
    }

    private func waitUntil(_ condition: () -> Bool) async throws {
        for _ in 0..<2000 where !condition() { try await Task.sleep(for: .milliseconds(5)) }
        #expect(condition())
    }

    @Test("As many predictions run at the same time as there are workers")
    func parallel() async throws {
        let dam = Dam()
        let handler = try Fixture.handler(
            ["stump": Fixture.server(sink: dam)], configuration: configuration(limit: 8, workers: 3))
        try await withThrowingTaskGroup { group in
            for _ in 0..<8 { group.addTask { await Fixture.infer(Fixture.twoRows, handler).status } }
            try await waitUntil { dam.count.load(ordering: .relaxed) == 3 }
            try await Task.sleep(for: .milliseconds(30))
            #expect(dam.count.load(ordering: .relaxed) == 3)
            dam.open()
            for try await status in group { #expect(status == 200) }
        }
    }

    @Test("Beyond limit and queue requests get 503 with a spread Retry-After, and health is still answered")
    func overflow() async throws {
        let dam = Dam()
        let recorder = EventRecorder()
        let handler = try Fixture.handler(
            ["stump": Fixture.server(sink: dam)], configuration: configuration(limit: 4, workers: 4), observer: recorder
        )
        var delays: Set<String> = []
        try await withThrowingTaskGroup { group in
            for _ in 0..<4 { group.addTask { await Fixture.infer(Fixture.twoRows, handler).status } }
            try await waitUntil { dam.count.load(ordering: .relaxed) == 4 }
            // A timeout in the header gives those that wait a nearer deadline than those that come, so that they go.
            var late: [Task<ServingResponse, Never>] = []
            for index in 0..<40 {
                late.append(Task { await Fixture.infer(Fixture.twoRows, headers: [("X", "\(index)")], handler) })
            }
            try await waitUntil { recorder.events.count { $0.fields["status"] == .int64(503) } >= 38 }
            #expect(await Fixture.get("/v2/health/live", handler).status == 200)
            #expect(await Fixture.get("/v2/health/ready", handler).status == 200)
            #expect(await Fixture.get("/v2/models/stump", handler).status == 200)
            dam.open()
            for try await status in group { #expect(status == 200) }
            var statuses: [Int: Int] = [:]
            for task in late {
                let response = await task.value
                statuses[response.status, default: 0] += 1
                if response.status == 503 {
                    #expect(try Fixture.code(response) == "overloaded")
                    delays.insert(try #require(response.headers["Retry-After"]))
                }
            }
            #expect(statuses == [200: 2, 503: 38])
        }
        #expect(delays == ["1", "2", "3"])
    }

    @Test("A caller beyond its share gets 429 while another one wants the model")
    func callerShare() async throws {
        let dam = Dam()
        let recorder = EventRecorder()
        let handler = try Fixture.handler(
            ["stump": Fixture.server(sink: dam)], configuration: configuration(limit: 4, workers: 4, callerShare: 0.5),
            observer: recorder)
        try await withThrowingTaskGroup { group in
            for _ in 0..<4 { group.addTask { await Fixture.infer(Fixture.twoRows, peer: "10.0.0.1", handler) } }
            try await waitUntil { dam.count.load(ordering: .relaxed) == 4 }
            let other = Task { await Fixture.infer(Fixture.twoRows, peer: "10.0.0.2", handler).status }
            try await Task.sleep(for: .milliseconds(100))
            let refused = await Fixture.infer(Fixture.twoRows, peer: "10.0.0.1", handler)
            #expect(refused.status == 429)
            #expect(try Fixture.code(refused) == "callerOverloaded")
            #expect(refused.headers["Retry-After"] != nil)
            dam.open()
            for try await response in group { #expect(response.status == 200) }
            #expect(await other.value == 200)
        }
    }

    @Test("Who waits longer than asked for gets 504 while waiting, and is never computed")
    func deadline() async throws {
        let dam = Dam()
        let clock = HandlerClock()
        let handler = try Fixture.handler(
            ["stump": Fixture.server(sink: dam)], configuration: configuration(limit: 2, workers: 2),
            now: { clock.now })
        func head(_ microseconds: Int) -> ServingHead {
            Fixture.head(
                "POST", "/v2/models/stump/infer", [("Inference-Timeout-Microseconds", "\(microseconds)")],
                arrival: clock.now)
        }
        let body = Array(Fixture.twoRows.utf8)
        try await withThrowingTaskGroup { group in
            for _ in 0..<2 {
                let request = ServingRequest(head(10_000_000), body: body)
                group.addTask { await handler.respond(to: request).status }
            }
            try await waitUntil { dam.count.load(ordering: .relaxed) == 2 }
            let request = ServingRequest(head(1000), body: body)
            let waiting = Task { await handler.respond(to: request) }
            try await Task.sleep(for: .milliseconds(50))
            clock.advance(by: .milliseconds(2))
            let late = await waiting.value
            #expect(late.status == 504)
            #expect(try Fixture.code(late) == "deadlineExceeded")
            // Those at work are past their deadline too in the end: their callers are told, though the work goes on.
            clock.advance(by: .seconds(31))
            for try await status in group { #expect(status == 504) }
            dam.open()
        }
        try await waitUntil { dam.count.load(ordering: .relaxed) == 4 }
        let again = ServingRequest(head(1_000_000), body: body)
        #expect(await handler.respond(to: again).status == 200)
    }

    @Test("A timeout in the request that has passed before it is read is not computed")
    func timeoutParameter() async throws {
        let clock = HandlerClock()
        let records = PredictionBuffer()
        let handler = try Fixture.handler(["stump": Fixture.server(sink: records)], now: { clock.now })
        let head = Fixture.head("POST", "/v2/models/stump/infer", arrival: clock.now)
        clock.advance(by: .milliseconds(5))
        func request(_ timeout: String) -> ServingRequest {
            let body = #"""
                {"parameters":{"timeout":\#(timeout)},"inputs":[{"name":"x","shape":[1],"datatype":"FP64","data":[1]}]}
                """#
            return ServingRequest(head, body: Array(body.utf8))
        }
        #expect(await handler.respond(to: request("4000")).status == 504)
        #expect(records.takeAll().isEmpty)
        #expect(await handler.respond(to: request("6000")).status == 200)
        #expect(await handler.respond(to: request("9223372036854775807")).status == 200)
        #expect(await handler.respond(to: request("0")).status == 200)
    }

    @Test("A client that goes away gives up its place in the queue")
    func cancellation() async throws {
        let dam = Dam()
        let handler = try Fixture.handler(
            ["stump": Fixture.server(sink: dam)], configuration: configuration(limit: 2, workers: 2))
        try await withThrowingTaskGroup { group in
            for _ in 0..<2 { group.addTask { await Fixture.infer(Fixture.twoRows, handler).status } }
            try await waitUntil { dam.count.load(ordering: .relaxed) == 2 }
            let gone = Task { await Fixture.infer(Fixture.twoRows, handler).status }
            try await Task.sleep(for: .milliseconds(50))
            gone.cancel()
            #expect(await gone.value == 499)
            let next = Task { await Fixture.infer(Fixture.twoRows, handler).status }
            try await Task.sleep(for: .milliseconds(50))
            dam.open()
            #expect(await next.value == 200)
            for try await status in group { #expect(status == 200) }
        }
    }

    @Test("A client that has gone before its request comes takes no place in the queue")
    func cancelledBefore() async throws {
        let dam = Dam()
        let handler = try Fixture.handler(
            ["stump": Fixture.server(sink: dam)], configuration: configuration(limit: 2, workers: 2))
        try await withThrowingTaskGroup { group in
            for _ in 0..<2 { group.addTask { await Fixture.infer(Fixture.twoRows, handler).status } }
            try await waitUntil { dam.count.load(ordering: .relaxed) == 2 }
            let gone = Task {
                withUnsafeCurrentTask { $0?.cancel() }
                return await Fixture.infer(Fixture.twoRows, handler).status
            }
            #expect(await gone.value == 499)
            // Its nearer deadline would not let it push another one out of the only place.
            let soon = [("Inference-Timeout-Microseconds", "20000000")]
            let next = Task { await Fixture.infer(Fixture.twoRows, headers: soon, handler).status }
            try await Task.sleep(for: .milliseconds(50))
            dam.open()
            #expect(await next.value == 200)
            for try await status in group { #expect(status == 200) }
        }
    }

    @Test("Many callers at once get their own rows, from several models, and every row leaves a record")
    func concurrency() async throws {
        let sinks = ["a": PredictionBuffer(), "b": PredictionBuffer()]
        var servers: [String: ModelServer] = [:]
        for (name, sink) in sinks {
            let model = try ServeFixture.model(above: name == "a" ? 0.75 : 0.9)
            servers[name] = try Fixture.server(Deployment(production: model), sink: sink)
        }
        let handler = try Fixture.handler(servers, configuration: configuration(limit: 200, workers: 4))
        let answered = try await withThrowingTaskGroup(of: Int.self) { group in
            for index in 0..<600 {
                group.addTask {
                    let name = index % 2 == 0 ? "a" : "b"
                    let rows = index % 7 + 1
                    let data = (0..<rows).map { ($0 + index) % 3 == 0 ? "0" : "2" }
                    let body = #"""
                        {"id":"r\#(index)","inputs":[{"name":"x","shape":[\#(rows)],"datatype":"FP64",
                        "data":[\#(data.joined(separator: ","))]}]}
                        """#
                    let response = await Fixture.infer(body, model: name, handler)
                    guard response.status == 200 else {
                        #expect(response.status == 503)
                        return 0
                    }
                    let above: JSONValue = name == "a" ? 0.75 : 0.9
                    let identifier = try Fixture.json(response)["id"]
                    let probabilities = try Fixture.output("probability", of: response)?["data"]
                    #expect(identifier == .string("r\(index)"))
                    #expect(probabilities == .array(data.map { $0 == "0" ? 0.25 : above }))
                    return rows
                }
            }
            return try await group.reduce(0, +)
        }
        let records = sinks.values.flatMap { $0.takeAll() }
        #expect(records.count == answered)
        #expect(answered > 0)
    }
}
