import MLCore

/// Follows boosting on rows that are not learned from, and says when to stop.
struct BoostingValidation {
    private let validation: TrainingSet
    private let data: BinnedFeatures
    /// What is minimised, for these rows; `nil` for an objective that does not know them.
    private let objective: (any MarginObjective)?
    private let link: TreeEnsemble.Link
    private let outputCount: Int
    private let task: PredictionTask
    private let context: TrainingContext
    private let margins: AlignedMemory<Double>
    private let partition: RowPartition
    private var bestValue: Double?
    /// The round with the best value of the metric; 0 before a round had one.
    private(set) var bestRound = 0

    init(
        _ validation: TrainingSet, _ run: BoostingRun, task: PredictionTask, isCustom: Bool,
        _ context: TrainingContext
    ) throws {
        self.task = task
        guard validation.rowCount > 0, validation.weights.map({ $0.contains { $0 > 0 } }) ?? true,
            validation.targets.task == task, validation.features.schema == run.schema
        else {
            throw TrainError(
                .invalidTarget, "the validation data has no rows, or other targets or features than the training data",
                at: GradientBoosting.kind)
        }
        objective =
            isCustom
            ? nil
            : try run.settings.objective(
                for: validation, seed: SeededGenerator(seed: 0), isForTraining: false)
        link = run.objective.link
        outputCount = run.outputCount
        data = try BinnedFeatures(
            validation.features, bins: run.data.features, threads: context.threads, for: GradientBoosting.kind)
        _ = try DenseSize.checked(rows: validation.rowCount, columns: outputCount, at: GradientBoosting.kind)
        self.validation = validation
        self.context = context
        partition = RowPartition(capacity: validation.rowCount, threads: context.threads)
        margins = AlignedMemory(repeating: 0, count: validation.rowCount * outputCount)
        try margins.fill(
            validation.features, from: run.model, orConstant: run.objective.startingMargins, threads: context.threads)
    }

    /// Adds the trees of a round.
    ///
    /// - Parameters:
    ///   - added: What the round adds.
    ///   - round: The number of the round, counted from 1.
    ///   - fields: Gets the loss and the value of the metric.
    /// - Returns: Whether to go on.
    /// - Throws: What the metric throws, or ``TrainError`` with code `invalidTarget` when it is undefined.
    mutating func add(_ added: BoostingRound, round: Int, fields: inout [String: Value]) throws -> Bool {
        let changes =
            added.added.enumerated().map { BoostingRound.Change(tree: $0.element, output: $0.offset) } + added.changed
        for change in changes {
            partition.reset(count: data.rowCount)
            change.tree.add(
                to: margins.start + change.output, stride: outputCount, rowsOf: partition, in: data,
                threads: context.threads)
        }
        if let objective {
            fields["validation.loss"] = .double(
                objective.meanLoss(UnsafePointer(margins.start), threads: context.threads))
        }
        guard let rule = context.earlyStopping else { return true }
        let value: Double
        switch try rule.metric.value(
            predictions: try predictions(), targets: validation.targets, weights: validation.weights)
        {
        case .defined(let number): value = number
        case .undefined(let reason):
            throw TrainError(
                .invalidTarget, "\(rule.metric.name) is undefined on the validation data: \(reason)",
                at: GradientBoosting.kind)
        }
        fields["validation.\(rule.metric.name)"] = .double(value)
        let improvement = bestValue.map { rule.metric.direction == .higherIsBetter ? value - $0 : $0 - value }
        if improvement.map({ $0 > rule.minimumImprovement }) ?? true { (bestValue, bestRound) = (value, round) }
        return round - bestRound < rule.patience
    }

    private func predictions() throws -> Predictions {
        var outputs = Array(UnsafeBufferPointer(start: margins.start, count: margins.count))
        let width = outputCount
        outputs.withUnsafeMutableBufferPointer { outputs in
            for row in 0..<validation.rowCount {
                let slice = UnsafeMutableBufferPointer(rebasing: outputs[row * width..<(row + 1) * width])
                link.apply(slice, to: slice, arithmetic: .double)
            }
        }
        return try Predictions(values: outputs, rowCount: validation.rowCount, task: task)
    }
}
