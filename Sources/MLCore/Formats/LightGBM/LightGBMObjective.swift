/// LightGBM's `objective` line: the name of the objective and its parameters, as `binary sigmoid:1`.
struct LightGBMObjective {
    /// The name, after aliases.
    let name: String
    /// How margins become outputs: the objective's `ConvertOutput`.
    let link: TreeEnsemble.Link
    /// What the outputs mean.
    let task: PredictionTask

    private static let identities: Set<String> = ["lambdarank", "rank_xendcg", "huber"]
    private static let squared: Set<String> = ["regression", "regression_l1", "quantile", "fair", "mape"]
    private static let exponentials: Set<String> = ["poisson", "gamma", "tweedie"]

    private static let aliases: [String: String] = [
        "regression_l2": "regression", "mean_squared_error": "regression", "mse": "regression", "l2": "regression",
        "l2_root": "regression", "root_mean_squared_error": "regression", "rmse": "regression",
        "mean_absolute_error": "regression_l1", "l1": "regression_l1", "mae": "regression_l1",
        "softmax": "multiclass", "multiclass_ova": "multiclassova", "ova": "multiclassova", "ovr": "multiclassova",
        "xentropy": "cross_entropy", "xentlambda": "cross_entropy_lambda",
        "mean_absolute_percentage_error": "mape", "xendcg": "rank_xendcg", "xe_ndcg": "rank_xendcg",
        "xe_ndcg_mart": "rank_xendcg", "xendcg_mart": "rank_xendcg",
        "none": "custom", "null": "custom", "na": "custom",
    ]

    /// Reads an objective.
    ///
    /// - Parameters:
    ///   - text: What follows `objective=`; `nil` when the file has none, as for an objective of the caller's own.
    ///   - marginCount: The number of margins of a row.
    /// - Throws: ``CoreError`` with code `unknownName` for an unknown objective, or `malformedInput` when a parameter is
    ///   missing or contradicts the number of margins.
    init(_ text: String?, marginCount: Int) throws(CoreError) {
        let words = (text ?? "custom").split(separator: " ").map(String.init)
        guard let first = words.first else { throw Self.malformed("the objective is empty") }
        // LightGBM knows aliases only for the whole line.
        let name = words.count == 1 ? Self.aliases[first] ?? first : first
        self.name = name
        let parameters = Self.parameters(words)
        let singleTask = PredictionTask.regression(targets: ["prediction"])
        let labels = (0..<marginCount).map(String.init)
        var needed = 1
        switch name {
        case "binary":
            (link, task) = (try Self.sigmoid(parameters), .binary(negative: "0", positive: "1"))
        case "cross_entropy":
            (link, task) = (.sigmoid, .binary(negative: "0", positive: "1"))
        case "cross_entropy_lambda":
            (link, task) = (.softplus, singleTask)
        case "multiclass", "multiclassova":
            guard let count = parameters["num_class"].flatMap({ NumberParser.int64($0) }), count == marginCount else {
                throw Self.malformed("the objective's number of classes is not the \(marginCount) trees an iteration")
            }
            needed = marginCount
            if name == "multiclass" {
                (link, task) = (.softmax, .multiclass(labels: labels))
            } else {
                (link, task) = (try Self.sigmoid(parameters), .multilabel(labels: labels))
            }
        case "custom":
            needed = marginCount
            (link, task) = (
                .identity, marginCount == 1 ? singleTask : .regression(targets: labels.map { "prediction_\($0)" })
            )
        case _ where Self.squared.contains(name):
            (link, task) = (words.contains("sqrt") ? .signedSquare : .identity, singleTask)
        case _ where Self.identities.contains(name): (link, task) = (.identity, singleTask)
        case _ where Self.exponentials.contains(name): (link, task) = (.exponential, singleTask)
        default: throw Self.unknown(name)
        }
        guard needed == marginCount else {
            throw Self.malformed("\(marginCount) trees an iteration for the objective \"\(name)\"")
        }
    }

    /// The words of the form `name:value`.
    private static func parameters(_ words: [String]) -> [String: String] {
        var parameters: [String: String] = [:]
        for word in words {
            let parts = word.split(separator: ":")
            if parts.count == 2 { parameters[String(parts[0])] = String(parts[1]) }
        }
        return parameters
    }

    private static func sigmoid(_ parameters: [String: String]) throws(CoreError) -> TreeEnsemble.Link {
        guard let scale = parameters["sigmoid"].flatMap({ NumberParser.double($0) }), scale > 0 else {
            throw malformed("the objective has no positive parameter \"sigmoid\"")
        }
        return scale == 1 ? .sigmoid : .scaledSigmoid(scale)
    }

    private static func malformed(_ problem: String) -> CoreError {
        CoreError(.malformedInput, problem, at: "LightGBM model, objective")
    }

    private static func unknown(_ name: String) -> CoreError {
        let known =
            ["binary", "multiclass", "multiclassova", "cross_entropy", "cross_entropy_lambda", "custom"]
            + identities.sorted() + squared.sorted() + exponentials.sorted()
        return CoreError(
            .unknownName, "unknown objective \"\(name.prefix(40))\"", at: "LightGBM model, objective",
            remedy: "Known are \(known.joined(separator: ", ")).")
    }
}
