/// The last entry of a ledger: its number and its digest.
///
/// Since each digest covers the one before, a head stands for the whole history up to it. Appending names the head it
/// was decided on, and a head that is kept outside of the store proves later that nothing before it was changed or
/// cut off.
public struct LedgerHead: Hashable, Sendable, Codable, CustomStringConvertible {
    /// The number of the last entry, from 1.
    public let sequence: UInt64
    /// The digest of the last entry.
    public let digest: Digest

    /// Creates a head, such as one that was kept outside of the store.
    public init(sequence: UInt64, digest: Digest) {
        self.sequence = sequence
        self.digest = digest
    }

    /// The number and the beginning of the digest, such as `12 (ba7816bf8f01)`.
    public var description: String { "\(sequence) (\(digest.hex.prefix(12)))" }
}

/// The heads that a refused append was about, as the cause of its error.
public struct LedgerConflict: Error, Hashable, Sendable, CustomStringConvertible {
    /// The head that the caller decided on; `nil` stands for an empty ledger.
    public let expected: LedgerHead?
    /// The head the ledger had.
    public let actual: LedgerHead?

    /// Creates a conflict.
    public init(expected: LedgerHead?, actual: LedgerHead?) {
        self.expected = expected
        self.actual = actual
    }

    /// The two heads.
    public var description: String {
        "expected head \(expected?.description ?? "none"), actual head \(actual?.description ?? "none")"
    }
}
