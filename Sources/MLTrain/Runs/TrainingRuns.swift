public import MLCore
public import MLLedger

/// The training runs of a ledger.
///
/// A run is two entries: `run.started` and `run.finished`. Its measurements are one blob whose digest is in the second
/// entry, so the chain of the ledger covers them. A run cannot start twice and cannot change after it has ended.
///
/// ```swift
/// let runs = TrainingRuns(ledger: ledger, blobs: blobs, actor: "nightly training")
/// let (model, record) = try runs.fitting(estimator, named: "genres-2026-05", to: data, dataset: digest, in: context) {
///     try store($0)  // gives the digest of the stored model
/// }
/// ```
public struct TrainingRuns: Sendable {
    let ledger: any Ledger
    let blobs: any BlobStore
    private let actor: String

    /// Creates a view on a ledger.
    ///
    /// - Parameters:
    ///   - ledger: Where runs are recorded.
    ///   - blobs: Where measurements are kept.
    ///   - actor: Who is named in the entries, such as a person or a job.
    public init(ledger: any Ledger, blobs: any BlobStore, actor: String) {
        self.ledger = ledger
        self.blobs = blobs
        self.actor = actor
    }

    /// Records that a run starts.
    ///
    /// - Parameters:
    ///   - name: The name of the run.
    ///   - start: What the run starts with.
    /// - Throws: ``TrainError`` with code `runConflict` when the name is taken, or what the ledger throws.
    public func begin(_ name: ResourceName, _ start: RunStart) throws {
        let payload = try CanonicalJSONEncoder().encode(start)
        try ledger.append { _ in
            guard try find(name) == nil else {
                throw TrainError(
                    .runConflict, "there is a run of this name", at: "run \(name.text)", remedy: "Use another name.")
            }
            return [
                LedgerDraft(
                    kind: .runStarted, subject: name, actor: actor, blobs: start.dataset.map { [$0] } ?? [],
                    payload: payload)
            ]
        }
    }

    /// Records how a run ended; afterwards it cannot change.
    ///
    /// - Parameters:
    ///   - name: The name of the run.
    ///   - status: How it ended; not `running`.
    ///   - model: The digest of the model, if there is one.
    ///   - recorder: The measurements.
    ///   - reason: Why the run failed; empty otherwise.
    ///   - clock: Tells when.
    /// - Returns: The whole record.
    /// - Throws: ``TrainError`` with code `runConflict` when there is no such run or it has ended, or what the ledger
    ///   or the blob store throws.
    @discardableResult
    public func end(
        _ name: ResourceName, _ status: RunRecord.Status, model: Digest? = nil, recorder: RunRecorder,
        reason: String = "", clock: any WallClock
    ) throws -> RunRecord {
        guard status != .running else {
            throw TrainError(.runConflict, "a run does not end as running", at: "run \(name.text)")
        }
        let measurements = recorder.measurements
        let end = RunEnd(
            status: status, finishedAt: clock.now(), model: model,
            measurements: try blobs.put(try RunMeasurement.bytes(of: measurements)),
            measurementCount: measurements.count, droppedCount: recorder.droppedCount, reason: reason)
        let payload = try CanonicalJSONEncoder().encode(end)
        var record: RunRecord?
        try ledger.append { _ in
            guard let found = try find(name) else {
                throw TrainError(.runConflict, "there is no run of this name", at: "run \(name.text)")
            }
            guard found.end == nil else {
                throw TrainError(
                    .runConflict, "the run has ended and cannot change", at: "run \(name.text)",
                    remedy: "Start another run.")
            }
            record = RunRecord(name: name, start: found.start, end: end)
            return [
                LedgerDraft(
                    kind: .runFinished, subject: name, actor: actor, blobs: [end.measurements], payload: payload)
            ]
        }
        guard let record else { throw TrainError(.runConflict, "the run was not found", at: "run \(name.text)") }
        return record
    }
}

extension EntryKind {
    /// A training run started.
    public static let runStarted = EntryKind(rawValue: "run.started")
    /// A training run ended, with or without a model.
    public static let runFinished = EntryKind(rawValue: "run.finished")
}
