public import MLCore

/// The table of contents of a stored bundle: the digests of its manifest and blobs.
///
/// The canonical JSON of the index is itself a blob, and its digest is the digest of the model. It covers exactly the
/// manifest and the blobs: equal models have equal digests, and a change of one bit anywhere changes it.
public struct BundleIndex: Sendable, Hashable, Codable {
    /// The newest format version that is written and read.
    public static let formatVersion = 1

    /// The format version of this index.
    public let formatVersion: Int
    /// The digest of the manifest.
    public let manifest: Digest
    /// The digests of the blobs, by their name in the bundle.
    public let blobs: [String: Digest]

    /// Makes the index of a bundle's parts.
    public init(_ parts: Bundle.Parts) {
        formatVersion = Self.formatVersion
        manifest = SHA256.digest(of: parts.manifest)
        blobs = parts.blobs.mapValues { SHA256.digest(of: $0) }
    }

    /// Every digest that a stored bundle consists of, without that of the index itself, in ascending order.
    public var contents: [Digest] { Set(blobs.values).union([manifest]).sorted() }
}
