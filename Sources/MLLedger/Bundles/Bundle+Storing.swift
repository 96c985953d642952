public import MLCore

extension Bundle {
    /// The most bytes that reading one part of a stored bundle may take.
    public static let maximumPartSize = 1 << 30

    /// The digest of the model: that of the canonical index of its parts.
    ///
    /// - Returns: The digest under which ``store(in:)`` puts the bundle.
    /// - Throws: ``CoreError`` when the bundle cannot be encoded.
    public func digest() throws -> Digest {
        SHA256.digest(of: try CanonicalJSONEncoder().encode(BundleIndex(try parts())))
    }

    /// Stores the manifest, the blobs and the index durably.
    ///
    /// - Parameter blobs: Where to put them.
    /// - Returns: The digest of the model, and the digests of everything it consists of.
    /// - Throws: ``LedgerError`` when the store fails, in which case parts that were put before remain and do no harm, or
    ///   with code `limitExceeded` for a part that is larger than ``maximumPartSize`` and so could not be read again.
    public func store(in blobs: some BlobStore) throws -> (digest: Digest, contents: [Digest]) {
        let parts = try parts()
        try Self.checkSize(of: "manifest", parts.manifest.count)
        for (name, bytes) in parts.blobs.sorted(by: { $0.key < $1.key }) { try Self.checkSize(of: name, bytes.count) }
        let index = BundleIndex(parts)
        for name in parts.blobs.keys.sorted() {
            if let bytes = parts.blobs[name] { _ = try blobs.put(bytes) }
        }
        _ = try blobs.put(parts.manifest)
        return (try blobs.put(try CanonicalJSONEncoder().encode(index)), index.contents)
    }

    package static func checkSize(of name: String, _ size: Int, limit: Int = maximumPartSize) throws(LedgerError) {
        guard size > limit else { return }
        throw LedgerError(
            .limitExceeded, "the part has \(size) bytes, and the limit is \(limit)", at: "part \(quoted(name))",
            remedy: "Make a smaller model, for example with fewer features or trees.")
    }

    /// Reads a stored bundle; every part is compared with its digest.
    ///
    /// - Parameters:
    ///   - digest: The digest of the model.
    ///   - blobs: Where it is stored.
    /// - Throws: ``LedgerError`` with code `notFound`, `corrupt` or `unsupportedVersion`, or ``CoreError`` when the parts
    ///   do not make a bundle.
    public init(digest: Digest, from blobs: some BlobStore) throws {
        let bytes = try blobs.get(digest, limit: Self.maximumPartSize)
        let index = try CanonicalJSONDecoder().decode(BundleIndex.self, from: bytes)
        guard (1...BundleIndex.formatVersion).contains(index.formatVersion) else {
            throw LedgerError(
                .unsupportedVersion, "the bundle has format version \(index.formatVersion)", at: "bundle \(digest)",
                remedy: "Use the version of the library that wrote it, or a later one.")
        }
        var contents: [String: [UInt8]] = [:]
        for (name, part) in index.blobs { contents[name] = try blobs.get(part, limit: Self.maximumPartSize) }
        let manifest = try blobs.get(index.manifest, limit: Self.maximumPartSize)
        try self.init(parts: Parts(manifest: manifest, blobs: contents))
    }
}
