#if HummingbirdServing
import MLServe
import NIOCore
import NIOHTTP1

/// Lets one request at a time through to the host, in order, and answers what breaks a rule of the connection.
///
/// What is received while a request is being answered waits here, and nothing more is read from the socket. A refusal
/// is written once the requests before it are answered; then the connection is closed.
final class ExchangeHandler: ChannelDuplexHandler {
    typealias InboundIn = HTTPServerRequestPart
    typealias InboundOut = HTTPServerRequestPart
    typealias OutboundIn = HTTPServerResponsePart
    typealias OutboundOut = HTTPServerResponsePart

    /// What waits for its turn.
    private enum Waiting {
        case part(HTTPServerRequestPart)
        case refusal(Refusal)
        case inputClosed
    }

    let limits: TransportLimits
    let refusalResponse: @Sendable (Refusal) -> ServingResponse
    let receiving: ReceiveTimeoutHandler
    var state = ExchangeState()
    var drainTimer = LoopTimer()
    /// How many responses are written whole and not yet taken by the socket.
    var sendingCount = 0
    private let refusesConnection: Bool
    private var waiting = CircularBuffer<Waiting>()
    private var isReadWanted = false
    private var context: ChannelHandlerContext?

    /// Creates a handler.
    ///
    /// - Parameters:
    ///   - limits: The limits of the connection.
    ///   - receiving: Is told when requests begin and end.
    ///   - refusesConnection: Whether the connection is one too many, and is told so at once.
    ///   - refusalResponse: Gives refusals the form of the protocol.
    init(
        limits: TransportLimits, receiving: ReceiveTimeoutHandler, refusesConnection: Bool = false,
        refusalResponse: @escaping @Sendable (Refusal) -> ServingResponse
    ) {
        self.refusesConnection = refusesConnection
        self.limits = limits
        self.receiving = receiving
        self.refusalResponse = refusalResponse
    }

    func channelActive(context: ChannelHandlerContext) {
        context.fireChannelActive()
        guard refusesConnection else { return }
        // A peer that has to negotiate encryption first may never take the answer.
        drainTimer.schedule(in: limits.lingeringTime, context) { context.close(promise: nil) }
        refuse(.tooManyConnections, context)
    }

    func channelRead(context: ChannelHandlerContext, data: NIOAny) { receive(.part(unwrapInboundIn(data)), context) }

    func errorCaught(context: ChannelHandlerContext, error: any Error) {
        if let refusal = error as? Refusal {
            receive(.refusal(refusal), context)
        } else if let error = error as? HTTPParserError {
            receive(.refusal(Refusal(error, hasRequestLine: receiving.hasRequestLine)), context)
        } else {
            context.fireErrorCaught(error)
        }
    }

    func userInboundEventTriggered(context: ChannelHandlerContext, event: Any) {
        if let event = event as? ChannelEvent, event == .inputClosed {
            receive(.inputClosed, context)
        } else if event is ChannelShouldQuiesceEvent {
            waiting.removeAll()
            drain(context)
        } else {
            context.fireUserInboundEventTriggered(event)
        }
    }

    func channelInactive(context: ChannelHandlerContext) {
        drainTimer.cancel()
        waiting.removeAll()
        // Whoever reads the body would take its end for the end of the request.
        if state.isReceiving { context.fireErrorCaught(Refusal.incomplete) }
        context.fireChannelInactive()
    }

    func handlerAdded(context: ChannelHandlerContext) { self.context = context }

    func handlerRemoved(context: ChannelHandlerContext) {
        drainTimer.cancel()
        self.context = nil
    }

    /// Answers for the connection and closes it; for the handlers behind this one.
    func refuse(_ refusal: Refusal) {
        if let context { refuse(refusal, context) }
    }

    func read(context: ChannelHandlerContext) {
        if state.isAnswering { isReadWanted = true } else { context.read() }
    }

    private func receive(_ event: Waiting, _ context: ChannelHandlerContext) {
        if state.isClosing {
            if case .inputClosed = event { context.fireUserInboundEventTriggered(ChannelEvent.inputClosed) }
        } else if state.isAnswering || !waiting.isEmpty {
            if !state.isLast { waiting.append(event) }
        } else {
            deliver(event, context)
        }
    }

    private func deliver(_ event: Waiting, _ context: ChannelHandlerContext) {
        switch event {
        case .part(let part):
            switch part {
            case .head(let head):
                state.begin(head, isLast: state.requestCount + 1 >= limits.requestCountPerConnection)
                receiving.requestBegan()
            case .body: break
            case .end: state.requestEnded()
            }
            context.fireChannelRead(wrapInboundOut(part))
        case .refusal(let refusal): refuse(refusal, context)
        case .inputClosed: context.fireUserInboundEventTriggered(ChannelEvent.inputClosed)
        }
    }

    /// Goes on with what waited, after a request was answered.
    func continueReceiving(_ context: ChannelHandlerContext) {
        receiving.requestEnded()
        while !state.isAnswering, !state.isClosing, let event = waiting.popFirst() { deliver(event, context) }
        context.fireChannelReadComplete()
        if isReadWanted, !state.isAnswering {
            isReadWanted = false
            context.read()
        }
    }
}
#endif
