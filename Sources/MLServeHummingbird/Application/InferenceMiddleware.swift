#if HummingbirdServing
public import Hummingbird
public import HummingbirdCore
public import MLServe

/// Adds the Open Inference Protocol to a host's own router: paths under `/v2` are answered, others go on.
///
/// ```swift
/// let router = Router(context: AppRequestContext.self)
/// router.add(middleware: InferenceMiddleware(handler))
/// let application = Application(router: router, server: .serving(handler))
/// ```
///
/// The limits on connections and time are those of ``ServingChannel``, which the host gives to its application as
/// above; with another server only the sizes of `TransportLimits` apply. Callers share the capacity of a server by
/// their address only if the context is a `RemoteAddressRequestContext`.
public struct InferenceMiddleware<Context: RequestContext>: RouterMiddleware {
    private let responder: InferenceResponder<Context>

    /// Creates a middleware.
    ///
    /// - Parameter handler: Answers requests.
    public init(_ handler: InferenceHandler) { responder = InferenceResponder(handler) }

    /// Answers a request of the protocol; others go on.
    ///
    /// - Parameters:
    ///   - request: The request.
    ///   - context: The context of the request.
    ///   - next: Where other requests go.
    /// - Returns: The response.
    /// - Throws: What reading the body or `next` throws.
    public func handle(
        _ request: Request, context: Context, next: @concurrent (Request, Context) async throws -> Response
    ) async throws -> Response {
        let path = (request.head.path ?? "").prefix { $0 != "?" }
        guard path == "/v2" || path.hasPrefix("/v2/") else { return try await next(request, context) }
        return try await responder.respond(to: request, context: context)
    }
}
#endif
