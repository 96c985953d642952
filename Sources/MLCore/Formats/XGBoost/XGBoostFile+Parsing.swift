extension XGBoostFile {
    /// Reads a model file; members that say nothing about predictions are passed over.
    ///
    /// - Parameters:
    ///   - source: The file.
    ///   - limits: How much the file may ask for.
    /// - Throws: ``CoreError`` with code `malformedInput`, `malformedModel` or `limitExceeded`.
    init(_ source: inout some XGBoostSource, limits: ImportLimits) throws(CoreError) {
        var learner: XGBoostFile?
        try source.beginObject()
        while let key = try source.nextKey() {
            if key == "learner" { learner = try Self.learner(&source, limits) } else { try source.skip() }
        }
        try source.expectEnd()
        guard let learner else { throw missing("learner", in: "the file") }
        self = learner
    }

    private static func learner<Source: XGBoostSource>(
        _ source: inout Source, _ limits: ImportLimits
    ) throws(CoreError) -> XGBoostFile {
        var attributes: [String: String] = [:]
        var names: [String] = []
        var types: [String] = []
        var parameters: [String: String]?
        var objective: String?
        var booster: Booster?
        try source.beginObject()
        while let key = try source.nextKey() {
            switch key {
            case "attributes": attributes = try source.texts()
            case "feature_names": names = try source.textArray()
            case "feature_types": types = try source.textArray()
            case "learner_model_param": parameters = try source.texts()
            case "objective": objective = try objectiveName(&source)
            case "gradient_booster": booster = try Self.booster(&source)
            default: try source.skip()
            }
        }
        guard let parameters else { throw missing("learner_model_param", in: "learner") }
        guard let objective else { throw missing("objective", in: "learner") }
        guard let booster else { throw missing("gradient_booster", in: "learner") }
        let place = "learner_model_param"
        guard let baseScore = parameters["base_score"] else { throw missing("base_score", in: place) }
        let file = XGBoostFile(
            objective: objective, baseScore: baseScore, estimatesBaseScore: parameters["boost_from_average"] == "1",
            featureCount: try count("num_feature", of: parameters, in: place),
            classCount: try count("num_class", of: parameters, in: place, absent: 0),
            targetCount: try count("num_target", of: parameters, in: place, absent: 1),
            featureNames: names, featureTypes: types,
            bestIteration: attributes["best_iteration"].flatMap { Int($0) }, booster: booster)
        try limits.check(featureCount: file.featureCount, of: Source.format)
        try limits.check(outputCount: file.outputCount, of: Source.format)
        return file
    }

    private static func objectiveName(_ source: inout some XGBoostSource) throws(CoreError) -> String {
        var name: String?
        try source.beginObject()
        while let key = try source.nextKey() {
            if key == "name" { name = try source.text() } else { try source.skip() }
        }
        guard let name else { throw missing("name", in: "objective") }
        return name
    }

    /// Reads a booster; `dart` holds the trees one level further inside than `gbtree`.
    private static func booster(_ source: inout some XGBoostSource) throws(CoreError) -> Booster {
        var name: String?
        var model: BoosterModel?
        var inner: BoosterModel?
        var weights: [Float]?
        try source.beginObject()
        while let key = try source.nextKey() {
            switch key {
            case "name": name = try source.text()
            case "model": model = try BoosterModel(&source)
            case "weight_drop": weights = try source.floats()
            case "gbtree":
                try source.beginObject()
                while let key = try source.nextKey() {
                    if key == "model" { inner = try BoosterModel(&source) } else { try source.skip() }
                }
            default: try source.skip()
            }
        }
        let place = "gradient_booster"
        switch name {
        case nil: throw missing("name", in: place)
        case "gbtree":
            guard let model else { throw missing("model", in: place) }
            return .trees(model.forest, weights: nil)
        case "dart":
            guard let inner else { throw missing("gbtree", in: place) }
            guard let weights, weights.count == inner.forest.trees.count else {
                throw CoreError(.malformedModel, "there is not one weight for each tree", at: "weight_drop")
            }
            return .trees(inner.forest, weights: weights)
        case "gblinear":
            guard let weights = model?.weights else { throw missing("weights", in: place) }
            return .linear(weights: weights)
        case .some(let name):
            throw CoreError(
                .malformedModel, "the booster \"\(name.prefix(60))\" is not known", at: place,
                remedy: "Known boosters: gbtree, dart, gblinear.")
        }
    }

    /// A number that is stored as a text.
    static func count(
        _ name: String, of parameters: [String: String], in place: String, absent: Int? = nil
    ) throws(CoreError) -> Int {
        guard let text = parameters[name] else {
            guard let absent else { throw missing(name, in: place) }
            return absent
        }
        guard let value = NumberParser.int64(text), value >= 0, value <= Int64(Int32.max) else {
            throw CoreError(.malformedModel, "\(name) is \"\(text.prefix(40))\"", at: place)
        }
        return Int(value)
    }
}

