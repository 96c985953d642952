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
    /// How many predictions are computed at the same time; `nil` for as many as there are processors.
    public let workerCount: Int?

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
    ///   - workerCount: How many predictions are computed at the same time, of all models together; `nil` for as many as
    ///     there are processors.
    /// - Throws: ``ServeError`` with code `invalidConfiguration` that lists every fault.
    public init(
        address: ServingAddress = ServingAddress(), access: ServingAccess = .loopback,
        encryption: ServingEncryption = .loopback, allowedHosts: Set<String>? = nil,
        transport: TransportLimits = TransportLimits(), concurrency: ConcurrencyLimits = ConcurrencyLimits(),
        tensors: TensorLimits = TensorLimits(), workerCount: Int? = nil
    ) throws(ServeError) {
        self.address = address
        self.access = access
        self.encryption = encryption
        self.allowedHosts = Set((allowedHosts ?? Self.loopbackHosts.union([address.host])).map(Self.hostName))
        self.transport = transport
        self.concurrency = concurrency
        self.tensors = tensors
        self.workerCount = workerCount
        let faults = addressFaults + transport.faults + concurrency.faults + tensors.faults
        guard faults.isEmpty else {
            throw ServeError(.invalidConfiguration, faults.joined(separator: "; "), at: "serving configuration")
        }
    }

    /// A host as it is compared: in lower case, an IPv6 address without brackets.
    static func hostName(_ host: some StringProtocol) -> String {
        let host = host.lowercased()
        return host.hasPrefix("[") && host.hasSuffix("]") ? String(host.dropFirst().dropLast()) : host
    }

    private var addressFaults: [String] {
        var faults: [String] = []
        if address.host.isEmpty { faults.append("the host is empty") }
        if !(0...65_535).contains(address.port) { faults.append("port \(address.port) is not from 0 to 65,535") }
        if allowedHosts.isEmpty { faults.append("no host is allowed") }
        if let workerCount, !(1...1024).contains(workerCount) {
            faults.append("\(workerCount) workers are not from 1 to 1,024")
        }
        guard !address.isLoopback else { return faults }
        if case .loopback = access {
            faults.append(
                "the address \(address.host) can be reached from other machines: give an authoriser, or acknowledge "
                    + "access without one by ServingAccess.unauthenticated")
        }
        if case .loopback = encryption {
            faults.append(
                "the address \(address.host) can be reached from other machines: say that connections are encrypted by "
                    + "ServingEncryption.terminated, or acknowledge plain text")
        }
        if allowedHosts.subtracting(Self.loopbackHosts).isDisjoint(with: allowedHosts.subtracting(["0.0.0.0", "::"])) {
            faults.append("name the hosts by which clients call \(address.host)")
        }
        return faults
    }
}
