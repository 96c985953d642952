public import MLCore
public import MLLedger

extension TrainingRuns {
    /// Fits an estimator and records the run, whether it succeeds or not.
    ///
    /// The observer of the context receives the events of the training and, once they are recorded, `run.started` and
    /// `run.finished`, `run.failed` or `run.cancelled`. A ``NonFiniteWatch`` ends the run, as failed, at the first loss
    /// that is not finite.
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
        let start = try RunStart(of: estimator, dataset: dataset, in: context)
        try begin(name, start)
        context.observer.observe(RunRecord(name: name, start: start, end: nil).event)
        let fitted: Subject.Fitted
        let model: Digest?
        do {
            fitted = try NonFiniteWatch.fitting(for: Subject.kind, in: observed) {
                try estimator.fitted(to: data, in: $0)
            }
            model = try store(fitted)
        } catch {
            let status: RunRecord.Status = context.cancellation.isCancelled ? .cancelled : .failed
            let record = try end(name, status, recorder: recorder, reason: "\(error)", clock: context.clock)
            context.observer.observe(record.event)
            throw error
        }
        let record = try end(name, .finished, model: model, recorder: recorder, clock: context.clock)
        context.observer.observe(record.event)
        return (fitted, record)
    }
}
