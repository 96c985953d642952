/// Writes tree ensembles as LightGBM's text (version v4 of the format), which LightGBM 3 and 4 read.
///
/// LightGBM then makes the same decisions for every number: thresholds of ensembles that compare below, or compare
/// after rounding to `Float`, are moved to the double that separates the same numbers. Base scores become trees of one
/// leaf, leaves of several values one tree for each, so that leaf numbers may change. What stays different: LightGBM adds
/// in double even where the ensemble adds in `Float`, takes numbers within ±1e-35 for zero, and takes numbers between −1
/// and 0 for category 0.
///
/// What LightGBM has no words for is refused: missing categories that go left, the links ``TreeEnsemble/Link/step`` and
/// ``TreeEnsemble/Link/classIndex``, links of several outputs other than the sigmoid and the softmax, and averages that
/// are added to a base score.
public struct LightGBMWriter: Sendable, Hashable {
    /// Creates a writer.
    public init() {}

    /// Writes an ensemble.
    ///
    /// Spaces in feature names become underscores, as LightGBM makes them.
    ///
    /// - Parameter ensemble: The ensemble.
    /// - Returns: The file.
    /// - Throws: ``CoreError`` with code `invalidArgument` that says what LightGBM cannot express, or `duplicateName` when
    ///   two features have the same name without spaces.
    /// - Complexity: Linear in the number of nodes and categories, times the number of values of a leaf.
    public func bytes(of ensemble: TreeEnsemble) throws(CoreError) -> [UInt8] {
        try bytes(of: ensemble, objective: try Self.objective(of: ensemble), tables: LightGBMCategoryTables())
    }

    /// Writes an imported model, with its objective if it was LightGBM's, and its tables of categories.
    ///
    /// - Parameter model: The model.
    /// - Returns: The file.
    /// - Throws: ``CoreError`` with code `invalidArgument` that says what LightGBM cannot express, or `duplicateName` when
    ///   two features have the same name without spaces.
    /// - Complexity: Linear in the number of nodes and categories, times the number of values of a leaf.
    public func bytes(of model: ImportedModel) throws(CoreError) -> [UInt8] {
        guard case .trees(let ensemble) = model.body else { throw Self.inexpressible("a linear booster") }
        return try bytes(
            of: ensemble, objective: try Self.objective(of: ensemble, named: model.objective),
            tables: try LightGBMCategoryTables(model.inputs))
    }

    private func bytes(
        of ensemble: TreeEnsemble, objective: String, tables: LightGBMCategoryTables
    ) throws(CoreError) -> [UInt8] {
        let names = try Self.featureNames(of: ensemble)
        let iterations = try Self.iterations(of: ensemble)
        var sections: [[UInt8]] = []
        sections.reserveCapacity(iterations.count * ensemble.marginCount)
        for iteration in iterations {
            for tree in iteration {
                var text = LightGBMTreeText(index: sections.count)
                try text.write(tree, of: ensemble)
                sections.append(text.bytes)
            }
        }
        var lines = [
            "tree", "version=v4", "num_class=\(ensemble.marginCount)",
            "num_tree_per_iteration=\(ensemble.marginCount)", "label_index=0", "max_feature_idx=\(names.count - 1)",
            "objective=\(objective)",
        ]
        if ensemble.aggregation == .mean || ensemble.aggregation == .meanOutput { lines.append("average_output") }
        lines.append("feature_names=\(names.joined(separator: " "))")
        lines.append("feature_infos=\(names.indices.map(tables.info).joined(separator: " "))")
        lines.append("tree_sizes=\(sections.map { "\($0.count)" }.joined(separator: " "))")
        var bytes = Array((lines.joined(separator: "\n") + "\n\n").utf8)
        bytes.reserveCapacity(bytes.count + sections.reduce(0) { $0 + $1.count } + 1024)
        for section in sections { bytes += section }
        bytes += "end of trees\n\nfeature_importances:\n".utf8
        for (name, count) in zip(names, Self.splitCounts(of: ensemble)) where count > 0 {
            bytes += "\(name)=\(count)\n".utf8
        }
        bytes += "\nparameters:\n\(tables.parameter)\nend of parameters\n\npandas_categorical:\(tables.json)\n".utf8
        return bytes
    }

