import MLCore

/// The state of boosting between rounds.
struct BoostingRun {
    /// After how many rounds rows are put in order again: trees change slowly.
    private static let orderPeriod = 25
    /// From how many rows on they are put in order: fewer of them are near one another anyway.
    static let leastOrderedRows = 1 << 16

    let settings: GradientBoosting
    /// The names of the features.
    let schema: FeatureSchema
    let data: BinnedFeatures
    private(set) var objective: any MarginObjective
    private let context: TrainingContext
    private let generator: SeededGenerator
    private let builder: HistogramBuilder
    private let partition: RowPartition
    private let margins: AlignedMemory<Double>
    private let sampler: RowSampler
    private let constraints: FeatureConstraints
    /// The trees that new ones are put behind.
    let model: TreeEnsemble?
    private let ordersRows: Bool
    private var derivatives: Derivatives
    private var trees: [GrownTree] = []

    /// Prepares boosting.
    ///
    /// - Parameters:
    ///   - settings: The hyperparameters.
    ///   - data: The rows to learn from.
    ///   - context: Seed and threads.
    ///   - objective: What is minimised.
    ///   - model: The trees that new ones are put behind, `nil` for none.
    ///   - orderedRows: From how many rows on they are put in order.
    /// - Throws: ``TrainError`` with code `invalidFeatures` or `invalidHyperparameters`.
    init(
        _ settings: GradientBoosting, _ data: TrainingSet, _ context: TrainingContext,
        objective: any MarginObjective, after model: TreeEnsemble?, orderedRows: Int = leastOrderedRows
    ) throws {
        guard model != nil || objective.startingMargins.allSatisfy(\.isFinite) else {
            throw TrainError(
                .invalidTarget, "the best constant is not finite: targets or weights differ too much in size",
                at: GradientBoosting.kind, remedy: "Scale the targets, or leave out rows of next to no weight.")
        }
        self.settings = settings
        schema = data.features.schema
        self.context = context
        generator = SeededGenerator(seed: context.seed)
        constraints = try FeatureConstraints(settings, data.features.schema)
        self.objective = objective
        self.model = model
        // Rows that are drawn for several rounds have to stay where they are.
        ordersRows = data.rowCount >= orderedRows && (settings.rowShare == 1 || settings.rowSharePeriod == 1)
        let (rowCount, outputCount) = (data.rowCount, objective.outputCount)
        _ = try DenseSize.checked(rows: rowCount, columns: 2 * outputCount, at: GradientBoosting.kind)
        self.data = try BinnedFeatures(
            data.features, maximumBins: settings.maximumBins, categorical: constraints.categorical,
            seed: generator.derived(named: "bins"), threads: context.threads, for: GradientBoosting.kind)
        sampler = RowSampler(settings: settings, rowCount: rowCount, generator: generator)
        builder = HistogramBuilder(self.data)
        if settings.growth == .oblivious {
            try builder.requireRoom(leaves: settings.growthLimits.largestLeafCount, for: GradientBoosting.kind)
        }
        partition = RowPartition(capacity: rowCount, threads: context.threads)
        margins = AlignedMemory(repeating: 0, count: rowCount * outputCount)
        derivatives = Derivatives(rowCount: rowCount, outputCount: outputCount)
        try margins.fill(data.features, from: model, orConstant: objective.startingMargins, threads: context.threads)
    }

    var outputCount: Int { objective.outputCount }

    /// The mean loss of the training rows.
    func loss() -> Double { objective.meanLoss(UnsafePointer(margins.start), threads: context.threads) }

