import MLCore

/// The state of boosting between rounds.
struct BoostingRun {
    let settings: GradientBoosting
    let data: BinnedFeatures
    let objective: BoostingLoss
    let baseScores: [Double]
    private let layout: HistogramLayout
    private let context: TrainingContext
    private let generator: SeededGenerator
    private let totalWeight: Double
    private var margins: [Double]
    private var derivatives: [Double]
    private var trees: [GrownTree] = []
    /// The mean loss of the training rows after the latest round.
    private(set) var loss: Double

    init(_ settings: GradientBoosting, _ data: TrainingSet, _ context: TrainingContext) throws {
        self.settings = settings
        self.context = context
        objective = try BoostingLoss(data, for: GradientBoosting.kind)
        self.data = try BinnedFeatures(
            data.features, maximumBins: settings.maximumBins, threads: context.threads, for: GradientBoosting.kind)
        layout = HistogramLayout(self.data.features)
        generator = SeededGenerator(seed: context.seed)
        totalWeight = objective.weights.reduce(0, +)
        baseScores = objective.baseScores
        let base = baseScores
        _ = try DenseSize.checked(rows: data.rowCount, columns: 2 * base.count, at: GradientBoosting.kind)
        margins = (0..<data.rowCount).flatMap { _ in base }
        derivatives = [Double](repeating: 0, count: 2 * margins.count)
        loss = 0
        refresh()
    }

    /// Whether the loss and the margins behind it are finite.
    var isFinite: Bool { loss.isFinite }

    var outputCount: Int { baseScores.count }

    /// Grows one tree for each output and takes their steps.
    ///
    /// - Parameter round: The number of the round, counted from 1.
    /// - Returns: The trees.
    mutating func addRound(_ round: Int) -> [GrownTree] {
        let rows = drawn(data.rowCount, share: settings.rowShare, generator.derived(UInt64(round), 0))
        var grown: [GrownTree] = []
        for output in 0..<outputCount {
            let features = drawn(
                data.featureCount, share: settings.featureShare,
                generator.derived(UInt64(round), UInt64(output) + 1))
            let grower = TreeGrower(
                settings: settings, data: data, layout: layout, features: features, output: output,
                outputCount: outputCount, threads: context.threads)
            grown.append(grower.grown(rows: rows.map { Int32(truncatingIfNeeded: $0) }, derivatives: derivatives))
        }
        Self.advance(&margins, by: grown, data, threads: context.threads)
        trees.append(contentsOf: grown)
        refresh()
        return grown
    }

    /// Adds the values of one tree for each output to the margins of all rows.
    static func advance(_ margins: inout [Double], by trees: [GrownTree], _ data: BinnedFeatures, threads: Int) {
        let width = trees.count
        _ = parallelFill(&margins, width: width, threads: threads) { rows, slice in
            for (position, row) in rows.enumerated() {
                for (output, tree) in trees.enumerated() {
                    slice[position * width + output] += tree.value(ofRow: row, in: data)
                }
            }
            return 0
        }
    }

    private mutating func refresh() {
        let (loss, margins) = (objective, margins)
        let parts = parallelFill(&derivatives, width: 2 * outputCount, threads: context.threads) { rows, slice in
            margins.withUnsafeBufferPointer { loss.fill(rows: rows, margins: $0, slice) }
        }
        self.loss = parts.reduce(0, +) / totalWeight
    }

    /// A share of positions, at least one, ascending; all of them for a share of 1.
    private func drawn(_ count: Int, share: Double, _ generator: SeededGenerator) -> [Int] {
        guard share < 1, count > 0 else { return Array(0..<count) }
        var generator = generator
        let wanted = min(count, max(1, Int((share * Double(count)).rounded())))
        return ((try? generator.sample(wanted, from: count)) ?? Array(0..<count)).sorted()
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
        var members: [TreeEnsemble.Member] = []
        for (position, tree) in kept.enumerated() {
            members.append(
                TreeEnsemble.Member(tree: try tree.decisionTree(data.features), output: position % outputCount))
        }
        return try TreeEnsemble(
            members: members, features: training.features.schema, task: training.targets.task, baseScores: baseScores,
            comparison: .lessOrEqual, link: objective.link)
    }
}
