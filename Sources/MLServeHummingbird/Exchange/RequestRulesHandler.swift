#if HummingbirdServing
import MLServe
import NIOCore
import NIOHTTP1

/// Checks the head of each request, and meters its body while it is received.
///
/// The parts of a body that are read together are joined, so that many small chunks cost the host no more than one.
final class RequestRulesHandler: ChannelInboundHandler {
    typealias InboundIn = HTTPServerRequestPart
    typealias InboundOut = HTTPServerRequestPart
    typealias OutboundOut = HTTPServerResponsePart

    private let rules: RequestHeadRules
    private let exchange: ExchangeHandler
    private let interval: TimeAmount
    private var meter: BodyMeter?
    private var start = NIODeadline.now()
    private var joined: ByteBuffer?
    private var isTimed = false
    private var timer = LoopTimer()

    /// Creates a handler.
    ///
    /// - Parameters:
    ///   - limits: The limits of the connection.
    ///   - exchange: Answers requests that break a rule.
    init(limits: TransportLimits, exchange: ExchangeHandler) {
        rules = RequestHeadRules(limits: limits)
        self.exchange = exchange
        interval = TimeAmount(
            max(.milliseconds(1), min(.seconds(1), limits.bodyTimeout / 8, limits.bodyRateGrace / 2)))
    }

    func channelRead(context: ChannelHandlerContext, data: NIOAny) {
        switch unwrapInboundIn(data) {
        case .head(let head):
            if let refusal = rules.refusal(of: head) {
                refuse(refusal)
                return
            }
            begin(head, context)
            context.fireChannelRead(data)
        case .body(let bytes): receive(bytes, context)
        case .end:
            if let fault = meter?.faultAtEnd() {
                refuse(Refusal(fault))
                return
            }
            deliverJoined(context)
            endBody()
            context.fireChannelRead(data)
        }
    }

    func channelReadComplete(context: ChannelHandlerContext) {
        deliverJoined(context)
        if meter != nil, !isTimed { watch(context) }
        context.fireChannelReadComplete()
    }

    func channelInactive(context: ChannelHandlerContext) {
        endBody()
        context.fireChannelInactive()
    }

    func errorCaught(context: ChannelHandlerContext, error: any Error) {
        endBody()
        context.fireErrorCaught(error)
    }

    func handlerRemoved(context: ChannelHandlerContext) { endBody() }

    private func begin(_ head: HTTPRequestHead, _ context: ChannelHandlerContext) {
        meter = BodyMeter(
            limits: rules.limits, limit: rules.limits.bodyByteCount,
            announced: head.headers.contains(name: "Transfer-Encoding")
                ? nil : RequestHeadRules.announcedLength(of: head) ?? 0)
        start = .now()
        if head.version == .http1_1, head.headers.contains(name: "Expect") {
            let interim = HTTPResponseHead(version: .http1_1, status: .continue)
            context.writeAndFlush(wrapOutboundOut(.head(interim)), promise: nil)
        }
    }

    private func receive(_ bytes: ByteBuffer, _ context: ChannelHandlerContext) {
        guard let fault = meter?.receive(bytes.readableBytes, after: elapsed) else {
            var bytes = bytes
            if joined == nil { joined = bytes } else { joined?.writeBuffer(&bytes) }
            return
        }
        refuse(Refusal(fault))
    }

    /// Looks at the time again and again until the body is complete.
    private func watch(_ context: ChannelHandlerContext) {
        isTimed = true
        timer.schedule(in: interval, context) { [self] in
            guard let meter else { return }
            if let fault = meter.fault(after: elapsed) { refuse(Refusal(fault)) } else { watch(context) }
        }
    }

    private var elapsed: Duration { Duration(.now() - start) }

    private func deliverJoined(_ context: ChannelHandlerContext) {
        guard let bytes = joined else { return }
        joined = nil
        context.fireChannelRead(wrapInboundOut(.body(bytes)))
    }

    private func refuse(_ refusal: Refusal) {
        endBody()
        joined = nil
        exchange.refuse(refusal)
    }

    private func endBody() {
        meter = nil
        guard isTimed else { return }
        isTimed = false
        timer.cancel()
    }
}

extension Refusal {
    /// The refusal for a fault of a body.
    init(_ fault: BodyMeter.Fault) {
        switch fault {
        case .bodyTooLarge: self = .bodyTooLarge
        case .tooManyChunks: self = .tooManyChunks
        case .bodyTimeout: self = .bodyTimeout
        case .lengthMismatch: self = .lengthMismatch
        }
    }
}
#endif
