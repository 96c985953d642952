/// Where a server listens.
public struct ServingAddress: Sendable, Hashable {
    /// The host: an IP address, or a name that is resolved when the server starts.
    public let host: String
    /// The port; 0 takes a free one.
    public let port: Int

    /// Creates an address.
    ///
    /// - Parameters:
    ///   - host: An IP address or a name.
    ///   - port: The port, from 0 to 65,535; checked by ``ServingConfiguration``.
    public init(host: String = "127.0.0.1", port: Int = 8080) {
        self.host = host
        self.port = port
    }

    /// Whether only programs on this machine can reach the address: `127.0.0.0/8`, `::1` and `localhost`.
    ///
    /// Names other than `localhost` do not count, whatever they resolve to.
    public var isLoopback: Bool {
        let host = host.lowercased()
        if host == "localhost" || host == "::1" || host == "[::1]" { return true }
        let parts = host.split(separator: ".", omittingEmptySubsequences: false)
        return parts.count == 4 && parts[0] == "127" && parts.allSatisfy { UInt8($0) != nil && $0.first != "+" }
    }
}
