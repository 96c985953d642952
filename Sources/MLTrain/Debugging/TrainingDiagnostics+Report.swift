public import MLCore

extension TrainingDiagnostics {
    /// Runs the checks.
    ///
    /// The same estimator, data and seed give the same report, whatever the number of threads. The validation data of
    /// the context is held out; without any, a stratified share of the rows is. Early stopping applies as in the
    /// training itself, but checkpoints are not touched. The observer receives a `progress` event
    /// `train.diagnostics.check` before each check, and `train.diagnostics.finished` as a notice, or as a warning when
    /// a check failed.
    ///
    /// An estimator that cannot fit the rows gives a failed ``DiagnosticCheck/initialLoss`` with its error; checks that
    /// need a model are then not applicable, and what can be read off the rows is still told.
    ///
    /// - Parameters:
    ///   - estimator: The estimator as it is to be used.
    ///   - unregularized: The same estimator without what keeps it from learning by heart, for
    ///     ``DiagnosticCheck/oneBatch``; without it, the estimator itself has to learn the batch.
    ///   - untrained: The same estimator with as good as no training, such as a single step of a tiny learning rate,
    ///     whose loss has to be that of the constant prediction.
    ///   - objective: What the estimator minimises, for ``DiagnosticCheck/gradients``; without it, an estimator that is
    ///     ``ObjectiveProviding`` is asked.
    ///   - data: The rows to learn from.
    ///   - context: Seed, threads, validation data, early stopping, observer and cancellation.
    /// - Returns: One finding for each check.
    /// - Throws: ``TrainError`` with code `invalidHyperparameters` for a bad configuration, `emptyTrainingSet` without
    ///   rows, `invalidTarget` or `invalidFeatures` for validation data of another kind, or `cancelled`; or what the
    ///   estimator says about its own hyperparameters.
    public func report<Subject: Estimator>(
        for estimator: Subject, unregularized: Subject? = nil, untrained: Subject? = nil,
        objective: CheckedObjective? = nil, on data: TrainingSet, in context: TrainingContext = TrainingContext()
    ) throws -> DiagnosticReport {
        try validated()
        try estimator.validated()
        try unregularized?.validated()
        try untrained?.validated()
        try context.checkCancellation()
        try context.requireRows(data, for: Self.kind)
        let rows = try DiagnosticRows(data, self, context)
        var run = DiagnosticRun(
            settings: self, estimator: estimator, unregularized: unregularized, untrained: untrained,
            objective: objective, rows: rows, context: context)
        var findings: [DiagnosticFinding] = []
        let wanted = DiagnosticCheck.allCases.filter(checks.contains)
        for (position, check) in wanted.enumerated() {
            try context.checkCancellation()
            context.observer.observe(
                Event(
                    .progress, "train.diagnostics.check", message: check.title,
                    fraction: Double(position) / Double(wanted.count)))
            findings.append(try run.finding(of: check))
        }
        let report = DiagnosticReport(
            estimator: Subject.kind, task: data.targets.task, seed: context.seed, rowCount: data.rowCount,
            fittedRowCount: rows.training.rowCount, heldOutRowCount: rows.heldOut?.rowCount ?? 0,
            usesValidationData: rows.validation != nil, findings: findings)
        context.observer.observe(report.event)
        return report
    }

    /// Runs the checks away from the cooperative thread pool; cancelling the task cancels them.
    ///
    /// - Parameters:
    ///   - estimator: The estimator as it is to be used.
    ///   - unregularized: The same estimator without what keeps it from learning by heart.
    ///   - untrained: The same estimator with as good as no training.
    ///   - objective: What the estimator minimises.
    ///   - data: The rows to learn from.
    ///   - context: Seed, threads, validation data, early stopping, observer and cancellation.
    /// - Returns: One finding for each check.
    /// - Throws: What ``report(for:unregularized:untrained:objective:on:in:)`` throws.
    public func reporting<Subject: Estimator>(
        for estimator: Subject, unregularized: Subject? = nil, untrained: Subject? = nil,
        objective: CheckedObjective? = nil, on data: TrainingSet, in context: TrainingContext = TrainingContext()
    ) async throws -> DiagnosticReport {
        let cancellation = CancellationToken(parent: context.cancellation)
        var context = context
        context.cancellation = cancellation
        return try await offCooperativePool(cancelling: cancellation) { [context] in
            try report(
                for: estimator, unregularized: unregularized, untrained: untrained, objective: objective, on: data,
                in: context)
        }
    }
}

extension DiagnosticReport {
    /// What was found, for an observer.
    fileprivate var event: Event {
        Event(
            passed ? .notice : .warning, "train.diagnostics.finished", message: headline,
            fields: [
                "estimator": .string(estimator), "failed": .int64(Int64(findings(.failed).count)),
                "warnings": .int64(Int64(findings(.warning).count)), "checks": .int64(Int64(findings.count)),
            ])
    }
}
