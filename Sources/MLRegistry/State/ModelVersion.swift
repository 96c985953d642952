public import MLCore
public import MLLedger

/// One registered version of a model.
///
/// It never changes; aliases say what it is used for.
public struct ModelVersion: Sendable, Hashable, Codable {
    /// The name of the model.
    public let model: ResourceName
    /// The number of the version: 1, 2, 3, … for each model, without gaps.
    public let number: Int
    /// The digest of the model: its bytes, not its history.
    public let digest: Digest
    /// What the model takes and gives.
    public let signature: ModelSignature
    /// Where it came from.
    public let provenance: Provenance
    /// When it was registered.
    public let time: Timestamp
    /// Who registered it.
    public let actor: String
    /// The ledger entry that registered it.
    public let sequence: UInt64

    /// Where a model came from; kept beside its bytes, not in them.
    public struct Provenance: Sendable, Hashable, Codable {
        /// The training run, by its name.
        public var run: String?
        /// The digests of the dataset versions that it learned from.
        public var datasets: [Digest]
        /// A sentence for people.
        public var note: String

        /// Creates a provenance.
        public init(run: String? = nil, datasets: [Digest] = [], note: String = "") {
            self.run = run
            self.datasets = datasets
            self.note = note
        }
    }
}