/// The error of a file that lacks a member.
func missing(_ name: String, in place: String) -> CoreError {
    CoreError(.malformedModel, "there is no \"\(name)\"", at: place)
}

/// The `model` of a booster: trees or weights.
private struct BoosterModel {
    var forest = XGBoostForest()
    var weights: [Float]?

    init(_ source: inout some XGBoostSource) throws(CoreError) {
        try source.beginObject()
        while let key = try source.nextKey() {
            switch key {
            case "weights": weights = try source.floats()
            case "gbtree_model_param":
                let parameters = try source.texts()
                forest.treeCount = try XGBoostFile.count("num_trees", of: parameters, in: key)
                forest.parallelTrees = try XGBoostFile.count("num_parallel_tree", of: parameters, in: key, absent: 1)
            case "tree_info": forest.outputs = try source.integers(Int32.self, key)
            case "iteration_indptr": forest.iterationStarts = try source.integers()
            case "trees":
                try source.beginArray()
                while try source.nextElement() { forest.trees.append(try XGBoostTree(&source)) }
            case "cats": forest.categories = try Self.categories(&source)
            default: try source.skip()
            }
        }
    }

    private static func categories(_ source: inout some XGBoostSource) throws(CoreError) -> [XGBoostCategories] {
        var features: [XGBoostCategories] = []
        try source.beginObject()
        while let key = try source.nextKey() {
            guard key == "enc" else {
                try source.skip()
                continue
            }
            try source.beginArray()
            while try source.nextElement() { features.append(try XGBoostCategories(&source)) }
        }
        return features
    }
}

extension XGBoostCategories {
    fileprivate init(_ source: inout some XGBoostSource) throws(CoreError) {
        try source.beginObject()
        while let key = try source.nextKey() {
            switch key {
            case "offsets": offsets = try source.integers()
            case "values": values = try source.integers()
            default: try source.skip()
            }
        }
    }
}

extension XGBoostTree {
    fileprivate init(_ source: inout some XGBoostSource) throws(CoreError) {
        try source.beginObject()
        while let key = try source.nextKey() {
            switch key {
            case "id":
                guard let id = Int(exactly: try source.integer()) else { throw missing("id", in: "tree") }
                self.id = id
            case "tree_param":
                let parameters = try source.texts()
                nodeCount = try XGBoostFile.count("num_nodes", of: parameters, in: key)
                leafWidth = try XGBoostFile.count("size_leaf_vector", of: parameters, in: key, absent: 0)
            case "left_children": leftChildren = try source.integers(Int32.self, key)
            case "right_children": rightChildren = try source.integers(Int32.self, key)
            case "split_indices": splitFeatures = try source.integers()
            case "split_conditions": conditions = try source.floats()
            case "default_left": defaultLeft = try source.integers()
            case "sum_hessian": covers = try source.floats()
            case "split_type": splitTypes = try source.integers()
            case "categories_nodes": categoryNodes = try source.integers(Int32.self, key)
            case "categories_segments": categoryStarts = try source.integers()
            case "categories_sizes": categoryCounts = try source.integers()
            case "categories": categories = try source.integers()
            case "base_weights": nodeWeights = try source.floats()
            case "leaf_weights": leafWeights = try source.floats()
            default: try source.skip()
            }
        }
        // Only vector leaves are in the weights of the nodes, and the key of the width comes after them.
        if leafWidth <= 1 { nodeWeights = [] }
    }
}
