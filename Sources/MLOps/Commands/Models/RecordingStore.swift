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

    /// Opens a registry, and makes it when the directory has none; `nil` without a directory.
    ///
    /// - Parameters:
    ///   - directory: The directory of the registry; `nil` records nothing.
    ///   - name: The name of the model.
    ///   - clock: The time of the entries.
    /// - Throws: `LedgerError`.
    init?(directory: String?, name: String?, clock: any WallClock) throws {
        guard let directory, let name else { return nil }
        self.name = try ResourceName(name)
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
        while try taken.contains(runName(number)) { number += 1 }
        return RunRecording(
            runs: runs, blobs: registry.blobs, name: try runName(number), dataset: dataset.digest)
    }

    private func runName(_ number: Int) throws -> ResourceName { try ResourceName("\(name.text).run-\(number)") }

    /// Registers a model.
    func register(_ model: TrainedModel, by actor: String) throws -> ModelVersion {
        try registry.register(
            model.bundle, as: name, by: actor,
            provenance: ModelVersion.Provenance(
                run: model.run, datasets: model.dataset.map { [$0] } ?? [], note: "trained by mlops"))
    }
}
#endif
