/// What a request says before its body.
///
/// The mount fills it from its HTTP library: nothing decoded, nothing joined, nothing left out.
public struct ServingHead: Sendable {
    /// The method, such as `GET`.
    public let method: String
    /// The request target as it was sent: path and query, percent escapes in place.
    public let target: String
    /// The header fields, in order, `Host` among them.
    public let headers: ServingHeaders
    /// The address of the peer without its port, or `nil` when there is none; callers share the server's capacity by it.
    public let peer: String?
    /// When the head had arrived.
    public let arrival: ContinuousClock.Instant

    /// Creates a head.
    ///
    /// - Parameters:
    ///   - method: The method, such as `GET`.
    ///   - target: The request target as it was sent.
    ///   - headers: The header fields, in order, `Host` among them. A mount of HTTP/2 passes `:authority` as `Host`.
    ///   - peer: The address of the peer without its port.
    ///   - arrival: When the head had arrived.
    public init(
        method: String, target: String, headers: ServingHeaders, peer: String? = nil,
        arrival: ContinuousClock.Instant = .now
    ) {
        self.method = method
        self.target = target
        self.headers = headers
        self.peer = peer
        self.arrival = arrival
    }
}
