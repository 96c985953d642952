extension XGBoostReader {
    /// Makes a model of what a file says.
    func model(_ file: XGBoostFile, _ format: ModelFormat) throws(CoreError) -> ImportedModel {
        let objective = try XGBoostObjective(named: file.objective)
        guard file.classCount <= 1 || file.targetCount <= 1 else {
            throw CoreError(
                .malformedModel, "\(file.classCount) classes for \(file.targetCount) targets", at: "learner_model_param"
            )
        }
        let baseMargins = try objective.baseMargins(of: file)
        let task = objective.task(outputCount: file.outputCount)
        let features = try Self.features(file)
        let body: ImportedModel.Body
        var categories: [XGBoostCategories] = []
        switch file.booster {
        case .trees(let forest, let weights):
            categories = forest.categories
            body = .trees(
                try TreeEnsemble(
                    members: try members(forest, weights, file, format), features: features, task: task,
                    baseScores: baseMargins.map { Double($0) }, comparison: .less, arithmetic: .float,
                    link: objective.link, categoryConversion: .nonnegative))
        case .linear(let weights):
            body = .linear(
                try booster(weights, file, baseMargins, features: features, task: task, link: objective.link, format))
        }
        return try ImportedModel(
            format: format, objective: file.objective, inputs: try Self.inputs(features, categories), body: body)
    }

    private func booster(
        _ weights: [Float], _ file: XGBoostFile, _ baseMargins: [Float], features: FeatureSchema, task: PredictionTask,
        link: TreeEnsemble.Link, _ format: ModelFormat
    ) throws(CoreError) -> LinearBooster {
        if case .range = iterations {
            throw CoreError(
                .invalidArgument, "a linear booster has no iterations to choose from", at: format.rawValue)
        }
        let width = file.outputCount
        let count = try DenseSize.checked(rows: file.featureCount, columns: width, at: format.rawValue)
        var weights = weights
        if weights.isEmpty {
            guard count <= limits.maximumFeatureCount else {
                throw CoreError(.limitExceeded, "\(count) weights of an untrained model", at: format.rawValue)
            }
            weights = [Float](repeating: 0, count: count + width)
        }
        guard weights.count >= width, weights.count - width == count else {
            throw CoreError(
                .malformedModel, "\(weights.count) weights for \(file.featureCount) features", at: "gblinear")
        }
        // XGBoost starts every output of a linear booster from the first base score.
        return try LinearBooster(
            weights: Array(weights[..<count]), biases: Array(weights[count...]),
            baseMargins: [Float](repeating: baseMargins[0], count: width), features: features, task: task, link: link)
    }

    private static func features(_ file: XGBoostFile) throws(CoreError) -> FeatureSchema {
        guard file.featureTypes.isEmpty || file.featureTypes.count == file.featureCount else {
            throw CoreError(
                .malformedModel, "\(file.featureTypes.count) types for \(file.featureCount) features",
                at: "feature_types")
        }
        guard !file.featureNames.isEmpty else { return try FeatureSchema.numbered(file.featureCount) }
        guard file.featureNames.count == file.featureCount else {
            throw CoreError(
                .malformedModel, "\(file.featureNames.count) names for \(file.featureCount) features",
                at: "feature_names")
        }
        return try FeatureSchema(file.featureNames)
    }

    private static func inputs(
        _ features: FeatureSchema, _ categories: [XGBoostCategories]
    ) throws(CoreError) -> [ImportedInput] {
        guard categories.isEmpty || categories.count == features.count else {
            throw CoreError(
                .malformedModel, "categories of \(categories.count) features for \(features.count)", at: "cats")
        }
        var inputs: [ImportedInput] = []
        inputs.reserveCapacity(features.count)
        for (index, name) in features.names.enumerated() {
            inputs.append(
                ImportedInput(
                    name: name,
                    encoding: categories.isEmpty
                        ? .number : try categories[index].encoding(at: "cats of feature \(index)")))
        }
        return inputs
    }

    /// The trees of the iterations that are read; all trees are checked.
    private func members(
        _ forest: XGBoostForest, _ weights: [Float]?, _ file: XGBoostFile, _ format: ModelFormat
    ) throws(CoreError) -> [TreeEnsemble.Member] {
        let count = forest.trees.count
        guard forest.treeCount == nil || forest.treeCount == count, forest.outputs.count == count else {
            throw CoreError(.malformedModel, "the numbers of trees differ", at: "gbtree_model_param")
        }
        var members = [TreeEnsemble.Member?](repeating: nil, count: count)
        for (index, tree) in forest.trees.enumerated() {
            let position = tree.id ?? index
            guard members.indices.contains(position), members[position] == nil else {
                throw CoreError(.malformedModel, "the id \(position) is out of range or repeated", at: "tree \(index)")
            }
            guard tree.leafWidth <= 1 || tree.leafWidth == file.outputCount else {
                throw CoreError(
                    .malformedModel, "leaves of \(tree.leafWidth) values for \(file.outputCount) outputs",
                    at: "tree \(index)")
            }
            members[position] = TreeEnsemble.Member(
                tree: try tree.decisionTree(weight: weights?[position], at: "tree \(position)"),
                output: tree.leafWidth > 1 ? nil : Int(forest.outputs[position]))
        }
        let starts = try iterationStarts(forest, vectorLeaves: forest.trees.first.map { $0.leafWidth > 1 } ?? false)
        let range = try iterations.range(count: starts.count - 1, best: file.bestIteration, of: format)
        return members[starts[range.lowerBound]..<starts[range.upperBound]].compactMap(\.self)
    }

    /// Where the trees of each iteration begin, and the number of trees.
    private func iterationStarts(_ forest: XGBoostForest, vectorLeaves: Bool) throws(CoreError) -> [Int] {
        let count = forest.trees.count
        if let given = forest.iterationStarts, !given.isEmpty {
            var starts: [Int] = []
            for start in given {
                guard start >= Int64(starts.last ?? 0), start <= Int64(count), !starts.isEmpty || start == 0 else {
                    throw CoreError(.malformedModel, "the starts of iterations do not rise", at: "iteration_indptr")
                }
                starts.append(Int(start))
            }
            guard starts.last == count else {
                throw CoreError(
                    .malformedModel, "the last iteration does not end with the trees", at: "iteration_indptr")
            }
            return starts
        }
        // Files before 2.1: as many trees in each iteration.
        let groups = vectorLeaves ? 1 : Int(forest.outputs.max() ?? 0) + 1
        let (step, overflow) = groups.multipliedReportingOverflow(by: forest.parallelTrees)
        guard !overflow, step > 0, count % step == 0 else {
            throw CoreError(
                .malformedModel, "\(count) trees are no whole number of iterations", at: "gbtree_model_param")
        }
        return Array(stride(from: 0, through: count, by: step))
    }
}
