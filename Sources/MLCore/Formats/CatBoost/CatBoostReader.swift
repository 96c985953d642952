/// Reads the JSON files of CatBoost's `save_model(format="json")`.
///
/// The model gives CatBoost's answers: features rounded to `Float`, a split taken to its other side when the feature is
/// above the border, leaf values added in double in the order of the trees and the bias added last. Symmetric and
/// non-symmetric trees are read, with splits on numbers and on single categories (one-hot). Statistics of categories
/// (CTR) and features computed from texts or embeddings are refused: they need tables that trees do not have.
///
/// The predictions are those of CatBoost's classes: probabilities of a classifier, the exponential for the Poisson and
/// Tweedie losses, else raw values.
public struct CatBoostReader: Sendable, Hashable {
    /// Which iterations become part of the model.
    ///
    /// The format does not name a best one: CatBoost keeps only the best iterations when it is asked to. As in CatBoost,
    /// a range that does not begin at 0 leaves the bias out.
    public var iterations: ImportedIterations
    /// How much a file may ask for.
    public var limits: ImportLimits

    /// Creates a reader.
    ///
    /// - Parameters:
    ///   - iterations: Which iterations become part of the model.
    ///   - limits: How much a file may ask for.
    public init(iterations: ImportedIterations = .all, limits: ImportLimits = ImportLimits()) {
        self.iterations = iterations
        self.limits = limits
    }

    /// Reads a model.
    ///
    /// - Parameter bytes: The file.
    /// - Returns: The model.
    /// - Throws: ``CoreError`` with code `malformedInput` or `malformedModel` for a file that is damaged or not
    ///   CatBoost's; `unknownName` for an unknown loss function; `unknownComponent` for a kind of split that cannot be
    ///   read; `duplicateName` when two features have the same name; `limitExceeded`; or `invalidArgument` when the file
    ///   does not have the iterations.
    /// - Complexity: Time and memory linear in the length of the file.
    public func model(from bytes: [UInt8]) throws(CoreError) -> ImportedModel {
        try limits.check(byteCount: bytes.count, of: .catBoostJSON)
        let json = JSONLimits(
            maximumByteCount: bytes.count, maximumDepth: JSONLimits.deepestNesting,
            maximumStringByteCount: bytes.count, maximumValueCount: bytes.count, largeIntegers: .roundToDouble)
        let document = CatBoostValue(try JSONReader(limits: json).value(from: bytes), at: "CatBoost model")
        let features = try CatBoostFeatures(try document.member("features_info"), limits)
        var trees = try CatBoostTrees(document, features)
        try limits.check(outputCount: trees.dimension, of: .catBoostJSON)
        let objective = try CatBoostObjective(document["model_info"], dimension: trees.dimension)
        let range = try iterations.range(count: trees.members.count, best: nil, of: .catBoostJSON)
        if range.lowerBound > 0 { trees.bias = [Double](repeating: 0, count: trees.dimension) }
        let ensemble = try TreeEnsemble(
            members: range.count == trees.members.count ? trees.members : Array(trees.members[range]),
            features: FeatureSchema(features.names), task: objective.task, baseScores: trees.bias,
            comparison: .lessOrEqual, arithmetic: .floatInputs, aggregation: .sumBeforeBase, link: objective.link)
        return try ImportedModel(
            format: .catBoostJSON, objective: objective.name, inputs: trees.features.inputs, body: .trees(ensemble))
    }
}
