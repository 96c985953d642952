#if HummingbirdServing
import NIOCore

/// Lets the last response arrive before a connection is closed.
///
/// A socket that is closed while bytes of its peer are unread resets the connection, and the reset may overtake the
/// response. After the output is closed, input is therefore read and dropped until the peer closes too, or for a short
/// time.
final class LingeringCloseHandler: ChannelDuplexHandler {
    typealias InboundIn = ByteBuffer
    typealias InboundOut = ByteBuffer
    typealias OutboundIn = ByteBuffer
    typealias OutboundOut = ByteBuffer

    private let timeout: TimeAmount
    private var isLingering = false
    private var timer = LoopTimer()

    init(timeout: TimeAmount) { self.timeout = timeout }

    func close(context: ChannelHandlerContext, mode: CloseMode, promise: EventLoopPromise<Void>?) {
        switch mode {
        case .output where !isLingering:
            isLingering = true
            context.close(mode: .output, promise: promise)
            guard context.channel.isActive else { return }
            timer.schedule(in: timeout, context) { context.close(promise: nil) }
            context.read()
        case .all where isLingering && context.channel.isActive:
            promise?.succeed()
        default:
            context.close(mode: mode, promise: promise)
        }
    }

    func channelRead(context: ChannelHandlerContext, data: NIOAny) {
        if !isLingering { context.fireChannelRead(data) }
    }

    func channelReadComplete(context: ChannelHandlerContext) {
        if isLingering { context.read() } else { context.fireChannelReadComplete() }
    }

    func userInboundEventTriggered(context: ChannelHandlerContext, event: Any) {
        if isLingering, let event = event as? ChannelEvent, event == .inputClosed { context.close(promise: nil) }
        context.fireUserInboundEventTriggered(event)
    }

    func channelInactive(context: ChannelHandlerContext) {
        timer.cancel()
        context.fireChannelInactive()
    }

    func handlerRemoved(context: ChannelHandlerContext) { timer.cancel() }
}
#endif
