public import MLCore

extension GradientBoosting: Estimator {
    /// The stable name for run records.
    public static var kind: String { "trees.gradient-boosting" }

    /// Learns from numbers or classes.
    ///
    /// Sends a `metric` event `train.boosting.round` after each round with the fields `step`, `loss`, and with
    /// validation data `validation.loss` and the early-stopping metric. With early stopping only the rounds up to the
    /// best one are kept, and a notice `train.boosting.stopped-early` tells when it stopped before the last round.
    ///
    /// - Parameters:
    ///   - data: Rows with numbers, or with classes each of which occurs. NaN is missing. A sparse matrix takes two
    ///     bytes for each row and feature.
    ///   - context: Seed (used when a share is below 1), threads, validation, early stopping, observer, cancellation.
    /// - Returns: The fitted trees.
    /// - Throws: ``TrainError`` with code `invalidHyperparameters`, `emptyTrainingSet`, `invalidTarget`,
    ///   `invalidFeatures` or `cancelled`, or what the early-stopping metric throws.
    public func fitted(to data: TrainingSet, in context: TrainingContext) throws -> TreeEnsemble {
        try fit(data, context) { try objective(for: data, seed: $0) }
    }

    /// Learns with an objective of the caller.
    ///
    /// - Parameters:
    ///   - data: Rows with numbers, or with classes each of which occurs.
    ///   - objective: What is minimised, instead of ``objective``.
    ///   - context: As in ``fitted(to:in:)``; the loss of validation data is not told, since the objective does not know
    ///     its rows.
    /// - Returns: The fitted trees, with the link of the objective.
    /// - Throws: As ``fitted(to:in:)``; ``TrainError`` with code `invalidTarget` when a derivative is not finite or a
    ///   second one is negative, and with code `invalidHyperparameters` when the objective has another number of margins
    ///   than the task needs.
    public func fitted(
        to data: TrainingSet, minimizing objective: CustomObjective, in context: TrainingContext
    ) throws -> TreeEnsemble {
        try objective.check(data)
        return try fit(data, context, isCustom: true) { _ in objective.marginObjective(for: data) }
    }

    private static var overflow: TrainError {
        TrainError(
            .invalidTarget,
            "targets or weights are so large that the loss overflows, or a derivative is no number", at: kind,
            remedy: "Scale the targets, or check the objective.")
    }

    /// Fits trees, behind those of a model if there is one.
    func fit(
        _ data: TrainingSet, _ context: TrainingContext, after model: TreeEnsemble? = nil, isCustom: Bool = false,
        objective: (SeededGenerator) throws -> any MarginObjective
    ) throws -> TreeEnsemble {
        try validated()
        try context.checkCancellation()
        try context.requireRows(data, for: Self.kind)
        if context.earlyStopping != nil, context.validation == nil {
            throw TrainError(
                .invalidHyperparameters, "early stopping needs validation data", at: Self.kind,
                remedy: "Set the validation data of the training context.")
        }
        if context.earlyStopping != nil, dropout != nil {
            throw TrainError(
                .invalidHyperparameters,
                "with dropout, later rounds change earlier trees: no round can be gone back to",
                at: Self.kind, remedy: "Leave out early stopping or dropout.")
        }
        if case .classes(let classes) = data.targets { try classes.requireEveryClass(data.weights, for: Self.kind) }
        let generator = SeededGenerator(seed: context.seed)
        var run = try BoostingRun(
            self, data, context, objective: try objective(generator.derived(named: "objective")), after: model)
        var stopping = try context.validation.map {
            try BoostingValidation($0, run, task: data.targets.task, isCustom: isCustom, context)
        }
        let isObserved = !(context.observer is SilentObserver)
        for round in 1...rounds {
            try context.checkCancellation()
            let grown = run.addRound(round)
            // Nobody sees the loss of a silent run, and it takes as long as its derivatives.
            let loss = isObserved ? run.loss() : 0
            guard let trees = grown, loss.isFinite else {
                throw Self.overflow
            }
            var fields: [String: Value] = ["step": .int64(Int64(round)), "loss": .double(loss)]
            let goesOn = try stopping?.add(trees, round: round, fields: &fields) ?? true
            context.observer.observe(
                Event(
                    .metric, "train.boosting.round", fraction: Double(round) / Double(rounds), fields: fields))
            guard goesOn else {
                context.observer.observe(
                    Event(
                        .notice, "train.boosting.stopped-early",
                        fields: ["step": .int64(Int64(round)), "bestStep": .int64(Int64(stopping?.bestRound ?? round))])
                )
                break
            }
        }
        guard isObserved || run.loss().isFinite else { throw Self.overflow }
        return try run.ensemble(rounds: context.earlyStopping == nil ? nil : stopping?.bestRound, data)
    }
}

extension ClassTargets {
    /// Throws unless there are two classes or more, each with a row of positive weight.
    ///
    /// - Throws: ``TrainError`` with code `invalidTarget` that lists the absent classes.
    func requireEveryClass(_ weights: [Double]?, for kind: String) throws(TrainError) {
        var present = [Bool](repeating: false, count: labels.count)
        for (row, index) in indices.enumerated() where weights.map({ $0[row] > 0 }) ?? true {
            present[Int(index)] = true
        }
        let absent = labels.indices.filter { !present[$0] }.map { labels[$0] }
        guard labels.count >= 2, absent.isEmpty else {
            throw TrainError(
                .invalidTarget,
                absent.isEmpty ? "there is a single class" : "no row has the class \(absent.joined(separator: ", "))",
                at: kind, remedy: "Leave out classes without rows; at least two have to remain.")
        }
    }
}
