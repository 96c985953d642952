/// Decides who may do what; asked for every request before its body is read.
public protocol ServingAuthoriser: Sendable {
    /// The value of `WWW-Authenticate` in answers to callers without valid credentials.
    var challenge: String { get }

    /// Who sent a request.
    ///
    /// Credentials must be compared in constant time.
    ///
    /// - Parameter head: The head of the request, with its credentials.
    /// - Returns: The principal, or `nil` when the credentials are missing or wrong.
    func principal(of head: ServingHead) async -> ServingPrincipal?

    /// Whether a principal may do something.
    ///
    /// - Parameters:
    ///   - principal: Who asks.
    ///   - action: What is asked for.
    ///   - object: What it is asked of; a model is named whether or not it exists.
    /// - Returns: `true` to allow it.
    func authorise(_ principal: ServingPrincipal, _ action: ServingAction, _ object: ServingObject) async -> Bool
}

extension ServingAuthoriser {
    /// `Bearer`.
    public var challenge: String { "Bearer" }
}

/// Who sends requests.
public struct ServingPrincipal: Sendable, Hashable {
    /// The identity; callers share the server's capacity by it.
    public let identifier: String

    /// Creates a principal.
    public init(_ identifier: String) { self.identifier = identifier }
}

/// What a request asks for.
public enum ServingAction: String, Sendable, Hashable, CaseIterable {
    /// Whether the server or a model lives or is ready.
    case health
    /// What the server or a model is.
    case metadata
    /// A prediction.
    case infer
}

/// What a request is about.
public enum ServingObject: Sendable, Hashable {
    /// The server.
    case server
    /// A model of a name, whether or not there is one.
    case model(String)
}

/// Who may reach a server.
public enum ServingAccess: Sendable {
    /// Every program on this machine, and nobody else: the address must be one of the loopback network.
    case loopback
    /// Whoever the authoriser allows.
    case authorised(any ServingAuthoriser)
    /// Everybody who can reach the address: the host says that something else guards it.
    case unauthenticated
}

/// Who encrypts the connections of a server.
public enum ServingEncryption: Sendable, Hashable {
    /// Nobody: the address must be one of the loopback network.
    case loopback
    /// The host or a proxy before it.
    case terminated
    /// Nobody, and the host accepts that others can read and change what is sent.
    case acknowledgedPlaintext
}
