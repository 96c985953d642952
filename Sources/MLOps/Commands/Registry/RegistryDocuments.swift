#if CommandLine
import MLCore
import MLLedger
import MLRegistry

/// A version in the JSON of the registry commands.
struct VersionDocument: Encodable {
    let model: String
    let version: Int
    let digest: String
    let time: String
    let by: String
    let entry: UInt64
    let run: String?
    let datasets: [String]
    let note: String
    let aliases: [String]

    init(_ version: ModelVersion, in model: RegistryState.Model) {
        self.model = version.model.text
        self.version = version.number
        digest = version.digest.hex
        time = version.time.description
        by = version.actor
        entry = version.sequence
        run = version.provenance.run
        datasets = version.provenance.datasets.map(\.hex)
        note = version.provenance.note
        aliases = model.aliases.filter { $0.value.version == version.number }.map(\.key.text).sorted()
    }
}

/// An alias in the JSON of the registry commands.
struct AliasDocument: Encodable {
    let alias: String
    let version: Int
    let generation: Int
    let earlier: [Int]
    let time: String
    let by: String

    init(_ name: ResourceName, _ state: AliasState) {
        alias = name.text
        version = state.version
        generation = state.generation
        earlier = state.earlier
        time = state.time.description
        by = state.actor
    }

    /// The aliases of a model, by name.
    static func all(of model: RegistryState.Model) -> [AliasDocument] {
        model.aliases.sorted { $0.key < $1.key }.map { AliasDocument($0.key, $0.value) }
    }
}

/// A model in the JSON of the registry commands.
struct ModelDocument: Encodable {
    let model: String
    let versionCount: Int
    let latestVersion: Int?
    let latestTime: String?
    let aliases: [AliasDocument]

    init(_ name: ResourceName, _ model: RegistryState.Model) {
        self.model = name.text
        versionCount = model.versions.count
        latestVersion = model.versions.last?.number
        latestTime = model.versions.last?.time.description
        aliases = AliasDocument.all(of: model)
    }

    /// The models of a registry, by name.
    static func all(of state: RegistryState) -> [ModelDocument] {
        state.models.sorted { $0.key < $1.key }.map { ModelDocument($0.key, $0.value) }
    }
}

/// The last entry of a ledger in the JSON of the registry commands.
struct HeadDocument: Encodable {
    let entry: UInt64
    let digest: String

    init(_ head: LedgerHead) {
        entry = head.sequence
        digest = head.digest.hex
    }
}

/// The form in which people keep a head.
extension LedgerHead {
    /// `NUMBER:DIGEST`.
    var kept: String { "\(sequence):\(digest.hex)" }

    /// Reads `NUMBER:DIGEST`, or gives `nil`.
    init?(kept text: String) {
        let parts = text.split(separator: ":", omittingEmptySubsequences: false)
        guard parts.count == 2, let sequence = UInt64(parts[0]), sequence > 0, let digest = try? Digest(hex: parts[1])
        else { return nil }
        self.init(sequence: sequence, digest: digest)
    }
}
#endif
