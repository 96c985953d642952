import MLCore
public import MLLedger

/// Model versions, aliases and their history over a ledger and a blob store.
///
/// Nothing is stored but entries and blobs: the current state is a fold over the ledger, so every state of the past can
/// be asked for, and every change carries who, when, why and on what evidence. Changes are committed by
/// compare-and-append: of two writers that change the same thing one wins and the other gets a conflict, in one
/// process or in many.
///
/// ```swift
/// let registry = ModelRegistry(ledger: ledger, blobs: blobs)
/// let version = try registry.register(bundle, as: "genres", by: "training")
/// try registry.promote(version.number, of: "genres", to: "production", gate: result, by: "release", reason: "…")
/// ```
public struct ModelRegistry: Sendable {
    /// Where changes are recorded.
    public let ledger: any Ledger
    /// Where bundles are stored.
    public let blobs: any BlobStore
    let cache = StateCache()

    /// Creates a registry over a ledger and a blob store, which may already hold models.
    public init(ledger: any Ledger, blobs: any BlobStore) {
        self.ledger = ledger
        self.blobs = blobs
    }

    /// The state after the latest entry.
    ///
    /// - Returns: Models, versions and aliases.
    /// - Throws: ``RegistryError`` with code `corrupt`, or the error of the ledger.
    /// - Complexity: O(entries since the last call).
    public func state() throws -> RegistryState { try cache.state(of: ledger) }
}
