/// What a CatBoost model file says about its outputs: the loss function and the classes (`model_info`).
struct CatBoostObjective {
    /// The name of the loss function; empty when the file has none.
    let name: String
    /// How margins become outputs.
    let link: TreeEnsemble.Link
    /// What the outputs mean.
    let task: PredictionTask

    private static let raw: Set<String> = [
        "RMSE", "LogCosh", "Lq", "MAE", "Quantile", "MultiQuantile", "Expectile", "LogLinQuantile", "MAPE", "MSLE",
        "MedianAbsoluteError", "SMAPE", "Huber", "Cox", "RMSPE", "PairLogit", "PairLogitPairwise", "YetiRank",
        "YetiRankPairwise", "QueryRMSE", "GroupQuantile", "QuerySoftMax", "QueryCrossEntropy", "StochasticFilter",
        "LambdaMart", "StochasticRank", "PythonUserDefinedPerObject", "PythonUserDefinedMultiTarget",
        "UserPerObjMetric", "UserQuerywiseMetric", "SurvivalAft", "MultiRMSE", "MultiRMSEWithMissingValues",
    ]

    /// Reads the loss function and the classes.
    ///
    /// - Parameters:
    ///   - info: The part `model_info`, if the file has it.
    ///   - dimension: The number of margins of a row.
    /// - Throws: ``CoreError`` with code `unknownName` for an unknown loss function, or `malformedInput` when it
    ///   contradicts the number of margins.
    init(_ info: CatBoostValue?, dimension: Int) throws(CoreError) {
        name = try Self.lossFunction(info)
        let labels = Self.labels(info, dimension: dimension)
        var isSingle = false
        switch name {
        case "Logloss", "CrossEntropy", "Focal":
            isSingle = true
            (link, task) = (.sigmoid, .binary(negative: labels[0], positive: labels[labels.count - 1]))
        case "MultiClass":
            (link, task) = (.softmax, .multiclass(labels: labels))
        case "MultiClassOneVsAll", "MultiLogloss", "MultiCrossEntropy":
            (link, task) = (.sigmoid, .multilabel(labels: labels))
        case "Poisson", "Tweedie":
            isSingle = true
            (link, task) = (.exponential, .regression(targets: ["prediction"]))
        case "",
            _ where Self.raw.contains(name):
            let targets = dimension == 1 ? ["prediction"] : (0..<dimension).map { "prediction_\($0)" }
            (link, task) = (.identity, .regression(targets: targets))
        case "RMSEWithUncertainty":
            throw CoreError(
                .unknownName, "the loss function RMSEWithUncertainty, whose second output is a variance",
                at: "CatBoost model, model_info", remedy: "Train the mean with RMSE.")
        default:
            throw CoreError(
                .unknownName, "the unknown loss function \"\(name.prefix(40))\"", at: "CatBoost model, model_info")
        }
        guard !isSingle || dimension == 1 else {
            throw CoreError(
                .malformedInput, "\(dimension) outputs for the loss function \(name)", at: "CatBoost model, model_info")
        }
    }

    /// The name of the loss function from the training parameters.
    private static func lossFunction(_ info: CatBoostValue?) throws(CoreError) -> String {
        guard let info, let loss = info["params"]?["loss_function"] ?? info["loss_function"] else { return "" }
        if let text = loss.json.stringValue {
            // Very old files keep the description as text, such as "Quantile:alpha=0.1".
            return String(text.prefix { $0 != ":" })
        }
        return try loss.string("type")
    }

    /// The labels of the margins, or of the two classes of a single one: the class names of the file, else numbers.
    private static func labels(_ info: CatBoostValue?, dimension: Int) -> [String] {
        let count = dimension == 1 ? 2 : dimension
        let classes = info?["class_params"] ?? info?["multiclass_params"]
        let names = classes?.json["class_names"]?.arrayValue?.compactMap(text) ?? []
        guard names.count >= count else { return (0..<count).map { "\($0)" } }
        let positions = classes?.json["class_to_label"]?.arrayValue?.compactMap {
            $0.doubleValue.flatMap(Int.init(exactly:))
        }
        if let positions, positions.count == count, positions.allSatisfy(names.indices.contains) {
            return positions.map { names[$0] }
        }
        return names.count == count ? names : (0..<count).map { "\($0)" }
    }

    private static func text(_ name: JSONValue) -> String? {
        switch name {
        case .string(let text): text
        case .integer(let integer): "\(integer)"
        case .number(let number): "\(number)"
        case .bool(let truth): truth ? "True" : "False"
        case .null, .array, .object: nil
        }
    }
}
