#if HummingbirdServing
import NIOHTTP1

/// Where a connection is between the head of a request and the end of its response.
struct ExchangeState {
    /// How many requests the connection has brought.
    private(set) var requestCount = 0
    /// A request has been received in part.
    private(set) var isReceiving = false
    /// A request has been received whole, and its response is not complete.
    private(set) var isAnswering = false
    /// A response has begun.
    private(set) var isResponding = false
    /// The response to `HEAD` has no body.
    private(set) var isBodySuppressed = false
    /// The connection is closed after the response.
    var isLast = false
    /// Nothing is delivered any more; the connection is being closed.
    private(set) var isClosing = false

    /// Whether nothing is under way.
    var isIdle: Bool { !isReceiving && !isAnswering && !isResponding && !isClosing }

    /// The head of a request has been received.
    mutating func begin(_ head: HTTPRequestHead, isLast: Bool) {
        requestCount += 1
        isReceiving = true
        isBodySuppressed = head.method == .HEAD
        // The decoder stops after a request that asks for another protocol, so that none could follow.
        if isLast || !head.isKeepAlive || head.method == .CONNECT || head.headers.contains(name: "Upgrade") {
            self.isLast = true
        }
    }

    /// The end of a request has been received.
    mutating func requestEnded() {
        isReceiving = false
        isAnswering = true
    }

    /// The head of a response is about to be written.
    mutating func responseBegan() {
        isResponding = true
        // What is left of the request is not wanted.
        if isReceiving { isLast = true }
    }

    /// The end of a response has been written.
    ///
    /// - Returns: Whether another request may follow.
    mutating func responseEnded() -> Bool {
        isResponding = false
        isReceiving = false
        isAnswering = false
        if isLast { isClosing = true }
        return !isLast
    }

    /// The connection is over, whatever was under way.
    mutating func close() {
        isClosing = true
        isReceiving = false
        isAnswering = false
    }
}
#endif