    /// A tree of an output, with the value of its leaves that counts.
    struct Tree {
        /// The tree; `nil` for a tree of one leaf.
        var tree: DecisionTree?
        /// The value of its leaves to write, or the value of the only leaf.
        var component = 0
        var constant = 0.0
    }

    /// The trees by iteration, one for each output; outputs with fewer trees get leaves of zero.
    private static func iterations(of ensemble: TreeEnsemble) throws(CoreError) -> [[Tree]] {
        let width = ensemble.marginCount
        var outputs = [[Tree]](repeating: [], count: width)
        for member in ensemble.members {
            if let output = member.output {
                outputs[output].append(Tree(tree: member.tree))
            } else {
                for output in 0..<width { outputs[output].append(Tree(tree: member.tree, component: output)) }
            }
        }
        let count = outputs.map(\.count).max() ?? 0
        let averages = ensemble.aggregation == .mean || ensemble.aggregation == .meanOutput
        if averages, !outputs.allSatisfy({ $0.count == count }) {
            throw inexpressible("averages over unlike numbers of trees")
        }
        var iterations = (0..<count).map { iteration in
            outputs.map { iteration < $0.count ? $0[iteration] : Tree() }
        }
        guard count == 0 || ensemble.baseScores.contains(where: { $0 != 0 }) else { return iterations }
        guard !averages || count == 0 else { throw inexpressible("a base score beside averages") }
        let base = ensemble.baseScores.map { Tree(constant: Self.rounded($0, ensemble)) }
        iterations.insert(base, at: ensemble.aggregation == .sumBeforeBase ? count : 0)
        return iterations
    }

    /// A leaf value or base score in the arithmetic of the ensemble.
    static func rounded(_ value: Double, _ ensemble: TreeEnsemble) -> Double {
        ensemble.arithmetic == .float ? Double(Float(value)) : value
    }

    private static func featureNames(of ensemble: TreeEnsemble) throws(CoreError) -> [String] {
        guard ensemble.featureCount > 0 else { throw inexpressible("a model without features") }
        let names = ensemble.features.names.enumerated().map { index, name in
            name.isEmpty ? "Column_\(index)" : String(name.map { $0.isWhitespace ? "_" : $0 })
        }
        _ = try FeatureSchema(names)
        return names
    }

    private static func splitCounts(of ensemble: TreeEnsemble) -> [Int] {
        var counts = [Int](repeating: 0, count: ensemble.featureCount)
        for member in ensemble.members {
            for node in member.tree.nodes {
                switch node {
                case .split(let feature, _, _, _, _), .categories(let feature, _, _, _, _): counts[feature] += 1
                case .leaf, .linearLeaf: break
                }
            }
        }
        return counts
    }

    static func inexpressible(_ what: String, at place: String = "LightGBM model") -> CoreError {
        CoreError(
            .invalidArgument, "LightGBM's format cannot express \(what)", at: place,
            remedy: "Keep the model in this SDK's own format.")
    }
}

extension LightGBMWriter {
    /// LightGBM's objective with the link of an ensemble: the one of the given name if it needs no parameter.
    private static func objective(of ensemble: TreeEnsemble, named name: String = "") throws(CoreError) -> String {
        let count = ensemble.marginCount
        let named = ensemble.link == .signedSquare ? "\(name) sqrt" : name
        if !name.isEmpty, let known = try? LightGBMObjective(named, marginCount: count), known.link == ensemble.link {
            return named
        }
        let isRegression: Bool
        if case .regression = ensemble.task { isRegression = true } else { isRegression = false }
        switch ensemble.link {
        case .identity: return count == 1 ? "regression" : "custom"
        case .sigmoid where count == 1: return isRegression ? "cross_entropy" : "binary sigmoid:1"
        case .sigmoid: return "multiclassova num_class:\(count) sigmoid:1"
        case .scaledSigmoid(let scale):
            return (count == 1 ? "binary" : "multiclassova num_class:\(count)")
                + " sigmoid:\(NumberText.shortest(scale))"
        case .softmax where count > 1: return "multiclass num_class:\(count)"
        case .exponential where count == 1: return "poisson"
        case .softplus where count == 1: return "cross_entropy_lambda"
        case .signedSquare where count == 1: return "regression sqrt"
        case .softmax, .exponential, .softplus, .signedSquare, .step, .classIndex:
            throw inexpressible("the link \(ensemble.link) of \(count) margins")
        }
    }
}
