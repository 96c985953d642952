#if HummingbirdServing
import Hummingbird
public import HummingbirdCore
public import Logging
import MLCore
public import MLServe
import NIOCore
import NIOPosix
public import ServiceLifecycle
import UnixSignals

/// A listener for the Open Inference Protocol, and nothing else, as a service.
///
/// ```swift
/// let handler = try InferenceHandler(models: ["genres": server], configuration: ServingConfiguration())
/// try await InferenceApplication(handler, logger: logger).runUntilSignalled()
/// ```
///
/// It listens where the configuration of the handler says, by default on port 8080 of `127.0.0.1`, and speaks HTTP/1.1.
/// A host with a service group adds it there instead of calling ``runUntilSignalled()``. A graceful shutdown stops
/// listening and lets requests finish within the time to drain. Hosts with routes of their own use
/// ``InferenceMiddleware``.
public struct InferenceApplication: Service {
    private let handler: InferenceHandler
    private let server: HTTPServerBuilder
    private let onListening: @Sendable (Int?) async -> Void
    private let logger: Logger

    /// Creates an application.
    ///
    /// - Parameters:
    ///   - handler: Answers requests, and says where to listen.
    ///   - server: How connections are set up, for TLS: a builder whose innermost channel is a ``ServingChannel``; the
    ///     configuration should say `ServingEncryption.terminated`. `nil` for plaintext.
    ///   - logger: Receives what happens; the library has no logger of its own.
    ///   - onListening: Called with the port once connections are accepted.
    public init(
        _ handler: InferenceHandler, server: HTTPServerBuilder? = nil, logger: Logger = .current,
        onListening: @escaping @Sendable (Int?) async -> Void = { _ in }
    ) {
        self.handler = handler
        self.server = server ?? .serving(handler)
        self.logger = logger
        self.onListening = onListening
    }

    /// Listens until the task is cancelled or its service group shuts down.
    ///
    /// - Throws: `ServeError` with code `cannotListen` when the address cannot be had.
    public func run() async throws {
        let address = handler.configuration.address
        let application = Application(
            responder: InferenceResponder<InferenceRequestContext>(handler), server: server,
            configuration: ApplicationConfiguration(address: .hostname(address.host, port: address.port)),
            onServerRunning: { [onListening] channel in await onListening(channel.localAddress?.port) },
            logger: logger)
        do {
            try await withGracefulShutdownHandler {
                try await application.run()
            } onGracefulShutdown: { [handler] in
                handler.beginDraining()
            }
        } catch let error as IOError {
            throw ServeError(
                .cannotListen, "\(error.description)", at: "\(address.host):\(address.port)",
                remedy: "Choose another port, or stop the program that uses this one.", cause: error)
        } catch let error as SocketAddressError.UnknownHost {
            throw ServeError(
                .cannotListen, "the host has no address", at: "\(address.host):\(address.port)",
                remedy: "Give an IP address of this machine, or a name that stands for one.", cause: error)
        }
    }

    /// Listens until the process is told to end by SIGTERM or SIGINT, then lets requests finish.
    ///
    /// For programs that have no service group.
    ///
    /// - Throws: What ``run()`` throws.
    public func runUntilSignalled() async throws {
        try await ServiceGroup(
            configuration: ServiceGroupConfiguration(
                services: [.init(service: self)], gracefulShutdownSignals: [.sigterm, .sigint], logger: logger)
        ).run()
    }
}

extension ServeError.Code {
    /// The address to listen on cannot be had.
    public static let cannotListen = Self(rawValue: "cannotListen")
}
#endif
