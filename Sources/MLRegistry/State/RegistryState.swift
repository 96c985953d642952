import MLCore
public import MLLedger

/// Everything the registry knows at one point of the ledger: a fold over its entries.
public struct RegistryState: Sendable, Hashable {
    /// The versions and aliases of one model.
    public struct Model: Sendable, Hashable {
        /// The versions, number 1 first.
        public internal(set) var versions: [ModelVersion] = []
        /// The aliases by name.
        public internal(set) var aliases: [ResourceName: AliasState] = [:]
    }

    /// The models by name.
    public private(set) var models: [ResourceName: Model] = [:]
    /// The last entry that is part of this state.
    public private(set) var head: LedgerHead?

    /// The state before the first entry.
    public init() {}

    /// Applies the next entry.
    ///
    /// Entries of other kinds change nothing but the head.
    ///
    /// - Throws: ``RegistryError`` with code `corrupt` for an entry that no registry could have written.
    mutating func apply(_ entry: LedgerEntry) throws {
        switch entry.kind {
        case .modelRegistered:
            let payload = try entry.payload(as: Registration.self)
            var model = models[entry.subject] ?? Model()
            guard payload.version == model.versions.count + 1 else {
                throw RegistryError(
                    .corrupt, "version \(payload.version) comes after \(model.versions.count)",
                    at: "entry \(entry.sequence)", remedy: "Verify the ledger.")
            }
            model.versions.append(ModelVersion(payload, entry))
            models[entry.subject] = model
        case .aliasMoved:
            let move = try entry.payload(as: AliasMove.self)
            let model = models[entry.subject] ?? Model()
            let previous = model.aliases[move.alias]
            guard (1...max(1, model.versions.count)).contains(move.version), !model.versions.isEmpty,
                move.from == previous?.version, move.generation == (previous?.generation ?? 0) + 1
            else {
                throw RegistryError(
                    .corrupt, "alias \(move.alias) cannot move to version \(move.version)",
                    at: "entry \(entry.sequence)", remedy: "Verify the ledger.")
            }
            models[entry.subject]?.aliases[move.alias] = AliasState(after: previous, move, entry)
        default: break
        }
        head = entry.head
    }
}

/// The registration of a version, as the ledger records it.
struct Registration: Codable {
    var version: Int
    var digest: Digest
    var signature: ModelSignature
    var provenance: ModelVersion.Provenance
}

extension ModelVersion {
    init(_ registration: Registration, _ entry: LedgerEntry) {
        self.init(
            model: entry.subject, number: registration.version, digest: registration.digest,
            signature: registration.signature, provenance: registration.provenance, time: entry.timestamp,
            actor: entry.actor, sequence: entry.sequence)
    }
}

extension EntryKind {
    /// A version of a model was registered.
    public static let modelRegistered = EntryKind(rawValue: "model.registered")
    /// An alias of a model was moved.
    public static let aliasMoved = EntryKind(rawValue: "model.alias-moved")
}
