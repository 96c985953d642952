import MLCore

/// The layout of a bundle file.
///
/// All integers are unsigned and little-endian:
///
/// | bytes | what |
/// |---|---|
/// | 8 | the signature `89 4D 4C 42 0D 0A 1A 0A`, which no text conversion leaves whole |
/// | 4 | the format version of the file |
/// | 8 | the length of the index |
/// | … | the index: the canonical JSON of ``BundleIndex`` |
/// | 8 + … | the length of the manifest, and the manifest |
/// | 8 + … | the length of a blob, and the blob; for each in the order of the index |
///
/// Nothing follows, nothing is compressed, and a part has exactly the bytes that its digest in the index covers. The
/// digest of the index is the digest of the model.
enum BundleFile {
    /// The newest format version that is written and read.
    static let formatVersion: UInt32 = 1

    static let signature: [UInt8] = [0x89, 0x4D, 0x4C, 0x42, 0x0D, 0x0A, 0x1A, 0x0A]

    /// The bytes of a file.
    ///
    /// - Parameters:
    ///   - parts: The stored form of a bundle.
    ///   - limit: The most bytes that the file may have.
    /// - Returns: The same bytes for the same parts.
    /// - Throws: ``LedgerError`` with code `limitExceeded`, or ``CoreError`` when the index cannot be encoded.
    static func encode(_ parts: Bundle.Parts, limit: Int) throws -> [UInt8] {
        let index = try CanonicalJSONEncoder().encode(BundleIndex(parts))
        let contents = [parts.manifest] + (try blobNames(inIndex: index)).compactMap { parts.blobs[$0] }
        // A length of eight bytes before each part, and the format version.
        let size = ([index] + contents).reduce(signature.count + 4) { $0 + 8 + $1.count }
        guard size <= limit else {
            throw LedgerError(
                .limitExceeded, "the bundle file would have \(size) bytes, and the limit is \(limit)",
                remedy: "Make a smaller model, for example with fewer features or trees.")
        }
        var writer = BinaryWriter(capacity: size)
        writer.writeBytes(signature)
        writer.write(formatVersion)
        for content in [index] + contents {
            writer.write(UInt64(content.count))
            writer.writeBytes(content)
        }
        return writer.bytes
    }

    /// Reads the bytes of a file.
    ///
    /// - Parameters:
    ///   - bytes: The file.
    ///   - limit: The most bytes that may be allocated for its parts.
    /// - Returns: The parts, each of which has the digest that the index gives it.
    /// - Throws: ``LedgerError`` with code `corrupt`, `unsupportedVersion` or `limitExceeded`.
    static func decode(_ bytes: [UInt8], limit: Int) throws -> Bundle.Parts {
        guard bytes.starts(with: signature) else {
            throw LedgerError(
                .corrupt, "this is not a bundle: it does not begin with the signature of one",
                at: "bundle file, byte 0",
                remedy: "Give a file that a bundle was written to.")
        }
        do {
            return try BundleFile.parts(in: bytes, limit: limit)
        } catch let error as CoreError {
            throw LedgerError(
                error.code == .limitExceeded ? .limitExceeded : .corrupt, error.details.problem,
                at: error.details.place ?? "bundle file",
                remedy: error.code == .limitExceeded
                    ? "Raise the limit of the call if a model of this size is expected."
                    : "Copy the file again from where it was made, as binary.")
        }
    }

    private static func parts(in bytes: [UInt8], limit: Int) throws -> Bundle.Parts {
        var reader = BinaryReader(bytes, budget: ByteBudget(limit: limit), name: "bundle file")
        try reader.skip(signature.count)
        let version: UInt32 = try reader.read()
        try checkVersion(Int(clamping: version), known: Int(formatVersion), of: "file")
        let encoded = try part(&reader)
        let indexVersion = try CanonicalJSONDecoder().decode(IndexVersion.self, from: encoded).formatVersion
        try checkVersion(indexVersion, known: BundleIndex.formatVersion, of: "index")
        let index = try CanonicalJSONDecoder(requiresCanonicalForm: true, rejectsUnknownKeys: true)
            .decode(BundleIndex.self, from: encoded)
        let manifest = try part(&reader, named: "manifest", index.manifest)
        var blobs: [String: [UInt8]] = [:]
        for name in try blobNames(inIndex: encoded) {
            guard let digest = index.blobs[name] else { continue }
            blobs[name] = try part(&reader, named: name, digest)
        }
        try reader.expectEnd()
        return Bundle.Parts(manifest: manifest, blobs: blobs)
    }

    private struct IndexVersion: Decodable {
        var formatVersion: Int
    }

    private static func checkVersion(_ found: Int, known: Int, of what: String) throws(LedgerError) {
        guard !(1...known).contains(found) else { return }
        throw LedgerError(
            .unsupportedVersion, "the \(what) has format version \(found), and this build knows 1 to \(known)",
            at: "bundle file", remedy: "Use the version of swift-mlops that wrote it, or a later one.")
    }

    /// The names of the blobs, in the order in which they stand in the index.
    private static func blobNames(inIndex bytes: [UInt8]) throws(CoreError) -> [String] {
        try JSONReader().value(from: bytes)["blobs"]?.objectValue?.keys ?? []
    }

    /// Reads a length and as many bytes.
    private static func part(_ reader: inout BinaryReader) throws(CoreError) -> [UInt8] {
        try reader.readBytes(count: try reader.readCount(as: UInt64.self))
    }

    private static func part(_ reader: inout BinaryReader, named name: String, _ digest: Digest) throws -> [UInt8] {
        let bytes = try part(&reader)
        guard SHA256.digest(of: bytes) == digest else {
            throw LedgerError(
                .corrupt, "the part does not have the digest that the index gives it", at: "part \(quoted(name))",
                remedy: "Copy the file again from where it was made, as binary.")
        }
        return bytes
    }
}
