/// A store of immutable byte strings, each named by the SHA-256 digest of its content.
///
/// What ``put(_:)`` returned for is durable: it is there after the process, the host or the power fails. A blob cannot
/// be changed, and putting the same bytes again changes nothing, so calls may be repeated after any error. Bytes are
/// compared with their digest on every reading; a store never returns others.
///
/// Conformers are checked by `BlobStoreChecks` in MLTestKit.
public protocol BlobStore: Sendable {
    /// Stores bytes durably.
    ///
    /// - Parameter bytes: The content; it may be empty.
    /// - Returns: The digest of the content, which is its name.
    /// - Throws: ``LedgerError``; the store is then as before.
    func put(_ bytes: [UInt8]) throws(LedgerError) -> Digest

    /// Stores durably the bytes that a closure gives piece by piece, for content larger than memory.
    ///
    /// - Parameter next: Gives the next piece, or `nil` at the end.
    /// - Returns: The digest of the whole content.
    /// - Throws: ``LedgerError``, or what the closure throws; the store is then as before.
    func put(pieces next: () throws -> [UInt8]?) throws -> Digest

    /// Whether there is a blob of this name. Its content is not checked.
    ///
    /// - Parameter digest: The name.
    /// - Returns: Whether ``get(_:limit:)`` would find it.
    /// - Throws: ``LedgerError`` when the store cannot be asked.
    func contains(_ digest: Digest) throws(LedgerError) -> Bool

    /// The content of a blob, compared with its digest.
    ///
    /// - Parameters:
    ///   - digest: The name.
    ///   - limit: The greatest number of bytes the caller can use; a larger blob is refused before memory is taken.
    /// - Returns: The content.
    /// - Throws: ``LedgerError`` with code `notFound`, `limitExceeded`, `corrupt` when the bytes are not those that
    ///   were put, `unsafeFile` or `storage`.
    func get(_ digest: Digest, limit: Int) throws(LedgerError) -> [UInt8]

    /// The names of all blobs, in ascending order.
    ///
    /// - Returns: The digests.
    /// - Throws: ``LedgerError`` when the store cannot be asked.
    func list() throws(LedgerError) -> [Digest]
}

extension BlobStore {
    /// The content of a blob of at most 1 GiB, compared with its digest.
    ///
    /// - Parameter digest: The name.
    /// - Returns: The content.
    /// - Throws: As ``get(_:limit:)``.
    public func get(_ digest: Digest) throws(LedgerError) -> [UInt8] { try get(digest, limit: 1 << 30) }

    /// Stores the bytes of a closure by collecting them first; stores that can write piece by piece do better.
    public func put(pieces next: () throws -> [UInt8]?) throws -> Digest {
        var bytes: [UInt8] = []
        while let piece = try next() { bytes.append(contentsOf: piece) }
        return try put(bytes)
    }
}
