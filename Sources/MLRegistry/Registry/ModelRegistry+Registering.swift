public import MLCore
public import MLLedger

extension ModelRegistry {
    /// Stores a bundle and registers it as the next version of a model.
    ///
    /// When this returns, the version survives a crash. When it throws, the registry is as before, or, after a failed
    /// synchronisation, has the whole version: read the state again before another attempt. Blobs that were already put
    /// remain and do no harm. Registering the same bundle again makes another version of the same digest.
    ///
    /// - Parameters:
    ///   - bundle: The model.
    ///   - name: The name of the model; new names begin at version 1.
    ///   - actor: Who registers.
    ///   - provenance: Where the model came from.
    /// - Returns: The new version.
    /// - Throws: ``RegistryError`` with code `conflict` when others kept winning, or the error of the stores.
    @discardableResult
    public func register(
        _ bundle: Bundle, as name: ResourceName, by actor: String,
        provenance: ModelVersion.Provenance = ModelVersion.Provenance()
    ) throws -> ModelVersion {
        let stored = try bundle.store(in: blobs)
        let (entry, _) = try commit { state in
            let registration = Registration(
                version: (state.models[name]?.versions.count ?? 0) + 1, digest: stored.digest,
                signature: bundle.signature, provenance: provenance)
            return try LedgerDraft(
                kind: .modelRegistered, subject: name, actor: actor, blobs: [stored.digest] + stored.contents,
                content: registration)
        }
        return ModelVersion(try entry.payload(as: Registration.self), entry)
    }

    /// Reads the bundle of a version; every part is compared with its digest.
    ///
    /// - Parameters:
    ///   - number: The number of the version.
    ///   - name: The name of the model.
    /// - Returns: The bundle.
    /// - Throws: ``RegistryError`` with code `unknownModel` or `unknownVersion`, or the error of the store with code
    ///   `corrupt` when a part was changed.
    public func bundle(version number: Int, of name: ResourceName) throws -> Bundle {
        try Bundle(digest: try state().version(number, of: name).digest, from: blobs)
    }

    /// Reads the bundle that an alias points to.
    ///
    /// - Parameters:
    ///   - alias: The alias, such as `production`.
    ///   - name: The name of the model.
    /// - Returns: The version and its bundle.
    /// - Throws: ``RegistryError`` with code `unknownModel` or `unknownAlias`, or the error of the store.
    public func bundle(alias: ResourceName, of name: ResourceName) throws -> (version: ModelVersion, bundle: Bundle) {
        let state = try state()
        let version = try state.version(try state.alias(alias, of: name).version, of: name)
        return (version, try Bundle(digest: version.digest, from: blobs))
    }
}
