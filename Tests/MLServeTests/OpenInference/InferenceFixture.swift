import MLCore
import MLServe
import MLTestKit
import Synchronization

/// A handler over small models, and short forms of requests to it.
enum InferenceFixture {
    static func server(
        _ deployment: Deployment? = nil, sink: any PredictionSink = PredictionBuffer()
    ) throws -> ModelServer {
        try ModelServer(
            deployment ?? Deployment(production: ServeFixture.model()), name: "test",
            configuration: .init(wallClock: FixedClock(microseconds: 7)), sink: sink)
    }

    static func handler(
        _ servers: [String: ModelServer]? = nil, configuration: ServingConfiguration? = nil,
        observer: any EventObserver = SilentObserver(),
        now: @escaping @Sendable () -> ContinuousClock.Instant = { .now }
    ) throws -> InferenceHandler {
        try InferenceHandler(
            models: servers ?? ["stump": server()], configuration: configuration ?? ServingConfiguration(), seed: 1,
            observer: observer, now: now)
    }

    static func head(
        _ method: String = "GET", _ target: String, _ headers: [(String, String)] = [], host: String? = "localhost",
        peer: String? = "127.0.0.1", arrival: ContinuousClock.Instant = .now
    ) -> ServingHead {
        var fields = ServingHeaders()
        if let host { fields.append("Host", host) }
        for (name, value) in headers { fields.append(name, value) }
        return ServingHead(method: method, target: target, headers: fields, peer: peer, arrival: arrival)
    }

    static func get(_ target: String, _ handler: InferenceHandler) async -> ServingResponse {
        await handler.respond(to: ServingRequest(head("GET", target)))
    }

    static func infer(
        _ json: String, binary: [UInt8]? = nil, model: String = "stump", headers: [(String, String)] = [],
        peer: String? = "127.0.0.1", _ handler: InferenceHandler
    ) async -> ServingResponse {
        await infer(Array(json.utf8), binary: binary, model: model, headers: headers, peer: peer, handler)
    }

    static func infer(
        _ json: [UInt8], binary: [UInt8]? = nil, model: String = "stump", headers: [(String, String)] = [],
        peer: String? = "127.0.0.1", _ handler: InferenceHandler
    ) async -> ServingResponse {
        let length = binary == nil ? [] : [("Inference-Header-Content-Length", "\(json.count)")]
        let head = head("POST", "/v2/models/\(model)/infer", headers + length, peer: peer)
        return await handler.respond(to: ServingRequest(head, body: json + (binary ?? [])))
    }

    static func json(_ response: ServingResponse) throws -> JSONValue {
        let length = response.headers["Inference-Header-Content-Length"].flatMap { Int($0) } ?? response.body.count
        return try JSONReader().value(from: Array(response.body.prefix(length)))
    }

    static func code(_ response: ServingResponse) throws -> String? { try json(response)["code"]?.stringValue }

    /// The output of a name in a response, as JSON.
    static func output(_ name: String, of response: ServingResponse) throws -> JSONValue? {
        try json(response)["outputs"]?.arrayValue?.first { $0["name"]?.stringValue == name }
    }

    /// Two rows that the stump answers with 0.25 and 0.75.
    static let twoRows = #"""
        {"id":"r1","inputs":[{"name":"x","shape":[2],"datatype":"FP64","data":[0,2]}]}
        """#
}

/// Keeps all events.
final class EventRecorder: EventObserver {
    private let kept = Mutex<[Event]>([])

    var events: [Event] { kept.withLock { $0 } }

    func observe(_ event: Event) { kept.withLock { $0.append(event) } }
}

/// A clock that a test moves, as the points in time that a handler compares.
struct HandlerClock: Sendable {
    private let clock = ManualClock()
    private let start = ContinuousClock.now

    var now: ContinuousClock.Instant { start.advanced(by: clock.now.sinceStart) }

    func advance(by duration: Duration) { clock.advance(by: duration) }
}
