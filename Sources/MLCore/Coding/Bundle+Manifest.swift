extension Bundle {
    /// The stored form of a bundle: the canonical manifest and the blobs by name.
    ///
    /// Blob names are paths inside the bundle such as `features/0/idf`; they never become file names.
    public struct Parts: Sendable, Hashable {
        /// The manifest, as canonical JSON.
        public let manifest: [UInt8]
        /// The blobs by name.
        public let blobs: [String: [UInt8]]

        /// Creates the parts of a bundle.
        public init(manifest: [UInt8], blobs: [String: [UInt8]]) {
            self.manifest = manifest
            self.blobs = blobs
        }
    }

    private struct Manifest: Codable {
        var formatVersion: Int
        var signature: ModelSignature
        var decision: DecisionRule
        var examples: [Example]
        var features: ComponentManifest?
        var predictor: ComponentManifest
    }

    private struct FormatVersion: Codable {
        var formatVersion: Int
    }

    /// The stored form.
    ///
    /// - Throws: ``CoreError`` with code `limitExceeded` when components are nested too deep, or `malformedInput` when a
    ///   name cannot be stored.
    public func parts() throws -> Parts {
        var blobs: [String: [UInt8]] = [:]
        let manifest = Manifest(
            formatVersion: Self.formatVersion, signature: signature, decision: decision, examples: examples,
            features: try features.map { try ComponentManifest($0, path: "features", depth: 0, blobs: &blobs) },
            predictor: try ComponentManifest(predictor, path: "predictor", depth: 0, blobs: &blobs))
        return Parts(manifest: try CanonicalJSONEncoder().encode(manifest), blobs: blobs)
    }

    /// Reads a stored form and checks that manifest and blobs cover each other exactly.
    ///
    /// - Parameter parts: The manifest and the blobs.
    /// - Throws: ``CoreError`` with code `unknownComponent` for a newer format version, or `malformedModel` or
    ///   `malformedInput` for anything that does not fit.
    public init(parts: Parts) throws {
        let decoder = CanonicalJSONDecoder()
        let version = try decoder.decode(FormatVersion.self, from: parts.manifest).formatVersion
        guard (1...Self.formatVersion).contains(version) else {
            throw CoreError(
                .unknownComponent, "format version \(version) is not known", at: "bundle",
                remedy: "Use a newer version of the library.")
        }
        let manifest = try decoder.decode(Manifest.self, from: parts.manifest)
        var unused = parts.blobs
        let features = try manifest.features.map { try $0.component(path: "features", depth: 0, blobs: &unused) }
        let predictor = try manifest.predictor.component(path: "predictor", depth: 0, blobs: &unused)
        guard unused.isEmpty else {
            throw CoreError(
                .malformedModel, "\(unused.count) blobs are not named by the manifest", at: "bundle",
                remedy: "Store exactly the blobs that the manifest names.")
        }
        try self.init(
            signature: manifest.signature, features: features, predictor: predictor, decision: manifest.decision,
            examples: manifest.examples)
    }
}
