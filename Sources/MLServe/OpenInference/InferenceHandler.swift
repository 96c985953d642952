public import MLCore
import MLLedger
import Synchronization

/// Answers requests of the Open Inference Protocol, version 2, whatever brings them.
///
/// A mount turns its HTTP library's requests into ``ServingHead`` and bytes:
///
/// ```swift
/// switch await handler.admit(head) {
/// case .refused(let response):
///     send(response)  // and close the connection: its body is not read
/// case .admitted(let request):
///     let body = try await collect(upTo: request.bodyLimit)
///     send(await handler.respond(to: request, body: body))
/// }
/// ```
///
/// Served are `GET /v2`, `/v2/health/live`, `/v2/health/ready`, `/v2/models/{name}[/versions/{version}][/ready]` and
/// `POST /v2/models/{name}[/versions/{version}]/infer`, with tensors as JSON or by the extension
/// `binary_tensor_data`. Nothing can load, unload or change a model. A request is answered by one version of a model.
///
/// ## Tensors
///
/// A model's inputs are one tensor for each field of the signature, by the name of the field, of shape `[rows]` or
/// `[rows, 1]`.
///
/// | field | datatype | also taken |
/// |---|---|---|
/// | `double` | `FP64` | `FP32`, integers of up to 32 bits |
/// | `float` | `FP32` | integers of up to 16 bits |
/// | `int64` | `INT64` | other integers, as far as they fit |
/// | `bool` | `BOOL` | |
/// | `string` | `BYTES` | |
/// | `timestamp` | `INT64`: microseconds since 1970, UTC | |
/// | `stringList` | `BYTES`: each element a JSON array of strings | |
///
/// In numbers NaN (`null` in JSON) is a missing value; an infinite number is refused. The tensor of a field that may be
/// missing can be left out: then the field is missing in all rows. Where all fields are numbers or truth values, a
/// request may instead have one tensor called `features` of shape `[rows, fields]` with the fields in the order of the
/// signature, unless a field has that name; its elements are taken as those of single tensors are.
///
/// Its outputs all have one element or row for each row of the inputs:
///
/// | task | outputs |
/// |---|---|
/// | regression | `value`: `FP64 [rows, targets]` |
/// | binary | `label`: `BYTES [rows]`; `probability`: `FP64 [rows, 1]`, that of the positive label |
/// | multiclass | `label`: `BYTES [rows]`; `probability`: `FP64 [rows, labels]` |
/// | multilabel | `labels`: `BOOL [rows, labels]`, whether each was given; `probability`: `FP64 [rows, labels]` |
///
/// and for all of them `prediction_id`: `BYTES [rows]`, by which an outcome is joined to its prediction. The metadata
/// of a model names the columns of outputs with two dimensions in a member `columns`.
///
/// ## Deadlines, rollouts and failures
///
/// A client says how long it waits by the header `Inference-Timeout-Microseconds`, which also counts while the request
/// waits for its turn, or by the parameter `timeout` in microseconds, as Triton has it; both count from the arrival of
/// the head, 0 is no timeout, and the handler's own timeout holds anyway. The parameter `routing_key` decides between
/// the variants of a rollout; without it the identifier of the request does, and without that each request is
/// assigned anew. The parameter `priority` is accepted and has no effect.
///
/// Health is answered without waiting. A handler never throws: every failure is a response,
/// `{"error": "…", "code": "…"}`, with an `id` where the host's observer was told more.
public final class InferenceHandler: Sendable {
    /// How the handler and its mount behave.
    public let configuration: ServingConfiguration
    let models: [String: ModelServer]
    let gates: [String: InferenceGate]
    let watch: DeadlineWatch
    let observer: any EventObserver
    let now: @Sendable () -> ContinuousClock.Instant
    let generator: Mutex<SeededGenerator>
    let probes = Mutex<[String: ReadinessProbe]>([:])
    let nextTicket = Atomic<UInt64>(0)
    private let isDraining = Atomic<Bool>(false)

    /// Creates a handler.
    ///
    /// - Parameters:
    ///   - models: The servers by the name of the model in requests, which follows the grammar of names: up to 128 of
    ///     `a`–`z`, `0`–`9`, `-`, `_` and `.`.
    ///   - configuration: How the handler and its mount behave.
    ///   - seed: The seed of identifiers of failures and of the spread of `Retry-After`; `nil` for a random one.
    ///   - observer: Receives `serve.http.response` for each response, `serve.http.failure` for each that is the fault of
    ///     the server, and `serve.admission.limit` when the limit of a model changes.
    ///   - now: Tells the time that deadlines are compared with.
    /// - Throws: ``ServeError`` with code `invalidConfiguration` that lists every bad name, or says that there is no model.
    public init(
        models: [String: ModelServer], configuration: ServingConfiguration, seed: UInt64? = nil,
        observer: any EventObserver = SilentObserver(),
        now: @escaping @Sendable () -> ContinuousClock.Instant = { .now }
    ) throws(ServeError) {
        var faults = models.isEmpty ? ["there is no model"] : []
        for name in models.keys.sorted() {
            do {
                _ = try ResourceName(name)
            } catch {
                faults.append("\(error.details.place ?? ""): \(error.details.problem)")
            }
        }
        guard faults.isEmpty else {
            throw ServeError(.invalidConfiguration, faults.joined(separator: "; "), at: "inference handler")
        }
        self.models = models
        self.configuration = configuration
        self.observer = observer
        self.now = now
        generator = Mutex(SeededGenerator(seed: seed ?? .random(in: 0 ... .max)))
        let pool = WorkerPool(count: configuration.workerCount ?? WorkerPool.processorCount)
        var gates: [String: InferenceGate] = [:]
        for name in models.keys {
            gates[name] = InferenceGate(
                model: name, limits: configuration.concurrency, pool: pool, now: now, observer: observer)
        }
        let all = gates
        self.gates = gates
        let late = InferenceOutcome(
            response: Self.errorResponse(InferenceFault(.deadlineExceeded, "the deadline has passed")),
            code: .deadlineExceeded)
        watch = DeadlineWatch(now: now) { job in
            job.finish(late)
            for gate in all.values { gate.withdraw(job) }
        }
    }

    /// Says that the server is about to stop: it is no longer ready, and goes on answering.
    public func beginDraining() { isDraining.store(true, ordering: .relaxed) }

    /// Whether the server is about to stop.
    public var isStopping: Bool { isDraining.load(ordering: .relaxed) }

    /// Decides on and answers a whole request.
    ///
    /// - Parameter request: Head and body.
    /// - Returns: The response.
    public func respond(to request: ServingRequest) async -> ServingResponse {
        switch await admit(request.head) {
        case .refused(let response): response
        case .admitted(let admitted): await respond(to: admitted, body: request.body)
        }
    }
}
