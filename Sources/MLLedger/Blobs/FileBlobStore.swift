import MLCore
import Synchronization

/// A blob store in a directory: one file per blob, named by its digest.
///
/// ```
/// FORMAT            swift-mlops blob store 1
/// ba/ba7816bf…      the blobs, in 256 directories by the first byte of the digest
/// temporary/        blobs being written
/// ```
///
/// A blob is written to a temporary, synchronised, moved to its name, and its directory synchronised, before
/// ``put(_:)`` returns. Directories have mode 0700 and files 0600. No caller-given text ever becomes part of a path.
/// When a file operation is refused the error says so and the store stays usable; when a synchronisation fails, the
/// store refuses to write from then on (`poisoned`) and has to be opened again.
///
/// Several processes may use one directory. A blob whose bytes were damaged is replaced when its content is put again.
public final class FileBlobStore: BlobStore {
    static let format = StoreFormat(name: "blob store", version: 1)

    let store: StoreDirectory
    /// The first bytes of digests whose directory is known to be durable.
    private let durableShards = Mutex<Set<UInt8>>([])

    /// Opens the store of a directory, and creates both when they do not exist.
    ///
    /// - Parameters:
    ///   - directory: The directory; the store has it to itself.
    ///   - files: The file operations.
    /// - Throws: ``LedgerError`` with code `storage`, `corrupt` when the directory is another store's,
    ///   `unsupportedVersion` when a newer version wrote it, `invalidArgument` when it holds other files.
    public init(directory: String, files: any FileLayer = SystemFileLayer()) throws(LedgerError) {
        store = try StoreDirectory(path: directory, format: Self.format, required: [], layer: files)
    }

    /// Whether there is a blob of this name; its content is not checked.
    public func contains(_ digest: Digest) throws(LedgerError) -> Bool {
        guard let shard = try shard(of: digest) else { return false }
        return try shard.containsFile(digest.hex, role: "blob \(digest)")
    }

    /// The content of a blob, compared with its digest.
    public func get(_ digest: Digest, limit: Int) throws(LedgerError) -> [UInt8] {
        guard let bytes = try stored(digest, limit: limit) else { throw .missingBlob(digest) }
        guard SHA256.digest(of: bytes) == digest else { throw .damagedBlob(digest) }
        return bytes
    }

    /// The names of all blobs, in ascending order.
    public func list() throws(LedgerError) -> [Digest] {
        var digests: [Digest] = []
        for prefix in try store.root.list(role: "directory of the blob store") {
            guard Hexadecimal.bytes(prefix)?.count == 1 else { continue }
            let role = "directory \(prefix) of the blob store"
            for name in try store.root.directory(prefix, role: role)?.list(role: role) ?? []
            where name.hasPrefix(prefix) {
                if let digest = try? Digest(hex: name) { digests.append(digest) }
            }
        }
        return digests.sorted()
    }

    private func stored(_ digest: Digest, limit: Int) throws(LedgerError) -> [UInt8]? {
        try shard(of: digest)?.read(digest.hex, limit: limit, role: "blob \(digest)")
    }

    private func shard(of digest: Digest) throws(LedgerError) -> OpenDirectory? {
        try store.root.directory(String(digest.hex.prefix(2)), role: "directory of blob \(digest)")
    }
}

extension FileBlobStore {
    /// Stores bytes durably and returns their digest.
    public func put(_ bytes: [UInt8]) throws(LedgerError) -> Digest {
        try store.prepareForWriting()
        let digest = SHA256.digest(of: bytes)
        if try isStored(digest, size: bytes.count) {
            try makeDurable(digest)
            return digest
        }
        let temporary = try TemporaryFile(in: store.temporaries, role: "blob \(digest)")
        try temporary.write(bytes, role: "blob \(digest)")
        try commit(temporary, as: digest)
        return digest
    }

    /// Stores durably the bytes that a closure gives piece by piece.
    public func put(pieces next: () throws -> [UInt8]?) throws -> Digest {
        try store.prepareForWriting()
        let temporary = try TemporaryFile(in: store.temporaries, role: "blob")
        var hash = SHA256()
        while let piece = try next() {
            hash.update(piece)
            try temporary.write(piece, role: "blob")
        }
        let digest = hash.finalize()
        try commit(temporary, as: digest)
        return digest
    }

    /// Whether the blob is there, with the right bytes.
    private func isStored(_ digest: Digest, size: Int) throws(LedgerError) -> Bool {
        do throws(LedgerError) {
            guard let bytes = try stored(digest, limit: size) else { return false }
            return SHA256.digest(of: bytes) == digest
        } catch  where error.code == .limitExceeded {
            return false
        }
    }

    private func commit(_ temporary: TemporaryFile, as digest: Digest) throws(LedgerError) {
        let role = "blob \(digest)"
        try store.synchronize(temporary, role: role)
        let shard = try store.root.makingDirectory(String(digest.hex.prefix(2)), role: "directory of \(role)")
        try temporary.rename(to: digest.hex, in: shard, role: role)
        try makeDurable(digest, in: shard)
    }

    /// Another process may have moved the blob to its name without having made the name durable yet.
    private func makeDurable(_ digest: Digest) throws(LedgerError) {
        guard let shard = try shard(of: digest) else { throw .missingBlob(digest) }
        try makeDurable(digest, in: shard)
    }

    private func makeDurable(_ digest: Digest, in shard: OpenDirectory) throws(LedgerError) {
        try store.synchronize(shard, role: "directory of blob \(digest)")
        guard let first = digest.bytes.first, !durableShards.withLock({ $0.contains(first) }) else { return }
        try store.synchronize(store.root, role: "directory of the blob store")
        durableShards.withLock { _ = $0.insert(first) }
    }
}
