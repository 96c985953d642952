public import MLCore

extension LearningCurve {
    /// Fits models to growing numbers of rows, and measures them.
    ///
    /// Fits run side by side on the threads of the context, each on one thread; the scores do not depend on it. With
    /// validation data in the context all models are measured on it and the folds are samples of the rows; otherwise
    /// each fold is measured on its own part of the rows. With early stopping the estimator sees the rows that it is
    /// measured on. A fit that fails, as when a small sample has no row of a class, leaves a gap with its reason. The
    /// observer receives a `progress` event `train.learning-curve.fit` after each fit, in the order of sizes and folds.
    ///
    /// - Parameters:
    ///   - estimator: The estimator.
    ///   - metric: What is measured.
    ///   - data: The rows to learn from.
    ///   - context: Seed, threads, validation data, early stopping, observer and cancellation.
    ///   - clock: Measures how long fits take.
    /// - Returns: The curve with what it says.
    /// - Throws: ``TrainError`` with code `invalidHyperparameters`, `emptyTrainingSet` for fewer rows than folds,
    ///   `invalidTarget` or `invalidFeatures` for validation data of another kind, or `cancelled`; or the error of the
    ///   first fit when every fit fails.
    public func report(
        for estimator: some Estimator, metric: any Metric, on data: TrainingSet,
        in context: TrainingContext = TrainingContext(), clock: any Clock<Duration> = ContinuousClock()
    ) throws -> LearningCurveReport {
        try validated()
        try estimator.validated()
        try context.checkCancellation()
        try context.requireRows(data, for: Self.kind)
        let plan = try LearningCurvePlan(self, data, context)
        let events = OrderedEvents(passingTo: context.observer)
        let taskCount = plan.sizes.count * folds
        let fits = try parallelMap(count: taskCount, threads: context.threads) { task in
            let (size, fold) = (task / folds, task % folds)
            let fit = try plan.fit(estimator, metric, size: plan.sizes[size], fold: fold, context, clock)
            events.observer(of: task).observe(
                Event(
                    .progress, "train.learning-curve.fit", message: "\(plan.sizes[size]) rows, fold \(fold + 1)",
                    fraction: Double(task + 1) / Double(taskCount),
                    fields: ["rows": .int64(Int64(plan.sizes[size])), "fold": .int64(Int64(fold + 1))]))
            events.finish(task)
            return fit
        }
        if let failure = fits.first?.failure, fits.allSatisfy({ $0.failure != nil }) { throw failure }
        let constants = try parallelMap(count: folds, threads: context.threads) { fold in
            try plan.fit(
                MajorityBaseline(), metric, size: plan.sizes.last ?? 0, fold: fold, context, clock
            ).validation
        }
        return LearningCurveReport(
            metric: metric.name, direction: metric.direction, seed: context.seed,
            validationRowCount: plan.validationRowCount,
            points: plan.sizes.indices.map { size in
                LearningCurveReport.Point(
                    rowCount: plan.sizes[size], fits: Array(fits[size * folds..<(size + 1) * folds]),
                    plan.dependence)
            }, constant: constants, plan.dependence)
    }

    /// Fits and measures away from the cooperative thread pool; cancelling the task cancels the fits.
    ///
    /// - Parameters:
    ///   - estimator: The estimator.
    ///   - metric: What is measured.
    ///   - data: The rows to learn from.
    ///   - context: Seed, threads, validation data, early stopping, observer and cancellation.
    ///   - clock: Measures how long fits take.
    /// - Returns: The curve with what it says.
    /// - Throws: What ``report(for:metric:on:in:clock:)`` throws.
    public func reporting(
        for estimator: some Estimator, metric: any Metric, on data: TrainingSet,
        in context: TrainingContext = TrainingContext(), clock: any Clock<Duration> = ContinuousClock()
    ) async throws -> LearningCurveReport {
        let cancellation = CancellationToken(parent: context.cancellation)
        var context = context
        context.cancellation = cancellation
        return try await offCooperativePool(cancelling: cancellation) { [context] in
            try report(for: estimator, metric: metric, on: data, in: context, clock: clock)
        }
    }
}

