#if HummingbirdServing
import Hummingbird
import HummingbirdCore
import MLCore
import MLServe
import MLServeHummingbird
import NIOCore
import ServiceLifecycle

/// A host with routes of its own beside the protocol, for tests of connections.
///
/// - `GET /ok` is answered at once.
/// - `POST /count` is answered with the length of the body.
/// - `GET /wait/MILLISECONDS` is answered after that time, or when the task is cancelled.
/// - `GET /bytes/COUNT` is answered with as many bytes.
enum HostApplication {
    static func service(
        _ handler: InferenceHandler, onListening: @escaping @Sendable (Int?) -> Void
    ) -> any Service {
        let router = Router()
        router.add(middleware: InferenceMiddleware(handler))
        router.get("ok") { _, _ in "ok" }
        router.post("count") { request, _ in
            var count = 0
            for try await part in request.body { count += part.readableBytes }
            return "\(count)"
        }
        router.get("wait/:milliseconds") { _, context in
            try await Task.sleep(for: .milliseconds(try context.parameters.require("milliseconds", as: Int.self)))
            return "waited"
        }
        router.get("bytes/:count") { _, context in
            let count = try context.parameters.require("count", as: Int.self)
            return Response(status: .ok, body: .init(byteBuffer: ByteBuffer(repeating: 0x61, count: count)))
        }
        return Application(
            router: router, server: .serving(handler),
            configuration: ApplicationConfiguration(address: .hostname("127.0.0.1", port: 0)),
            onServerRunning: { onListening($0.localAddress?.port) }, logger: .silent)
    }
}

/// Runs a host around a test.
///
/// - Parameters:
///   - limit: Changes the limits; those on time are shorter than the defaults only where a test asks.
///   - body: The test.
/// - Returns: What the test returns.
/// - Throws: What the test throws, or what the listener ended with.
func withHost<Result: Sendable>(
    _ limit: (inout TransportLimits) -> Void = { _ in }, _ body: (Listener) async throws -> Result
) async throws -> Result {
    var limits = TransportLimits()
    limits.drainTimeout = .seconds(2)
    limit(&limits)
    let handler = try ServedModels().handler(ServingConfiguration(transport: limits))
    return try await withListener({ HostApplication.service(handler, onListening: $0) }, body)
}
#endif
