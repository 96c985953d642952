import MLCore

/// The state of one report: the rows, and the model that several checks share.
struct DiagnosticRun<Subject: Estimator> {
    /// A model fitted as the training would fit it, with what it told on the way.
    struct Reference {
        let model: Subject.Fitted
        let measurements: [RunMeasurement]
        /// What the model predicts for the rows that it was fitted to.
        let fitted: Predictions
        /// What the model predicts for the held-out rows.
        let heldOut: Predictions?
    }

    let settings: TrainingDiagnostics
    let estimator: Subject
    let unregularized: Subject?
    let untrained: Subject?
    let objective: CheckedObjective?
    let rows: DiagnosticRows
    let context: TrainingContext
    private var referenceResult: Result<Reference, any Error>?

    init(
        settings: TrainingDiagnostics, estimator: Subject, unregularized: Subject?, untrained: Subject?,
        objective: CheckedObjective?, rows: DiagnosticRows, context: TrainingContext
    ) {
        self.settings = settings
        self.estimator = estimator
        self.unregularized = unregularized
        self.untrained = untrained
        self.objective = objective
        self.rows = rows
        self.context = context
    }

    /// Runs a check.
    ///
    /// - Throws: ``TrainError`` with code `cancelled`, or what reading the rows throws.
    mutating func finding(of check: DiagnosticCheck) throws -> DiagnosticFinding {
        switch check {
        case .initialLoss: try initialLoss()
        case .constantBaseline: try constantBaseline()
        case .oneBatch: try oneBatch()
        case .shuffledTargets: try shuffledTargets()
        case .gradients: try gradients()
        case .targetCopies: targetCopies()
        case .singleFeatures: try singleFeatures()
        case .identifiers: try identifiers()
        case .sharedRows: try sharedRows()
        case .contradictoryRows: try contradictoryRows()
        case .deadFeatures: try deadFeatures()
        case .unusedFeatures: try unusedFeatures()
        }
    }

    /// Stands for the random choices of a check.
    func generator(_ check: DiagnosticCheck) -> SeededGenerator {
        SeededGenerator(seed: context.seed).derived(named: "diagnostics").derived(named: check.rawValue)
    }

    /// Fits an estimator, watched for losses that are not finite.
    ///
    /// - Parameters:
    ///   - estimator: The estimator.
    ///   - data: The rows.
    ///   - validation: What the estimator may look at to stop early.
    /// - Returns: The model and what it reported.
    /// - Throws: ``TrainError`` with code `cancelled` when the host cancelled; otherwise what fitting throws.
    func fit(
        _ estimator: Subject, to data: TrainingSet, validation: TrainingSet? = nil
    ) throws -> (model: Subject.Fitted, measurements: [RunMeasurement]) {
        try context.checkCancellation()
        let recorder = RunRecorder(capacity: 1 << 16)
        var inner = context
        inner.observer = recorder
        inner.checkpoint = nil
        inner.validation = validation
        inner.earlyStopping = validation == nil ? nil : context.earlyStopping
        do {
            let model = try NonFiniteWatch.fitting(for: Subject.kind, in: inner) {
                try estimator.fitted(to: data, in: $0)
            }
            return (model, recorder.measurements)
        } catch {
            try context.checkCancellation()
            throw error
        }
    }

    /// The model that several checks share, fitted once.
    ///
    /// - Throws: ``TrainError`` with code `cancelled` when the host cancelled; otherwise what fitting threw.
    mutating func reference() throws -> Reference {
        if let referenceResult { return try referenceResult.get() }
        do {
            let validation = rows.validation == nil ? nil : rows.heldOut
            let (model, measurements) = try fit(estimator, to: rows.training, validation: validation)
            let reference = Reference(
                model: model, measurements: measurements,
                fitted: try model.predictions(for: rows.training.features, threads: context.threads),
                heldOut: try rows.heldOut.map { try model.predictions(for: $0.features, threads: context.threads) })
            referenceResult = .success(reference)
            return reference
        } catch {
            try context.checkCancellation()
            referenceResult = .failure(error)
            throw error
        }
    }

    /// The shared model, or the finding that there is none.
    mutating func sharedModel(_ check: DiagnosticCheck) throws -> (reference: Reference?, finding: DiagnosticFinding?) {
        do {
            return (try reference(), nil)
        } catch {
            try context.checkCancellation()
            return (
                nil,
                .notApplicable(
                    check, .fitFailed, rowCount: rows.training.rowCount, "The estimator did not fit the rows: \(error)."
                )
            )
        }
    }

    /// That there are too few rows to hold some out.
    func tooFewRows(_ check: DiagnosticCheck) -> DiagnosticFinding {
        .notApplicable(
            check, .tooFewRows, rowCount: rows.all.rowCount,
            "There are too few rows to hold some out.", remedy: "Bring more rows, or validation data.")
    }

    /// What a verdict on a finding of an error says.
    func failedFit(_ check: DiagnosticCheck, _ error: any Error, rowCount: Int) -> DiagnosticFinding {
        DiagnosticFinding(
            check, .failed, reason: nil, rowCount: rowCount,
            explanation: "The estimator did not fit the rows: \(error).",
            remedy: "Mend what the error says first.")
    }
}
