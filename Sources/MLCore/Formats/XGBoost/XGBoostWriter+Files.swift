extension XGBoostWriter {
    /// The file of an ensemble.
    func file(
        of ensemble: TreeEnsemble, objective: XGBoostObjective, categories: [XGBoostValue]
    ) throws(CoreError) -> XGBoostValue {
        let scales = Self.scales(of: ensemble)
        let margins = try ensemble.baseScores.indices.map { margin throws(CoreError) -> Float in
            let factor = ensemble.aggregation == .meanOutput ? scales[margin] : Self.factor(of: ensemble.link)
            let start = Float(ensemble.baseScores[margin] * factor)
            guard start.isFinite else {
                throw CoreError(
                    .invalidArgument, "the base score \(ensemble.baseScores[margin]) does not fit a Float",
                    at: "xgboost model")
            }
            return start
        }
        let width = ensemble.marginCount
        let hasVectors = width > 1 && ensemble.members.contains { $0.output == nil }
        let style = XGBoostTree.Style(
            comparison: ensemble.comparison, rounding: ensemble.arithmetic == .float, width: hasVectors ? width : 1,
            scales: scales)
        var members = ensemble.members
        var trees: [XGBoostTree] = []
        let scores = margins.map { objective.baseScore(ofMargin: $0) }
        if scores.contains(nil) {
            let unscaled = XGBoostTree.Style(
                comparison: style.comparison, rounding: style.rounding, width: style.width,
                scales: [Double](repeating: 1, count: width))
            let constants = try Self.constants(margins, asVector: hasVectors)
            for constant in constants { trees.append(try XGBoostTree(constant, unscaled, at: "base score")) }
            members = constants + members
        }
        for (index, member) in ensemble.members.enumerated() {
            trees.append(try XGBoostTree(member, style, at: "tree \(index)"))
        }
        let outputs = members.map { hasVectors ? 0 : Int32(truncatingIfNeeded: $0.output ?? 0) }
        let model = XGBoostValue.object([
            ("cats", XGBoostCategoryTables.value(categories)),
            ("gbtree_model_param", .parameters(["num_parallel_tree": 1, "num_trees": trees.count])),
            ("iteration_indptr", .array(Self.iterationStarts(outputs, width: hasVectors ? 1 : width))),
            ("tree_info", .array(outputs.map { .integer(Int64($0)) })),
            (
                "trees",
                .array(trees.enumerated().map { $1.value(id: $0, featureCount: ensemble.featureCount) })
            ),
        ])
        return Self.file(
            features: ensemble.features, types: Self.types(of: ensemble),
            booster: .object([("model", model), ("name", .text("gbtree"))]), objective: objective,
            outputCount: width, baseScores: Self.baseScores(scores, of: objective))
    }

    /// The file of a linear booster.
    ///
    /// XGBoost starts all outputs from one base score. Where that is not enough, the starts are added to the biases: the
    /// sum begins with just that.
    func file(of booster: LinearBooster, objective: XGBoostObjective) -> XGBoostValue {
        let first = booster.baseMargins[0]
        let score = booster.baseMargins.allSatisfy { $0 == first } ? objective.baseScore(ofMargin: first) : nil
        let biases = score == nil ? zip(booster.biases, booster.baseMargins).map { $0 + $1 } : booster.biases
        let model = XGBoostValue.object([
            ("boosted_rounds", .integer(1)), ("weights", .floats(booster.weights + biases)),
        ])
        return Self.file(
            features: booster.features, types: [], booster: .object([("model", model), ("name", .text("gblinear"))]),
            objective: objective, outputCount: booster.marginCount, baseScores: Self.baseScores([score], of: objective))
    }

    private static func file(
        features: FeatureSchema, types: [String], booster: XGBoostValue, objective: XGBoostObjective,
        outputCount: Int, baseScores: String
    ) -> XGBoostValue {
        let names = features.names.enumerated().allSatisfy { $1 == "f\($0)" } ? [] : features.names
        let parameters = XGBoostValue.object([
            ("base_score", .text(baseScores)), ("boost_from_average", .text("0")),
            ("num_class", .text((objective.hasClasses ? outputCount : 0).description)),
            ("num_feature", .text(features.count.description)),
            ("num_target", .text((objective.hasClasses ? 1 : outputCount).description)),
        ])
        let learner = XGBoostValue.object([
            ("attributes", .object([])), ("feature_names", .texts(names)), ("feature_types", .texts(types)),
            ("gradient_booster", booster), ("learner_model_param", parameters),
            ("objective", objective.value(outputCount: outputCount)),
        ])
        return .object([("learner", learner), ("version", .array([.integer(3), .integer(2), .integer(0)]))])
    }

    // MARK: Parts

    /// What a link multiplies margins by before its function.
    private static func factor(of link: TreeEnsemble.Link) -> Double {
        if case .scaledSigmoid(let factor) = link { factor } else { 1 }
    }

    /// What the leaf values of each margin are multiplied by.
    private static func scales(of ensemble: TreeEnsemble) -> [Double] {
        let factor = factor(of: ensemble.link)
        guard ensemble.aggregation != .sum else { return [Double](repeating: factor, count: ensemble.marginCount) }
        return (0..<ensemble.marginCount).map { margin in
            let count = ensemble.members.count { $0.output == nil || $0.output == margin }
            return factor / Double(max(1, count))
        }
    }

    /// Trees of one leaf that add the start of each margin.
    private static func constants(_ margins: [Float], asVector: Bool) throws(CoreError) -> [TreeEnsemble.Member] {
        let values = margins.map { Double($0) }
        guard !asVector else { return [.init(tree: try DecisionTree(nodes: [.leaf(values)]), output: nil)] }
        var members: [TreeEnsemble.Member] = []
        for (output, value) in values.enumerated() {
            members.append(.init(tree: try DecisionTree(nodes: [.leaf([value])]), output: output))
        }
        return members
    }

    /// One number when all outputs have the same, which every version reads; else a list.
    private static func baseScores(_ scores: [Float?], of objective: XGBoostObjective) -> String {
        let neutral: Float =
            switch objective.baseTransform {
            case .identity: 0
            case .logit: 0.5
            case .logarithm: 1
            }
        let found = scores.compactMap(\.self)
        let numbers = found.count == scores.count ? found : [neutral]
        guard let first = numbers.first, numbers.contains(where: { $0 != first }) else {
            return NumberText.shortest(numbers.first ?? neutral)
        }
        return "[" + numbers.map { NumberText.shortest($0) }.joined(separator: ",") + "]"
    }

    /// An iteration for each round of one tree for each output, else one iteration of everything.
    private static func iterationStarts(_ outputs: [Int32], width: Int) -> [XGBoostValue] {
        guard !outputs.isEmpty else { return [.integer(0)] }
        let isRegular = outputs.count % width == 0 && outputs.enumerated().allSatisfy { Int($1) == $0 % width }
        let step = isRegular ? width : outputs.count
        return stride(from: 0, through: outputs.count, by: step).map { .integer(Int64($0)) }
    }

    /// `c` for features that are split by categories, `q` for others; none when all are numbers.
    private static func types(of ensemble: TreeEnsemble) -> [String] {
        var types = [String](repeating: "q", count: ensemble.featureCount)
        var hasCategories = false
        for member in ensemble.members {
            for case .categories(let feature, _, _, _, _) in member.tree.nodes {
                types[feature] = "c"
                hasCategories = true
            }
        }
        return hasCategories ? types : []
    }
}
