import MLCore

/// Follows boosting on rows that are not learned from, and says when to stop.
struct BoostingValidation {
    private let validation: TrainingSet
    private let data: BinnedFeatures
    private let objective: BoostingLoss
    private let task: PredictionTask
    private let totalWeight: Double
    private let context: TrainingContext
    private var margins: [Double]
    private var bestValue: Double?
    /// The round with the best value of the metric; 0 before a round had one.
    private(set) var bestRound = 0

    init(
        _ validation: TrainingSet, _ run: BoostingRun, task: PredictionTask, _ context: TrainingContext
    ) throws {
        objective = try BoostingLoss(validation, for: GradientBoosting.kind)
        totalWeight = objective.weights.reduce(0, +)
        self.task = task
        guard validation.rowCount > 0, totalWeight > 0, validation.targets.task == task else {
            throw TrainError(
                .invalidTarget, "the validation data has no rows or other targets than the training data",
                at: GradientBoosting.kind)
        }
        data = try BinnedFeatures(
            validation.features, bins: run.data.features, threads: context.threads, for: GradientBoosting.kind)
        self.validation = validation
        self.context = context
        let base = run.baseScores
        margins = (0..<validation.rowCount).flatMap { _ in base }
    }

    /// Adds the trees of a round.
    ///
    /// - Parameters:
    ///   - trees: One tree for each output.
    ///   - round: The number of the round, counted from 1.
    ///   - fields: Gets the loss and the value of the metric.
    /// - Returns: Whether to go on.
    /// - Throws: What the metric throws, or ``TrainError`` with code `invalidTarget` when it is undefined.
    mutating func add(_ trees: [GrownTree], round: Int, fields: inout [String: Value]) throws -> Bool {
        BoostingRun.advance(&margins, by: trees, data, threads: context.threads)
        fields["validation.loss"] = .double(loss())
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

    private func loss() -> Double {
        var scratch = [Double](repeating: 0, count: 2 * margins.count)
        let parts = parallelFill(&scratch, width: 2 * objective.outputCount, threads: context.threads) { rows, slice in
            margins.withUnsafeBufferPointer { objective.fill(rows: rows, margins: $0, slice) }
        }
        return parts.reduce(0, +) / totalWeight
    }

    private func predictions() throws -> Predictions {
        var outputs = margins
        let width = objective.outputCount
        outputs.withUnsafeMutableBufferPointer { outputs in
            for row in 0..<validation.rowCount {
                let slice = UnsafeMutableBufferPointer(rebasing: outputs[row * width..<(row + 1) * width])
                objective.link.apply(slice, to: slice, arithmetic: .double)
            }
        }
        return try Predictions(values: outputs, rowCount: validation.rowCount, task: task)
    }
}
