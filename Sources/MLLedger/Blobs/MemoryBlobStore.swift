import MLCore
import Synchronization

/// A blob store in memory, for tests and for work that needs no durability.
public final class MemoryBlobStore: BlobStore {
    private let blobs = Mutex<[Digest: [UInt8]]>([:])

    /// Creates an empty store.
    public init() {}

    /// Stores bytes durably and returns their digest.
    public func put(_ bytes: [UInt8]) throws(LedgerError) -> Digest {
        let digest = SHA256.digest(of: bytes)
        blobs.withLock { $0[digest] = bytes }
        return digest
    }

    /// Whether there is a blob of this name; its content is not checked.
    public func contains(_ digest: Digest) throws(LedgerError) -> Bool { blobs.withLock { $0[digest] != nil } }

    /// The content of a blob, compared with its digest.
    public func get(_ digest: Digest, limit: Int) throws(LedgerError) -> [UInt8] {
        guard let bytes = blobs.withLock({ $0[digest] }) else { throw .missingBlob(digest) }
        guard bytes.count <= limit else { throw .blobTooLarge(digest, size: bytes.count, limit: limit) }
        guard SHA256.digest(of: bytes) == digest else { throw .damagedBlob(digest) }
        return bytes
    }

    /// The names of all blobs, in ascending order.
    public func list() throws(LedgerError) -> [Digest] { blobs.withLock { $0.keys.sorted() } }
}

extension LedgerError {
    static func missingBlob(_ digest: Digest) -> LedgerError {
        LedgerError(
            .notFound, "there is no such blob", at: "blob \(digest)",
            remedy: "Check that this is the store it was put into.")
    }

    static func damagedBlob(_ digest: Digest) -> LedgerError {
        LedgerError(
            .corrupt, "the stored bytes are not those of this digest", at: "blob \(digest)",
            remedy: "Put the original bytes again, or restore the blob from a backup.")
    }

    static func blobTooLarge(_ digest: Digest, size: Int, limit: Int) -> LedgerError {
        LedgerError(
            .limitExceeded, "the blob has \(size) bytes, and the limit is \(limit)", at: "blob \(digest)",
            remedy: "Raise the limit of the call if this size is expected.")
    }
}
