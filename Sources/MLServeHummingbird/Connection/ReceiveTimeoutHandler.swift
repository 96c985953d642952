#if HummingbirdServing
import NIOCore

/// Closes a connection that says nothing, and refuses a request whose head does not arrive.
///
/// It stands before the decoder and sees bytes; ``ExchangeHandler`` tells it when a request began and when it was
/// answered.
final class ReceiveTimeoutHandler: ChannelInboundHandler {
    typealias InboundIn = ByteBuffer
    typealias InboundOut = ByteBuffer

    private enum Stage {
        /// Between requests; no byte of the next one has arrived.
        case idle
        /// Some bytes of a head have arrived.
        case head
        /// A request is being received or answered, or the connection is about to be closed.
        case busy
    }

    private let idleTimeout: TimeAmount
    private let headTimeout: TimeAmount
    private var stage = Stage.idle
    /// Whether a response has not left yet; until it has, the connection is not without a request.
    private var isSending = false
    private var timer = LoopTimer()
    private var context: ChannelHandlerContext?

    /// Whether the first line of the head that is being received is complete.
    private(set) var hasRequestLine = false

    init(idleTimeout: TimeAmount, headTimeout: TimeAmount) {
        self.idleTimeout = idleTimeout
        self.headTimeout = headTimeout
    }

    /// A head has been received.
    func requestBegan() {
        stage = .busy
        timer.cancel()
        hasRequestLine = true
    }

    /// A request has been received and answered, and another one may follow.
    func requestEnded() {
        stage = .idle
        startIdling()
    }

    /// A response has been written, and waits for the peer to take it.
    func responseWritten() { isSending = true }

    /// The peer's socket has taken all responses.
    func responseSent() {
        isSending = false
        if stage == .idle { startIdling() }
    }

    private func startIdling() {
        guard let context, !isSending else { return }
        timer.schedule(in: idleTimeout, context) { context.close(promise: nil) }
    }

    func handlerAdded(context: ChannelHandlerContext) {
        self.context = context
        if context.channel.isActive { requestEnded() }
    }

    func handlerRemoved(context: ChannelHandlerContext) {
        timer.cancel()
        self.context = nil
    }

    func channelActive(context: ChannelHandlerContext) {
        requestEnded()
        context.fireChannelActive()
    }

    func channelInactive(context: ChannelHandlerContext) {
        timer.cancel()
        context.fireChannelInactive()
    }

    func channelRead(context: ChannelHandlerContext, data: NIOAny) {
        if stage == .idle {
            stage = .head
            hasRequestLine = false
            timer.schedule(in: headTimeout, context) { context.fireErrorCaught(Refusal.headTimeout) }
        }
        if stage == .head, !hasRequestLine {
            hasRequestLine = unwrapInboundIn(data).readableBytesView.contains(UInt8(ascii: "\n"))
        }
        context.fireChannelRead(data)
    }
}
#endif
