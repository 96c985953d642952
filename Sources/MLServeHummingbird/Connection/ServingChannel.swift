#if HummingbirdServing
public import HummingbirdCore
public import Logging
public import MLServe
public import NIOCore
import NIOHTTP1

/// An HTTP/1.1 connection that keeps the transport limits of a serving configuration.
///
/// Hummingbird's own connection bounds the sizes of header fields; this one adds the limits of `TransportLimits` on
/// connections, time, rate, bodies and chunks, and refuses requests whose length or host is ambiguous. It serves whatever
/// routes a host has, not only those of the protocol:
///
/// ```swift
/// let application = Application(router: router, server: .serving(handler), configuration: …, logger: logger)
/// ```
///
/// For TLS a host wraps it, so that the limits apply to what was decrypted:
///
/// ```swift
/// let server = HTTPServerBuilder { responder in
///     try TLSChannel(ServingChannel(handler, responder: responder), tlsConfiguration: configuration)
/// }
/// ```
public struct ServingChannel: HTTPChannelHandler {
    /// The connection as Hummingbird reads and writes it.
    public typealias Value = HTTP1Channel.Value

    /// Answers requests.
    public let responder: HTTPChannelHandler.Responder
    private let handler: InferenceHandler
    private let channel: HTTP1Channel
    private let registry: ConnectionRegistry

    private var limits: TransportLimits { handler.configuration.transport }

    /// Creates the connections of one listener.
    ///
    /// - Parameters:
    ///   - handler: Has the limits, and gives refusals their form.
    ///   - responder: Answers requests.
    public init(_ handler: InferenceHandler, responder: @escaping HTTPChannelHandler.Responder) {
        self.handler = handler
        self.responder = responder
        let limits = handler.configuration.transport
        registry = ConnectionRegistry(total: limits.connectionCount, perPeer: limits.connectionCountPerPeer)
        channel = HTTP1Channel(
            responder: responder,
            configuration: HTTP1Channel.Configuration(
                httpDecoderConfiguration: HTTP1Channel.Configuration.DecoderConfiguration(
                    maxHeaderFieldSize: limits.headerFieldByteCount, maxHeaderListSize: limits.headerByteCount,
                    maxHeaderFieldCount: limits.headerFieldCount)))
    }

    /// Prepares a connection; when there are too many, it is answered with 503 and closed, or only closed.
    ///
    /// - Parameters:
    ///   - channel: The connection.
    ///   - logger: Receives what happens, at the level `debug`.
    /// - Returns: The connection as Hummingbird reads and writes it.
    public func setup(channel: any Channel, logger: Logger) -> EventLoopFuture<Value> {
        let peer = channel.remoteAddress
        let verdict = registry.add(peer)
        if verdict != .admitted {
            logger.debug("connection closed: there are too many", metadata: ["mlops.connections": "\(registry.count)"])
        }
        guard verdict != .dropped else {
            channel.close(promise: nil)
            return channel.eventLoop.makeFailedFuture(ChannelError.ioOnClosedChannel)
        }
        channel.closeFuture.whenComplete { [registry] _ in registry.remove(peer, verdict) }
        return self.channel.setup(channel: channel, logger: logger).flatMapThrowing { value in
            try addHandlers(to: channel.pipeline.syncOperations, isRefused: verdict == .refused)
            return value
        }
    }

    /// Answers the requests of a connection until it is closed; the work on a request is then cancelled.
    ///
    /// - Parameters:
    ///   - value: The connection.
    ///   - logger: Receives what happens, at the level `debug`.
    public func handle(value: Value, logger: Logger) async {
        let connection = value.channel
        let task = Task { await channel.handle(value: value, logger: logger) }
        connection.closeFuture.whenComplete { _ in task.cancel() }
        await withTaskCancellationHandler {
            await task.value
        } onCancel: {
            task.cancel()
        }
    }

    /// Puts the limits on bytes before the decoder and those on requests behind it.
    private func addHandlers(to pipeline: ChannelPipeline.SynchronousOperations, isRefused: Bool) throws {
        let encoder = try pipeline.handler(type: HTTPResponseEncoder.self)
        let decoder = try pipeline.handler(type: ByteToMessageHandler<HTTPRequestDecoder>.self)
        let receiving = ReceiveTimeoutHandler(
            idleTimeout: TimeAmount(limits.idleTimeout), headTimeout: TimeAmount(limits.headTimeout))
        let bytes: [any ChannelHandler] = [
            WriteStallHandler(
                timeout: TimeAmount(limits.writeStallTimeout),
                leastBytes: Self.bytes(at: limits.bodyBytesPerSecond, in: limits.writeStallTimeout)),
            LingeringCloseHandler(timeout: limits.lingeringTime),
            receiving,
        ]
        for handler in bytes { try pipeline.addHandler(handler, position: .before(encoder)) }
        let exchange = ExchangeHandler(
            limits: limits, receiving: receiving, refusesConnection: isRefused
        ) { [handler] refusal in
            handler.refusal(status: refusal.status, code: refusal.code, refusal.text)
        }
        let requests: [any ChannelHandler] = [
            exchange, RequestRulesHandler(limits: limits, exchange: exchange),
            AnswerDeadlineHandler(limits: limits, exchange: exchange),
        ]
        for handler in requests.reversed() { try pipeline.addHandler(handler, position: .after(decoder)) }
    }

    /// How many bytes come in an interval; at least 1.
    private static func bytes(at rate: Int, in interval: Duration) -> Int {
        Int(exactly: (Double(rate) * (interval / .seconds(1))).rounded(.down)).map { max(1, $0) } ?? 1
    }
}

extension TransportLimits {
    /// How long a peer has to take the last response.
    var lingeringTime: TimeAmount { TimeAmount(min(.seconds(2), idleTimeout)) }
}

extension HTTPServerBuilder {
    /// A listener whose connections keep the transport limits of a serving configuration.
    ///
    /// - Parameter handler: Has the limits.
    /// - Returns: A builder that gives each connection a ``ServingChannel``.
    public static func serving(_ handler: InferenceHandler) -> HTTPServerBuilder {
        HTTPServerBuilder { ServingChannel(handler, responder: $0) }
    }
}
#endif
