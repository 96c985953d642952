public import MLLedger

/// The news that a rule began or ceased to hold.
public struct Alert: Sendable, Hashable, Codable {
    /// Whether the rule began or ceased to hold.
    public enum Kind: String, Sendable, Hashable, Codable {
        /// The rule began to hold.
        case raised
        /// The rule ceased to hold.
        case resolved
    }

    /// The name of the rule.
    public let rule: String
    /// Whether the rule began or ceased to hold.
    public let kind: Kind
    /// What is monitored, such as the digest of a model.
    public let subject: String
    /// The digest of the reference.
    public let reference: Digest
    /// The window with which the rule began or ceased to hold.
    public let windowKey: Int64
    /// The drifted signals of that window.
    public let signals: [String]
    /// Why, as text with numbers.
    public let reason: String
    /// The results with drift.
    public let evidence: [DriftResult]
}
