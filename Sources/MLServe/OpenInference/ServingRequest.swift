/// A whole request, for a host that has read the body before it asks.
public struct ServingRequest: Sendable {
    /// What the request says before its body.
    public let head: ServingHead
    /// The body; empty when there is none.
    public let body: [UInt8]

    /// Creates a request.
    ///
    /// - Parameters:
    ///   - head: What the request says before its body.
    ///   - body: The body.
    public init(_ head: ServingHead, body: [UInt8] = []) {
        self.head = head
        self.body = body
    }
}

/// A request whose head was accepted by ``InferenceHandler/admit(_:)``; only its body is missing.
public struct AdmittedRequest: Sendable {
    /// What the request says before its body.
    public let head: ServingHead
    /// The most bytes that its body may have; 0 when none is read.
    public let bodyLimit: Int
    let route: OpenInferenceRoute
    let caller: String
    /// How many bytes of the body are JSON, when bytes of tensors follow.
    let headerLength: Int?
    /// How long after its arrival the client waits, in microseconds.
    let timeout: Int64?
}

/// What became of a head.
public enum HeadDecision: Sendable {
    /// The request goes on: the mount reads the body and calls ``InferenceHandler/respond(to:body:)``.
    case admitted(AdmittedRequest)
    /// The request is over. The mount sends the response and closes the connection unless the body was empty.
    case refused(ServingResponse)
}
