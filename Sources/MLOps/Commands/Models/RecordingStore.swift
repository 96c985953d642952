#if CommandLine
import MLCore
import MLData
import MLLedger
import MLRegistry
import MLTrain

/// A registry that a training records into: dataset version, run and model version.
struct RecordingStore {
    private let registry: ModelRegistry
    private let name: ResourceName

    /// Opens a registry, and makes it when its directory has none; `nil` when nothing is to be recorded.
    ///
    /// - Parameters:
    ///   - store: The registry: a directory, or a database that is one already.
    ///   - name: The name of the model.
    ///   - session: The time of the entries.
    /// - Throws: `LedgerError` or ``InputFailure``.
    init?(_ store: String?, name: String?, in session: Session) throws {
        guard let directory = store, let name else { return nil }
        self.name = try ResourceName(name)
        // A name that leaves no room for that of a run is found out before the work.
        _ = try Self.runName(1, of: self.name)
        let options = StoreOptions(of: directory)
        guard !options.isDatabase else {
            registry = try options.open(in: session, changing: true)
            return
        }
        let clock = session.clock
        registry = ModelRegistry(
            ledger: try FileLedger(directory: "\(directory)/ledger", clock: clock),
            blobs: try FileBlobStore(directory: "\(directory)/blobs"))
    }

    /// Records the rows, and says where the run is recorded.
    ///
    /// - Parameters:
    ///   - tables: The rows.
    ///   - configuration: The training.
    ///   - actor: Who trains.
    /// - Returns: The recording of a run whose name is that of the model and the next number.
    /// - Throws: `DataError`, `TrainError` or `LedgerError`.
    func begin(
        _ tables: TrainingTables, _ configuration: TrainingConfiguration, by actor: String
    ) throws -> RunRecording {
        let files = configuration.data.train.joined(separator: ", ")
        let dataset = try DatasetStore(ledger: registry.ledger, blobs: registry.blobs).store(
            tables.train, as: name, actor: actor,
            source: "training rows of \(files); validation by \(tables.splitMethod)")
        let runs = TrainingRuns(ledger: registry.ledger, blobs: registry.blobs, actor: actor)
        let taken = Set(try runs.records().map(\.name))
        var number = 1
        while try taken.contains(Self.runName(number, of: name)) { number += 1 }
        return RunRecording(
            runs: runs, blobs: registry.blobs, name: try Self.runName(number, of: name), dataset: dataset.digest)
    }

    private static func runName(_ number: Int, of name: ResourceName) throws(LedgerError) -> ResourceName {
        try ResourceName("\(name.text).run-\(number)")
    }

    /// Registers a model.
    func register(_ model: TrainedModel, by actor: String) throws -> ModelVersion {
        try registry.register(
            model.bundle, as: name, by: actor,
            provenance: ModelVersion.Provenance(
                run: model.run, datasets: model.dataset.map { [$0] } ?? [], note: "trained by mlops"))
    }
}
#endif
