#if HummingbirdServing
import Foundation
import Hummingbird
import HummingbirdCore
import Logging
import MLServe
import MLServeHummingbird
import ServiceLifecycle
import Testing

/// The tests that talk to a listener; they measure time, and so run one after the other.
@Suite("Serving over HTTP", .serialized)
enum ListenerTests {}

/// A listener on a free port of the loopback network, while a test runs.
struct Listener: Sendable {
    let port: Int
    /// Ends the listener as a host does: nothing new is accepted, and what is under way may finish.
    let shutDown: @Sendable () async -> Void

    /// Talks to the listener with a new client, on a thread that may block.
    func client<Result: Sendable>(
        receiveBuffer: Int32? = nil, _ body: @escaping @Sendable (RawClient) throws -> Result
    ) async throws -> Result {
        try await blocking { try body(RawClient(port: port, receiveBuffer: receiveBuffer)) }
    }

    /// Sends one request with a new client.
    ///
    /// - Returns: The response; `nil` when the connection was closed without one.
    func exchange(_ request: String) async throws -> RawResponse? {
        try await client { client in
            try client.send(request)
            return try client.response()
        }
    }

    /// Posts JSON with a new client.
    ///
    /// - Parameters:
    ///   - path: The target.
    ///   - json: The body.
    ///   - fields: More header fields, each with its line end.
    /// - Returns: The response; `nil` when the connection was closed without one.
    /// - Throws: What the client throws.
    func post(_ path: String, _ json: String, fields: String = "") async throws -> RawResponse? {
        try await exchange(
            "POST \(path) HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\n\(fields)"
                + "Content-Length: \(json.utf8.count)\r\n\r\n\(json)")
    }

    /// Checks that a client that keeps the rules is served.
    func expectServing(_ path: String = "/ok", sourceLocation: SourceLocation = #_sourceLocation) async throws {
        let response = try await exchange("GET \(path) HTTP/1.1\r\nHost: localhost\r\n\r\n")
        #expect(response?.status == 200, sourceLocation: sourceLocation)
    }
}

/// Runs what blocks on a thread of its own, away from the threads that the server answers on.
func blocking<Result: Sendable>(_ body: @escaping @Sendable () throws -> Result) async throws -> Result {
    try await withCheckedThrowingContinuation { continuation in
        Thread.detachNewThread { continuation.resume(with: Swift.Result(catching: body)) }
    }
}

/// Runs a listener around a test.
///
/// - Parameters:
///   - service: Makes the service from a closure that it has to call with its port.
///   - body: The test.
/// - Returns: What the test returns.
/// - Throws: What the test throws, or what the listener ended with.
func withListener<Result: Sendable>(
    _ service: (@escaping @Sendable (Int?) -> Void) throws -> any Service,
    _ body: (Listener) async throws -> Result
) async throws -> Result {
    let (ports, continuation) = AsyncStream<Int>.makeStream()
    let service = try service { continuation.yield($0 ?? 0) }
    let group = ServiceGroup(
        configuration: ServiceGroupConfiguration(services: [.init(service: service)], logger: .silent))
    return try await withThrowingTaskGroup(of: Void.self) { tasks in
        tasks.addTask {
            defer { continuation.finish() }
            try await group.run()
        }
        guard let port = await ports.first(where: { _ in true }) else {
            try await tasks.waitForAll()
            throw RawClient.Failure(description: "the listener ended before it began")
        }
        let listener = Listener(port: port) { await group.triggerGracefulShutdown() }
        do {
            let result = try await body(listener)
            await group.triggerGracefulShutdown()
            try await tasks.waitForAll()
            return result
        } catch {
            await group.triggerGracefulShutdown()
            throw error
        }
    }
}

extension Logger {
    /// A logger that says nothing.
    static var silent: Logger { Logger(label: "tests") { _ in SwiftLogNoOpLogHandler() } }
}
#endif
