/// Writes tree ensembles and linear boosters as models that XGBoost reads.
///
/// XGBoost's answers are those of the model: the same leaves, and margins that are added in `Float`. What a `Float`
/// holds exactly is exact: thresholds for every `Float` input, and all of a model that was read from XGBoost. Leaf values
/// in `Double` are rounded once. Files are for XGBoost 3.2 and later; without vector leaves and with one base score for
/// all outputs, since 1.7.
///
/// Averages over trees and the factor of ``TreeEnsemble/Link/scaledSigmoid(_:)`` go into the leaves, so that margins are
/// after them. A base margin that is the image of no base score becomes a first tree of one leaf for each output.
/// Categories are expected to be whole numbers; XGBoost refuses infinite inputs, so nothing is said of them.
///
/// What XGBoost has nothing for is an error: linear leaves, splits that treat zero as missing unless it goes where the
/// numbers beside it go, category codes from 2²⁴ on, and the links `softplus` and `signedSquare`.
public struct XGBoostWriter: Sendable {
    /// XGBoost's two encodings of a model.
    public enum Format: Sendable, Hashable, CaseIterable {
        /// JSON.
        case json
        /// Universal binary JSON: smaller and faster to read.
        case ubjson
    }

    /// The encoding.
    public var format: Format

    /// Creates a writer.
    ///
    /// - Parameter format: The encoding.
    public init(format: Format = .json) { self.format = format }

    /// Writes an ensemble.
    ///
    /// - Parameter ensemble: The trees.
    /// - Returns: The bytes of the file.
    /// - Throws: ``CoreError`` with code `invalidArgument` that says what XGBoost cannot express.
    /// - Complexity: Linear in the number of nodes.
    public func bytes(of ensemble: TreeEnsemble) throws(CoreError) -> [UInt8] {
        encoded(try file(of: ensemble, objective: try objective(ensemble.link, ensemble.task), categories: []))
    }

    /// Writes an imported model, with its objective if it was XGBoost's, and its tables of categories.
    ///
    /// - Parameter model: The model.
    /// - Returns: The bytes of the file.
    /// - Throws: ``CoreError`` with code `invalidArgument` that says what XGBoost cannot express.
    /// - Complexity: Linear in the number of nodes and categories.
    public func bytes(of model: ImportedModel) throws(CoreError) -> [UInt8] {
        let categories = try XGBoostCategoryTables.tables(of: model.inputs)
        switch model.body {
        case .trees(let ensemble):
            let objective = try objective(ensemble.link, ensemble.task, named: model.objective)
            return encoded(try file(of: ensemble, objective: objective, categories: categories))
        case .linear(let booster):
            let objective = try objective(booster.link, booster.task, named: model.objective)
            return encoded(file(of: booster, objective: objective))
        }
    }

    /// XGBoost's objective for a link, the one of the given name if that fits.
    private func objective(
        _ link: TreeEnsemble.Link, _ task: PredictionTask, named name: String? = nil
    ) throws(CoreError) -> XGBoostObjective {
        if let name, let named = try? XGBoostObjective(named: name), named.link == link { return named }
        guard let objective = XGBoostObjective(link: link, task: task) else {
            throw CoreError(
                .invalidArgument, "no objective of XGBoost turns margins into outputs like \(link)",
                at: "xgboost model", remedy: "Write LightGBM's text instead.")
        }
        return objective
    }

    private func encoded(_ file: XGBoostValue) -> [UInt8] {
        switch format {
        case .json:
            var bytes: [UInt8] = []
            file.appendJSON(to: &bytes)
            return bytes
        case .ubjson:
            var writer = BinaryWriter()
            file.appendUBJSON(to: &writer)
            return writer.bytes
        }
    }
}