    /// Grows one tree for each output and takes their steps.
    ///
    /// - Parameter round: The number of the round, counted from 1.
    /// - Returns: What the round adds, or `nil` when a derivative is not finite.
    mutating func addRound(_ round: Int) -> BoostingRound? {
        let dropped = dropRounds(before: round)
        let start = UnsafePointer(margins.start)
        objective = objective.prepared(round: round)
        let sample = sampler.sample(round: round, objective, start, threads: context.threads)
        derivatives.update(objective, margins: start, factors: sample.factors, threads: context.threads)
        guard derivatives.isFinite else { return nil }
        let rate = settings.learningRate / Double(dropped.count + 1)
        var grown: [GrownTree] = []
        for output in 0..<outputCount {
            if let rows = sample.rows { partition.reset(to: rows) } else { partition.reset(count: data.rowCount) }
            var (tree, ranges) = grownTree(round, output, usesAllRows: sample.rows == nil, rate)
            renewLeaves(of: &tree, ranges, output, rate)
            if sample.rows == nil {
                tree.add(
                    to: margins.start + output, stride: outputCount, rows: UnsafePointer(partition.rows.start),
                    at: ranges, threads: context.threads)
            } else {
                addToMargins(tree, output)
            }
            grown.append(tree)
        }
        trees.append(contentsOf: grown)
        if ordersRows, round % Self.orderPeriod == 1 { reorderRows(like: grown[0]) }
        return BoostingRound(added: grown, changed: takeBack(dropped))
    }

    /// Puts rows that a tree sends to the same leaf side by side.
    private mutating func reorderRows(like tree: GrownTree) {
        partition.reset(count: data.rowCount)
        tree.part(partition, in: data, threads: context.threads)
        let order = Array(UnsafeBufferPointer(start: partition.rows.start, count: data.rowCount))
        guard let reordered = objective.reordered(by: order) else { return }
        objective = reordered
        data.reorder(by: order, threads: context.threads)
        let before = Array(UnsafeBufferPointer(start: margins.start, count: margins.count))
        let width = outputCount
        for (place, row) in order.enumerated() {
            for output in 0..<width { margins.start[place * width + output] = before[Int(row) * width + output] }
        }
    }

    private func grownTree(
        _ round: Int, _ output: Int, usesAllRows: Bool, _ rate: Double
    ) -> (tree: GrownTree, ranges: [Range<Int>]) {
        let generator = generator.derived(UInt64(round), UInt64(output) + 1)
        let features = FeatureChoice.drawn(Array(0..<data.featureCount), share: settings.featureShare, generator)
        let finder = SplitFinder(
            rules: constraints.rules, data: data, scale: derivatives.scale,
            choice: FeatureChoice(
                features: features, levelShare: settings.levelFeatureShare, nodeShare: settings.nodeFeatureShare,
                interactions: constraints.interactions, generator: generator.derived(1)))
        if settings.growth == .oblivious {
            return ObliviousGrower(
                limits: settings.growthLimits, finder: finder, builder: builder, partition: partition,
                learningRate: rate, threads: context.threads
            ).grown(derivatives.output(output), usesAllRows: usesAllRows)
        }
        return TreeGrower(
            limits: settings.growthLimits, finder: finder, builder: builder, partition: partition, learningRate: rate,
            threads: context.threads
        ).grown(derivatives.output(output), usesAllRows: usesAllRows)
    }

    /// Takes rounds out of the margins, when there is dropout.
    ///
    /// - Returns: The rounds, counted from 0.
    private func dropRounds(before round: Int) -> [Int] {
        guard let dropout = settings.dropout else { return [] }
        var generator = generator.derived(UInt64(round), 0, 1)
        guard generator.nextUniform() >= dropout.skipRate else { return [] }
        var dropped: [Int] = []
        for earlier in 0..<(round - 1) where dropped.count < dropout.maximumRounds {
            if generator.nextUniform() < dropout.rate { dropped.append(earlier) }
        }
        for earlier in dropped {
            for output in 0..<outputCount { addToMargins(trees[earlier * outputCount + output], output, times: -1) }
        }
        return dropped
    }

    /// Puts dropped rounds back, each of them shrunk so that the sum is about what it was.
    ///
    /// - Returns: What the margins of rows that were not trained on change by.
    private mutating func takeBack(_ dropped: [Int]) -> [BoostingRound.Change] {
        var changes: [BoostingRound.Change] = []
        let factor = Double(dropped.count) / Double(dropped.count + 1)
        for earlier in dropped {
            for output in 0..<outputCount {
                let index = earlier * outputCount + output
                changes.append(BoostingRound.Change(tree: trees[index].scaled(by: factor - 1), output: output))
                trees[index] = trees[index].scaled(by: factor)
                addToMargins(trees[index], output)
            }
        }
        return changes
    }

