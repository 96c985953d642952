#if HummingbirdServing
import MLServe
import NIOCore
import NIOHTTP1

extension ExchangeHandler {
    func write(context: ChannelHandlerContext, data: NIOAny, promise: EventLoopPromise<Void>?) {
        guard !state.isClosing else {
            promise?.fail(ChannelError.ioOnClosedChannel)
            return
        }
        switch unwrapOutboundIn(data) {
        case .head(var head):
            if head.status.code < 200 {
                context.write(data, promise: promise)
                return
            }
            state.responseBegan()
            if state.isLast { head.headers.replaceOrAdd(name: "Connection", value: "close") }
            context.write(wrapOutboundOut(.head(head)), promise: promise)
        case .body:
            if state.isBodySuppressed { promise?.succeed() } else { context.write(data, promise: promise) }
        case .end:
            if state.responseEnded() {
                let written = promise ?? context.eventLoop.makePromise()
                sendingCount += 1
                receiving.responseWritten()
                written.futureResult.assumeIsolated().whenSuccess { [self] in responseSent(context) }
                context.write(data, promise: written)
                continueReceiving(context)
            } else {
                finish(data, promise, context)
            }
        }
    }

    func close(context: ChannelHandlerContext, mode: CloseMode, promise: EventLoopPromise<Void>?) {
        // While the last response is on its way, its end closes the connection.
        if case .all = mode, state.isClosing, context.channel.isActive {
            promise?.succeed()
        } else {
            context.close(mode: mode, promise: promise)
        }
    }

    /// Answers for the connection, tells whoever waits for the rest of the request, and closes.
    ///
    /// If a response has begun, the connection is cut off, so that nobody takes its beginning for the whole.
    func refuse(_ refusal: Refusal, _ context: ChannelHandlerContext) {
        guard !state.isClosing else { return }
        let isResponding = state.isResponding
        state.close()
        receiving.requestBegan()
        if isResponding {
            context.close(promise: nil)
        } else {
            let response = refusalResponse(refusal)
            var head = HTTPResponseHead(version: .http1_1, status: .init(statusCode: response.status))
            for field in response.headers.fields { head.headers.add(name: field.name, value: field.value) }
            head.headers.replaceOrAdd(name: "Content-Length", value: "\(response.body.count)")
            head.headers.replaceOrAdd(name: "Connection", value: "close")
            context.write(wrapOutboundOut(.head(head)), promise: nil)
            if !state.isBodySuppressed {
                context.write(wrapOutboundOut(.body(.byteBuffer(ByteBuffer(bytes: response.body)))), promise: nil)
            }
            finish(wrapOutboundOut(.end(nil)), nil, context)
        }
        context.fireErrorCaught(refusal)
    }

    /// Finishes what is under way within the time to drain; a connection without a request is closed at once.
    func drain(_ context: ChannelHandlerContext) {
        state.isLast = true
        if state.isIdle, sendingCount == 0 {
            context.close(promise: nil)
        } else {
            // A last response that is on its way counts too: its peer may take it as slowly as it likes.
            drainTimer.schedule(in: TimeAmount(limits.drainTimeout), context) { context.close(promise: nil) }
        }
    }

    /// The socket has taken all of a response after which another request may follow.
    private func responseSent(_ context: ChannelHandlerContext) {
        sendingCount -= 1
        guard sendingCount == 0 else { return }
        if state.isLast, state.isIdle {
            state.close()
            context.close(mode: .output, promise: nil)
        } else {
            receiving.responseSent()
        }
    }

    /// Writes the end of the last response and closes the output once the peer's socket has taken all of it.
    private func finish(_ end: NIOAny, _ promise: EventLoopPromise<Void>?, _ context: ChannelHandlerContext) {
        receiving.requestBegan()
        let written = promise ?? context.eventLoop.makePromise()
        written.futureResult.assumeIsolated().whenComplete { _ in context.close(mode: .output, promise: nil) }
        context.writeAndFlush(end, promise: written)
        // The answer may need the peer to read, and the peer may want to write first.
        context.read()
    }
}
#endif
