/// What an objective of XGBoost means for predictions: how the base score becomes a margin, how margins become outputs,
/// and what the outputs are.
///
/// The rules are those of `src/objective` in XGBoost 3.2: `ProbToMargin`, `PredTransform` and `Task`.
struct XGBoostObjective {
    /// How the base score becomes the start of the margins.
    enum BaseTransform {
        case identity
        /// ln(p / (1 − p))
        case logit
        case logarithm
    }

    /// The name in the file.
    let name: String
    let baseTransform: BaseTransform
    let link: TreeEnsemble.Link

    private static let known: [XGBoostObjective] =
        [
            "reg:squarederror", "reg:linear", "reg:squaredlogerror", "reg:pseudohubererror", "reg:absoluteerror",
            "reg:quantileerror", "rank:ndcg", "rank:map", "rank:pairwise", "binary:logitraw",
        ].map { XGBoostObjective(name: $0, baseTransform: .identity, link: .identity) }
        + ["binary:logistic", "reg:logistic"].map {
            XGBoostObjective(name: $0, baseTransform: .logit, link: .sigmoid)
        }
        + ["count:poisson", "reg:gamma", "reg:tweedie", "survival:cox", "survival:aft"].map {
            XGBoostObjective(name: $0, baseTransform: .logarithm, link: .exponential)
        }
        + [
            XGBoostObjective(name: "binary:hinge", baseTransform: .identity, link: .step),
            XGBoostObjective(name: "multi:softmax", baseTransform: .identity, link: .classIndex),
            XGBoostObjective(name: "multi:softprob", baseTransform: .identity, link: .softmax),
        ]

    /// The objective of a name.
    ///
    /// - Throws: ``CoreError`` with code `malformedModel` that lists the known names.
    init(named name: String) throws(CoreError) {
        guard let objective = Self.known.first(where: { $0.name == name }) else {
            throw CoreError(
                .malformedModel, "the objective \"\(name.prefix(60))\" is not known", at: "objective",
                remedy: "Known objectives: \(Self.known.map(\.name).joined(separator: ", ")).")
        }
        self = objective
    }

    /// The objective that has a link and task, when there is one.
    init?(link: TreeEnsemble.Link, task: PredictionTask) {
        let isRegression = if case .regression = task { true } else { false }
        let name: String
        switch link {
        case .identity: name = isRegression ? "reg:squarederror" : "binary:logitraw"
        case .sigmoid, .scaledSigmoid: name = isRegression ? "reg:logistic" : "binary:logistic"
        case .exponential: name = "count:poisson"
        case .step: name = "binary:hinge"
        case .softmax: name = "multi:softprob"
        case .classIndex: name = "multi:softmax"
        case .softplus, .signedSquare: return nil
        }
        guard let objective = Self.known.first(where: { $0.name == name }) else { return nil }
        self = objective
    }

    private init(name: String, baseTransform: BaseTransform, link: TreeEnsemble.Link) {
        self.name = name
        self.baseTransform = baseTransform
        self.link = link
    }

    /// What the outputs of a model are.
    ///
    /// Classes have the labels `0`, `1` and so on, as in the labels XGBoost trains on. Outputs that are no
    /// probabilities, such as the raw margins of `binary:logitraw`, are regression targets.
    func task(outputCount: Int) -> PredictionTask {
        let numbers = (0..<outputCount).map { "\($0)" }
        switch link {
        case .sigmoid where name != "reg:logistic", .step:
            return outputCount == 1 ? .binary(negative: "0", positive: "1") : .multilabel(labels: numbers)
        case .softmax: return .multiclass(labels: numbers)
        case .classIndex: return .regression(targets: ["class"])
        default: return .regression(targets: outputCount == 1 ? ["target"] : numbers.map { "target\($0)" })
        }
    }

    /// The start of a margin, in XGBoost's arithmetic.
    ///
    /// - Parameters:
    ///   - score: The base score.
    ///   - clamps: Whether a probability is kept 10⁻⁶ away from 0 and 1, as since version 3.1.
    /// - Returns: The margin; not finite when the base score has none.
    func margin(ofBaseScore score: Float, clamps: Bool) -> Float {
        switch baseTransform {
        case .identity: return score
        case .logarithm: return score < 0 ? .nan : Elementary.log(score)
        case .logit:
            guard score >= 0, score <= 1 else { return .nan }
            let epsilon: Float = 1e-6
            let probability = clamps ? min(max(score, epsilon), 1 - epsilon) : score
            return -Elementary.log(1 / probability - 1)
        }
    }

    /// The start of each margin of a model.
    ///
    /// The base score is one number, or since version 3.1 a list of them in brackets. Since that version, a model
    /// without any training, which would have estimated it, starts from the number as it is.
    ///
    /// - Parameter file: The model.
    /// - Returns: One finite start for each margin; a single number counts for all.
    /// - Throws: ``CoreError`` with code `malformedModel`.
    func baseMargins(of file: XGBoostFile) throws(CoreError) -> [Float] {
        var text = file.baseScore[...]
        let isList = text.utf8.count >= 2 && text.hasPrefix("[") && text.hasSuffix("]")
        if isList { text = text.dropFirst().dropLast() }
        let parts = text.split(separator: ",", omittingEmptySubsequences: false)
        guard parts.count == 1 || parts.count == file.outputCount else {
            throw CoreError(.malformedModel, "\(parts.count) numbers for \(file.outputCount) outputs", at: "base_score")
        }
        let isMargin = isList && file.estimatesBaseScore && file.isUnfitted
        var margins: [Float] = []
        for part in parts {
            let score = NumberParser.float(part) ?? .nan
            let margin = isMargin ? score : margin(ofBaseScore: score, clamps: isList)
            guard margin.isFinite else {
                throw CoreError(
                    .malformedModel, "\"\(part.prefix(40))\" gives no finite margin under \(name)", at: "base_score")
            }
            margins.append(margin)
        }
        return parts.count == 1 ? [Float](repeating: margins[0], count: file.outputCount) : margins
    }
}
