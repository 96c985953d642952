/// The answer to a request, ready to be sent.
public struct ServingResponse: Sendable, Hashable {
    /// The HTTP status.
    public let status: Int
    /// The header fields, `Content-Length` not among them.
    public var headers: ServingHeaders
    /// The body; may be empty.
    public let body: [UInt8]

    /// Creates a response.
    ///
    /// - Parameters:
    ///   - status: The HTTP status.
    ///   - headers: The header fields, without `Content-Length`.
    ///   - body: The body.
    public init(status: Int, headers: ServingHeaders = [:], body: [UInt8] = []) {
        self.status = status
        self.headers = headers
        self.body = body
    }
}
