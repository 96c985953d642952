public import MLCore

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
/// Health is answered without a queue. A handler never throws: every failure is a response.
public final class InferenceHandler: Sendable {
    /// How the handler and its mount behave.
    public let configuration: ServingConfiguration
    private let observer: any EventObserver

    /// Creates a handler.
    ///
    /// - Parameters:
    ///   - models: The servers by the name of the model in requests.
    ///   - configuration: How the handler and its mount behave.
    ///   - seed: The seed of identifiers of errors and of the spread of `Retry-After`.
    ///   - observer: Receives what happens.
    /// - Throws: ``ServeError`` with code `invalidConfiguration` when there is no model or a name follows another grammar
    ///   than that of models.
    public init(
        models: [String: ModelServer], configuration: ServingConfiguration, seed: UInt64 = 0,
        observer: any EventObserver = SilentObserver()
    ) throws(ServeError) {
        self.configuration = configuration
        self.observer = observer
    }

    /// Decides on a request from its head alone, before its body is read.
    ///
    /// In this order: method (405), `Host` (421) and `Origin` (403), length of the target (414), header fields (431),
    /// route (404), method of the route (405), authorisation (401 and 403), `Content-Encoding` and `Content-Type` (415),
    /// `Content-Length` (400 and 413).
    ///
    /// - Parameter head: What the request says before its body.
    /// - Returns: Whether the request goes on.
    public func admit(_ head: ServingHead) async -> HeadDecision {
        .refused(refusal(status: 404, code: "notFound", "there is no such resource"))
    }

    /// Answers an admitted request at the latest when its deadline passes.
    ///
    /// - Parameters:
    ///   - request: What ``admit(_:)`` accepted.
    ///   - body: The body, whole.
    /// - Returns: The response.
    public func respond(to request: AdmittedRequest, body: [UInt8]) async -> ServingResponse {
        refusal(status: 404, code: "notFound", "there is no such resource")
    }

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

    /// A response in the protocol's form for what the mount refuses itself, such as a body that is too slow.
    ///
    /// - Parameters:
    ///   - status: The HTTP status.
    ///   - code: A stable code from a fixed set, such as `bodyTimeout`.
    ///   - message: A sentence without anything that the client sent.
    /// - Returns: The response.
    public func refusal(status: Int, code: String, _ message: String) -> ServingResponse {
        ServingResponse(status: status, headers: ["Content-Type": "application/json"])
    }
}