/// Which rows each fold of a learning curve learns from and is measured on.
struct LearningCurvePlan {
    /// What came of one fit.
    struct Fit: Sendable {
        var training: Double?
        var validation: Double?
        var seconds: Double?
        var failure: (any Error)?
    }

    private struct Fold {
        /// The rows to learn from, in a stratified order.
        let order: [Int]
        /// The rows to be measured on.
        let validation: TrainingSet
    }

    private let data: TrainingSet
    private let folds: [Fold]
    /// The numbers of rows to learn from, ascending.
    let sizes: [Int]
    /// How many rows a fold is measured on, at least.
    let validationRowCount: Int
    /// How the folds depend on each other.
    let dependence: FoldSpread.Dependence

    init(_ curve: LearningCurve, _ data: TrainingSet, _ context: TrainingContext) throws {
        self.data = data
        let generator = SeededGenerator(seed: context.seed).derived(named: "learning curve")
        let all = Array(0..<data.rowCount)
        var parts: [[Int]]?
        if let given = context.validation, given.rowCount > 0 {
            try DiagnosticRows.check(given, against: data, for: LearningCurve.kind)
        } else {
            guard data.rowCount >= curve.folds else {
                throw TrainError(
                    .emptyTrainingSet, "\(data.rowCount) rows for \(curve.folds) folds", at: LearningCurve.kind,
                    remedy: "Use fewer folds, or bring more rows.")
            }
            parts = StratifiedOrder.parts(data.targets, rows: all, count: curve.folds, generator: generator.derived(0))
        }
        folds = try (0..<curve.folds).map { fold in
            let left = parts.map { Set($0[fold]) } ?? []
            let rows = all.filter { !left.contains($0) }
            return Fold(
                order: StratifiedOrder(data.targets, rows: rows, generator: generator.derived(1, UInt64(fold))).rows,
                validation: try parts.map { try data.selecting(rows: $0[fold].sorted()) } ?? context.validation ?? data)
        }
        let available = folds.map(\.order.count).min() ?? 0
        sizes = try curve.sizes(available: available)
        validationRowCount = folds.map(\.validation.rowCount).min() ?? 0
        dependence =
            parts == nil
            ? .samples : .folds(measuredShare: Double(validationRowCount) / Double(max(1, available)))
    }

    /// Fits to the first rows of a fold and measures.
    ///
    /// - Throws: ``TrainError`` with code `cancelled`; other errors are kept in the result.
    func fit<Subject: Estimator>(
        _ estimator: Subject, _ metric: any Metric, size: Int, fold: Int, _ context: TrainingContext,
        _ clock: any Clock<Duration>
    ) throws -> Fit {
        try context.checkCancellation()
        var inner = context
        inner.threads = 1
        inner.observer = SilentObserver()
        inner.checkpoint = nil
        let part = folds[fold]
        inner.validation = context.earlyStopping == nil ? nil : part.validation
        do {
            let rows = try data.selecting(rows: part.order.prefix(size).sorted())
            let (model, seconds) = try Self.timed(clock) {
                try NonFiniteWatch.fitting(for: Subject.kind, in: inner) {
                    try estimator.fitted(to: rows, in: $0)
                }
            }
            return Fit(
                training: try Self.score(model, metric, rows),
                validation: try Self.score(model, metric, part.validation), seconds: seconds)
        } catch {
            try context.checkCancellation()
            return Fit(failure: error)
        }
    }

    private static func score(_ model: some Predictor, _ metric: any Metric, _ data: TrainingSet) throws -> Double? {
        try metric.value(
            predictions: try model.predictions(for: data.features), targets: data.targets, weights: data.weights
        ).number
    }

    private static func timed<Time: Clock<Duration>, Output>(
        _ clock: Time, _ work: () throws -> Output
    ) rethrows -> (Output, Double) {
        let start = clock.now
        let output = try work()
        let (seconds, attoseconds) = start.duration(to: clock.now).components
        return (output, Double(seconds) + Double(attoseconds) * 1e-18)
    }
}
