#if HummingbirdServing
import NIOHTTP1

/// Why a connection answers for itself, without the host: a request that breaks a rule of the connection.
///
/// The connection is closed after the response. The text is fixed: nothing of the request is repeated.
struct Refusal: Error, Equatable {
    let status: Int
    let code: String
    let text: String

    static let malformed = Refusal(400, "malformedRequest", "The request is not well-formed HTTP/1.1.")
    static let host = Refusal(400, "invalidHost", "Exactly one Host field is required.")
    static let target = Refusal(400, "invalidTarget", "The target of the request has to be a path.")
    static let control = Refusal(400, "invalidField", "A header field has a control character.")
    static let framing = Refusal(400, "ambiguousLength", "The length of the body has to be told in one way.")
    static let incomplete = Refusal(400, "incompleteRequest", "The request ended before it was complete.")
    static let lengthMismatch = Refusal(400, "lengthMismatch", "The body is not as long as announced.")
    static let tooManyChunks = Refusal(400, "tooManyChunks", "The body comes in too many chunks.")
    static let headTimeout = Refusal(408, "headTimeout", "The head of the request took too long.")
    static let bodyTimeout = Refusal(408, "bodyTimeout", "The body of the request took too long.")
    static let bodyTooLarge = Refusal(413, "bodyTooLarge", "The body is too large.")
    static let targetTooLong = Refusal(414, "targetTooLong", "The target of the request is too long.")
    static let expectation = Refusal(417, "unknownExpectation", "Only the expectation 100-continue is known.")
    static let headerTooLarge = Refusal(431, "headerTooLarge", "The header fields are too many or too large.")
    static let transferCoding = Refusal(501, "unknownTransferCoding", "Only the transfer coding chunked is known.")
    static let tooManyConnections = Refusal(503, "tooManyConnections", "Too many connections are open.")
    static let handlerTimeout = Refusal(503, "handlerTimeout", "The answer took too long.")

    init(_ status: Int, _ code: String, _ text: String) {
        self.status = status
        self.code = code
        self.text = text
    }

    /// The refusal for an error of the decoder.
    ///
    /// - Parameters:
    ///   - error: The error.
    ///   - hasRequestLine: Whether the first line of the head was complete.
    init(_ error: HTTPParserError, hasRequestLine: Bool) {
        switch error {
        case .headerOverflow: self = hasRequestLine ? .headerTooLarge : .targetTooLong
        case .invalidEOFState: self = .incomplete
        default: self = .malformed
        }
    }
}
#endif
