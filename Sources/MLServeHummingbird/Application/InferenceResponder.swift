#if HummingbirdServing
public import Hummingbird
public import HummingbirdCore
public import MLServe

/// Answers every request by the Open Inference Protocol; other paths get status 404.
public struct InferenceResponder<Context: RequestContext>: HTTPResponder {
    private enum Body {
        case whole([UInt8])
        case refused(BodyMeter.Fault)
    }

    private let handler: InferenceHandler

    /// Creates a responder.
    ///
    /// - Parameter handler: Answers requests.
    public init(_ handler: InferenceHandler) { self.handler = handler }

    /// Decides on the head of a request, reads its body if it goes on, and answers it.
    ///
    /// - Parameters:
    ///   - request: The request.
    ///   - context: The context of the request; its peer counts if it is a `RemoteAddressRequestContext`.
    /// - Returns: The response.
    /// - Throws: What reading the body throws when the connection fails.
    @Sendable public func respond(to request: Request, context: Context) async throws -> Response {
        let peer = (context as? any RemoteAddressRequestContext)?.remoteAddress?.ipAddress
        let head = ServingHead(request, peer: peer)
        switch await handler.admit(head) {
        case .refused(let response): return Response(response)
        case .admitted(let admitted):
            switch try await body(of: request, admitted) {
            case .whole(let bytes): return Response(await handler.respond(to: admitted, body: bytes))
            case .refused(let fault):
                let refusal = Refusal(fault)
                return Response(handler.refusal(status: refusal.status, code: refusal.code, refusal.text))
            }
        }
    }

    /// Reads a body while it is within its limits.
    private func body(of request: Request, _ admitted: AdmittedRequest) async throws -> Body {
        guard admitted.bodyLimit > 0 else { return .whole([]) }
        let start = ContinuousClock.now
        let announced = request.headers[.contentLength].flatMap { Int($0) }
        var meter = BodyMeter(
            limits: handler.configuration.transport, limit: admitted.bodyLimit, announced: announced)
        var bytes: [UInt8] = []
        if let announced, announced > 0, announced <= admitted.bodyLimit { bytes.reserveCapacity(announced) }
        for try await part in request.body {
            if let fault = meter.receive(part.readableBytes, after: .now - start) { return .refused(fault) }
            part.withUnsafeReadableBytes { bytes.append(contentsOf: $0) }
        }
        if let fault = meter.faultAtEnd() { return .refused(fault) }
        return .whole(bytes)
    }
}
#endif
