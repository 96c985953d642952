/// What an objective of XGBoost means for predictions: how the base score becomes a margin, how margins become outputs,
/// and what the outputs are.
///
/// The rules are those of `src/objective` in XGBoost 3.2: `ProbToMargin`, `PredTransform` and `Task`.
struct XGBoostObjective {
    /// How the base score becomes the start of the margins.
    enum BaseTransform {
        case identity
        /// ln(p / (1 − p)) with p kept within 10⁻⁶ of 0 and 1.
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
    /// - Returns: The margin; not finite when the base score has none.
    func margin(ofBaseScore score: Float) -> Float {
        switch baseTransform {
        case .identity: return score
        case .logarithm: return score < 0 ? .nan : Elementary.log(score)
        case .logit:
            guard score >= 0, score <= 1 else { return .nan }
            let epsilon: Float = 1e-6
            let probability = min(max(score, epsilon), 1 - epsilon)
            return -Elementary.log(1 / probability - 1)
        }
    }

    /// The start of each margin from the text of a file: one number, or a list of them in brackets.
    ///
    /// - Parameters:
    ///   - text: The number or list.
    ///   - outputCount: The number of margins.
    /// - Returns: One finite start for each margin; a single number counts for all.
    /// - Throws: ``CoreError`` with code `malformedModel`.
    func margins(ofBaseScores text: String, outputCount: Int) throws(CoreError) -> [Float] {
        var inner = text[...]
        if inner.hasPrefix("["), inner.hasSuffix("]"), inner.utf8.count >= 2 { inner = inner.dropFirst().dropLast() }
        let parts = inner.split(separator: ",", omittingEmptySubsequences: false)
        guard parts.count == 1 || parts.count == outputCount else {
            throw CoreError(.malformedModel, "\(parts.count) numbers for \(outputCount) outputs", at: "base_score")
        }
        var margins: [Float] = []
        for part in parts {
            guard let score = NumberParser.float(part), margin(ofBaseScore: score).isFinite else {
                throw CoreError(
                    .malformedModel, "\"\(part.prefix(40))\" gives no finite margin under \(name)", at: "base_score")
            }
            margins.append(margin(ofBaseScore: score))
        }
        return parts.count == outputCount ? margins : [Float](repeating: margins[0], count: outputCount)
    }
}
