public import MLCore
public import MLLedger

extension TrainingRuns {
    /// Fits an estimator and records the run, whether it succeeds or not.
    ///
    /// - Parameters:
    ///   - estimator: The estimator.
    ///   - name: The name of the run, unique in the ledger.
    ///   - data: The rows to learn from.
    ///   - dataset: The digest of the dataset version that the rows come from.
    ///   - context: Seed, threads, validation data, observer, clock and cancellation.
    ///   - store: Stores the fitted predictor and returns the digest of the model, or `nil`.
    /// - Returns: The fitted predictor and the record.
    /// - Throws: ``TrainError`` with code `runConflict` when the name is taken; what fitting or `store` throws, after
    ///   the run is recorded as failed or cancelled; or what the ledger or the blob store throws.
    public func fitting<Subject: Estimator>(
        _ estimator: Subject, named name: ResourceName, to data: TrainingSet, dataset: Digest? = nil,
        in context: TrainingContext, storing store: (Subject.Fitted) throws -> Digest? = { _ in nil }
    ) throws -> (fitted: Subject.Fitted, record: RunRecord) {
        let recorder = RunRecorder(passingTo: context.observer)
        var observed = context
        observed.observer = recorder
        try begin(name, try RunStart(of: estimator, dataset: dataset, in: context))
        let fitted: Subject.Fitted
        let model: Digest?
        do {
            fitted = try estimator.fitted(to: data, in: observed)
            model = try store(fitted)
        } catch {
            let status: RunRecord.Status = context.cancellation.isCancelled ? .cancelled : .failed
            try end(name, status, recorder: recorder, reason: "\(error)", clock: context.clock)
            throw error
        }
        return (fitted, try end(name, .finished, model: model, recorder: recorder, clock: context.clock))
    }
}