    private func addToMargins(_ tree: GrownTree, _ output: Int, times factor: Double = 1) {
        partition.reset(count: data.rowCount)
        tree.scaled(by: factor).add(
            to: margins.start + output, stride: outputCount, rowsOf: partition, in: data, threads: context.threads)
    }

    /// Sets the steps of leaves for losses whose second derivative does not tell them.
    private func renewLeaves(of tree: inout GrownTree, _ ranges: [Range<Int>], _ output: Int, _ rate: Double) {
        let objective = objective
        let nodes = tree.nodes
        nonisolated(unsafe) let (rows, margins) = (UnsafePointer(partition.rows.start), UnsafePointer(margins.start))
        let steps = parallelMap(count: nodes.count, threads: context.threads) { index -> Double? in
            guard case .leaf = nodes[index] else { return nil }
            let leaf = UnsafeBufferPointer(start: rows + ranges[index].lowerBound, count: ranges[index].count)
            return objective.leafStep(rows: leaf, output: output, margins: margins)
        }
        for case (let index, let step?) in steps.enumerated() {
            let most = settings.maximumStep ?? .infinity
            tree.nodes[index] = .leaf(value: rate * min(max(step, -most), most))
        }
    }

    /// The fitted trees.
    ///
    /// - Parameters:
    ///   - rounds: How many rounds to keep, or `nil` for all.
    ///   - training: The training data, for names and task.
    /// - Returns: The ensemble.
    /// - Throws: ``CoreError`` with code `malformedModel` when a leaf is not finite.
    func ensemble(rounds: Int?, _ training: TrainingSet) throws -> TreeEnsemble {
        let kept = rounds.map { trees.prefix($0 * outputCount) } ?? trees[...]
        var members = model?.members ?? []
        for (position, tree) in kept.enumerated() {
            members.append(
                TreeEnsemble.Member(tree: try tree.decisionTree(data.features), output: position % outputCount))
        }
        return try TreeEnsemble(
            members: members, features: training.features.schema, task: training.targets.task,
            baseScores: model?.baseScores ?? objective.startingMargins, comparison: .lessOrEqual, link: objective.link)
    }
}

extension MarginObjective {
    /// The mean loss of all rows.
    func meanLoss(_ margins: UnsafePointer<Double>, threads: Int) -> Double {
        nonisolated(unsafe) let margins = margins
        let blocks = blocks
        let parts = parallelMap(count: blocks.count, threads: threads) { loss(rows: blocks[$0], margins: margins) }
        return parts.reduce(0, +) / totalWeight
    }
}

/// What a round of boosting adds.
struct BoostingRound: Sendable {
    /// A change of the margins of an output.
    struct Change: Sendable {
        let tree: GrownTree
        let output: Int
    }

    /// One tree for each output.
    let added: [GrownTree]
    /// What earlier trees changed by.
    let changed: [Change]
}

extension AlignedMemory<Double> {
    /// Fills the margins of rows.
    ///
    /// - Parameters:
    ///   - features: The features of the rows.
    ///   - model: Whose margins they get, `nil` for constant ones.
    ///   - constants: The constant margins.
    ///   - threads: How many threads may be used.
    /// - Throws: ``CoreError`` with code `shapeMismatch`.
    func fill(
        _ features: FeatureMatrix<Double>, from model: TreeEnsemble?, orConstant constants: [Double], threads: Int
    ) throws(CoreError) {
        var margins: [Double] = []
        if let model {
            margins = [Double](repeating: 0, count: count)
            try model.margins(features, into: &margins, threads: threads)
        }
        for position in 0..<count {
            start[position] = model == nil ? constants[position % constants.count] : margins[position]
        }
    }
}
