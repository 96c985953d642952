import MLCore

/// The options of boosting that name features, for the features of some data.
struct FeatureConstraints: Sendable {
    /// What a split has to keep to.
    let rules: SplitRules
    /// The features that hold codes of categories.
    let categorical: Set<Int>
    /// The sets of features that may occur together.
    let interactions: [Set<Int>]

    /// Finds features by their names.
    ///
    /// - Parameters:
    ///   - settings: The options.
    ///   - schema: The names of the features.
    /// - Throws: ``TrainError`` with code `invalidHyperparameters` that lists every name that no feature has.
    init(_ settings: GradientBoosting, _ schema: FeatureSchema) throws(TrainError) {
        var positions: [String: Int] = [:]
        for (position, name) in schema.names.enumerated() { positions[name] = position }
        let named = settings.categories.features + settings.monotonicity.keys + settings.interactions.joined()
        let unknown = Set(named.filter { positions[$0] == nil }).sorted()
        guard unknown.isEmpty else {
            throw TrainError(
                .invalidHyperparameters,
                "no feature is called \(unknown.map { "\"\($0)\"" }.joined(separator: ", "))",
                at: GradientBoosting.kind, remedy: "Name features as the feature matrix does.")
        }
        categorical = Set(settings.categories.features.compactMap { positions[$0] })
        interactions = settings.interactions.map { Set($0.compactMap { positions[$0] }) }
        var directions: [Int8] = []
        if settings.monotonicity.contains(where: { $0.value != .none }) {
            directions = [Int8](repeating: 0, count: schema.count)
            for (name, direction) in settings.monotonicity {
                guard let position = positions[name] else { continue }
                directions[position] = direction == .rising ? 1 : direction == .falling ? -1 : 0
            }
        }
        rules = SplitRules(
            leaf: LeafRule(
                l1Penalty: settings.l1Penalty, l2Penalty: settings.l2Penalty,
                maximumStep: settings.maximumStep ?? .infinity),
            minimumLeafRows: settings.minimumLeafRows, minimumLeafHessian: settings.minimumLeafHessian,
            minimumGain: settings.minimumGain, monotonicity: directions, categories: settings.categories,
            drawsThresholds: settings.drawsThresholds)
    }
}
