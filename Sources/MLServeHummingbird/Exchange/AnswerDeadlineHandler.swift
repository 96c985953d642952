#if HummingbirdServing
import MLServe
import NIOCore
import NIOHTTP1

/// Answers for a host that does not begin to answer in time.
///
/// `InferenceHandler` keeps its own deadline; this one, a little later, is for the host's other routes and for what the
/// host does around them.
final class AnswerDeadlineHandler: ChannelDuplexHandler {
    typealias InboundIn = HTTPServerRequestPart
    typealias InboundOut = HTTPServerRequestPart
    typealias OutboundIn = HTTPServerResponsePart
    typealias OutboundOut = HTTPServerResponsePart

    private let timeout: TimeAmount
    private let exchange: ExchangeHandler
    private var hasAnswer = false
    private var timer = LoopTimer()

    /// Creates a handler.
    ///
    /// - Parameters:
    ///   - limits: The limits of the connection.
    ///   - exchange: Answers in the place of the host.
    init(limits: TransportLimits, exchange: ExchangeHandler) {
        timeout = TimeAmount(limits.handlerTimeout + min(.seconds(1), limits.handlerTimeout / 4))
        self.exchange = exchange
    }

    func channelRead(context: ChannelHandlerContext, data: NIOAny) {
        switch unwrapInboundIn(data) {
        case .head: hasAnswer = false
        case .body: break
        case .end where hasAnswer: break
        case .end: timer.schedule(in: timeout, context) { [exchange] in exchange.refuse(.handlerTimeout) }
        }
        context.fireChannelRead(data)
    }

    func write(context: ChannelHandlerContext, data: NIOAny, promise: EventLoopPromise<Void>?) {
        if case .head(let head) = unwrapOutboundIn(data), head.status.code >= 200 {
            hasAnswer = true
            timer.cancel()
        }
        context.write(data, promise: promise)
    }

    func channelInactive(context: ChannelHandlerContext) {
        timer.cancel()
        context.fireChannelInactive()
    }

    func handlerRemoved(context: ChannelHandlerContext) { timer.cancel() }
}
#endif
