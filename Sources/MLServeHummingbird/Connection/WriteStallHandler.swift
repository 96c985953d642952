#if HummingbirdServing
import NIOCore

/// Closes a connection whose peer does not read what it is sent.
///
/// While bytes wait to be sent, some must leave within each interval: at least the least rate of a sender times the
/// interval, so that a peer cannot hold a response by taking a byte at a time.
final class WriteStallHandler: ChannelOutboundHandler {
    typealias OutboundIn = ByteBuffer
    typealias OutboundOut = ByteBuffer

    private let timeout: TimeAmount
    private let leastBytes: Int
    private var accepted = 0
    private var isWatching = false
    private var timer = LoopTimer()

    /// Creates a handler.
    ///
    /// - Parameters:
    ///   - timeout: The interval.
    ///   - leastBytes: How many bytes have to leave in each interval while some wait.
    init(timeout: TimeAmount, leastBytes: Int) {
        self.timeout = timeout
        self.leastBytes = leastBytes
    }

    func write(context: ChannelHandlerContext, data: NIOAny, promise: EventLoopPromise<Void>?) {
        accepted &+= unwrapOutboundIn(data).readableBytes
        context.write(data, promise: promise)
    }

    func flush(context: ChannelHandlerContext) {
        context.flush()
        if !isWatching, waiting(context) > 0 { watch(context) }
    }

    private func watch(_ context: ChannelHandlerContext) {
        isWatching = true
        let sent = accepted &- waiting(context)
        timer.schedule(in: timeout, context) { [self] in
            isWatching = false
            let waiting = waiting(context)
            guard waiting > 0 else { return }
            if accepted &- waiting &- sent < leastBytes { context.close(promise: nil) } else { watch(context) }
        }
    }

    /// How many bytes wait to be sent.
    private func waiting(_ context: ChannelHandlerContext) -> Int {
        guard let options = context.channel.syncOptions else { return 0 }
        return (try? options.getOption(.bufferedWritableBytes)) ?? 0
    }

    func handlerRemoved(context: ChannelHandlerContext) { timer.cancel() }
}
#endif
