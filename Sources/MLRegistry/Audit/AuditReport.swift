public import MLLedger

/// What a check of a whole registry found.
public struct AuditReport: Sendable, Hashable {
    /// The check of the chain of entries and of the bytes of every blob they name.
    public let verification: LedgerVerification
    /// Why the entries do not make a registry, or `nil` when they do.
    public let stateFault: String?

    /// Whether every entry and blob is there unchanged, and the entries make a registry.
    public var isVerified: Bool { verification.isIntact && stateFault == nil }
}

extension ModelRegistry {
    /// Checks the chain of the ledger, the bytes of every blob that an entry names, and the fold of the entries.
    ///
    /// A ledger that was cut at its end or replaced as a whole can only be noticed by comparing with a head that was
    /// kept elsewhere; pass it as `expected`.
    ///
    /// - Parameter expected: A head that the ledger must contain, from an earlier time.
    /// - Returns: What was checked and what is wrong.
    /// - Throws: The error of the ledger when it cannot be read at all.
    /// - Complexity: O(entries + bytes of blobs).
    public func audit(expecting expected: LedgerHead? = nil) throws -> AuditReport {
        let verification = try ledger.verify(expecting: expected, blobs: blobs)
        guard verification.isIntact else { return AuditReport(verification: verification, stateFault: nil) }
        do {
            _ = try ledger.fold(into: RegistryState()) { try $0.apply($1) }
            return AuditReport(verification: verification, stateFault: nil)
        } catch {
            return AuditReport(verification: verification, stateFault: "\(error)")
        }
    }
}
