import MLCore

/// How a server listens, whom it answers and how much it takes; checked as a whole when it is made.
public struct ServingConfiguration: Sendable {
    /// Where the server listens; the default is port 8080 of `127.0.0.1`.
    public let address: ServingAddress
    /// Who may reach the server.
    public let access: ServingAccess
    /// Who encrypts connections.
    public let encryption: ServingEncryption
    /// The names in `Host` that are answered, in lower case, without ports; others get status 421.
    public let allowedHosts: Set<String>
    /// What one connection or request may ask of the transport.
    public let transport: TransportLimits
    /// How many requests a model works on at once.
    public let concurrency: ConcurrencyLimits
    /// How much an inference request may contain.
    public let tensors: TensorLimits

    /// The names of the loopback network.
    public static let loopbackHosts: Set<String> = ["localhost", "127.0.0.1", "::1"]

    /// Creates a configuration.
    ///
    /// - Parameters:
    ///   - address: Where the server listens. An address beyond the loopback network needs an authoriser or
    ///     ``ServingAccess/unauthenticated``, and ``ServingEncryption/terminated`` or
    ///     ``ServingEncryption/acknowledgedPlaintext``.
    ///   - access: Who may reach the server.
    ///   - encryption: Who encrypts connections.
    ///   - allowedHosts: The names by which clients call the server, without ports; `nil` allows the names of the loopback
    ///     network and the host of the address.
    ///   - transport: What one connection or request may ask of the transport.
    ///   - concurrency: How many requests a model works on at once.
    ///   - tensors: How much an inference request may contain.
    /// - Throws: ``ServeError`` with code `invalidConfiguration` that lists every fault.
    public init(
        address: ServingAddress = ServingAddress(), access: ServingAccess = .loopback,
        encryption: ServingEncryption = .loopback, allowedHosts: Set<String>? = nil,
        transport: TransportLimits = TransportLimits(), concurrency: ConcurrencyLimits = ConcurrencyLimits(),
        tensors: TensorLimits = TensorLimits()
    ) throws(ServeError) {
        self.address = address
        self.access = access
        self.encryption = encryption
        self.allowedHosts = Set(
            (allowedHosts ?? Self.loopbackHosts.union([address.host])).map { $0.lowercased() })
        self.transport = transport
        self.concurrency = concurrency
        self.tensors = tensors
        let faults = self.faults
        guard faults.isEmpty else {
            throw ServeError(.invalidConfiguration, faults.joined(separator: "; "), at: "serving configuration")
        }
    }

    private var faults: [String] { [] }
}
