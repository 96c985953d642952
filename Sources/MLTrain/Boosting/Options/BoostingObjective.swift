/// What boosting minimises.
///
/// Derivatives, starting values and leaf values are those of LightGBM's objectives of the same names.
public enum BoostingObjective: Sendable, Hashable, Codable {
    /// ``squaredError`` for numbers, ``logistic`` for two classes, ``softmax`` for more.
    case automatic
    /// `½ (output − target)²`, for numbers.
    case squaredError
    /// `|output − target|`, for numbers; leaves are medians.
    case absoluteError
    /// Half the squared error up to a distance above 0, linear beyond it; for numbers.
    case huber(distance: Double)
    /// The pinball loss of a quantile between 0 and 1, for numbers; leaves are quantiles.
    case quantile(level: Double)
    /// The Poisson deviance of counts from 0 on; outputs are exponentials of margins.
    case poisson
    /// The gamma deviance of numbers above 0; outputs are exponentials of margins.
    case gamma
    /// The Tweedie deviance of numbers from 0 on, its power between 1 and 2; outputs are exponentials of margins.
    case tweedie(power: Double)
    /// The cross-entropy of probabilities: numbers from 0 to 1; outputs are probabilities.
    case crossEntropy
    /// The log loss of two classes.
    case logistic
    /// The log loss of more than two classes, with one margin for each of them.
    case softmax
    /// The sum of the log losses of each class against all others; outputs do not sum to 1.
    case oneVersusAll
    /// The order of the rows of each group of the training set by relevance, whole numbers from 0 to 30: pairs weighted
    /// by their NDCG. Pairs have at least one row up to a rank, LightGBM's being 30.
    case lambdaRank(truncation: Int)
    /// The order of the rows of each group by relevance: the cross-entropy of softmax and gains (XE-NDCG). The rank is
    /// that up to which the NDCG of progress is measured.
    case crossEntropyRanking(truncation: Int)

    /// Whether the steps of leaves are set after the tree has grown.
    var renewsLeaves: Bool {
        switch self {
        case .absoluteError, .quantile: true
        default: false
        }
    }

    func check(_ faults: inout Faults) {
        switch self {
        case .huber(let distance):
            faults.require(distance > 0 && distance.isFinite, "the distance \(distance) of huber is not above 0")
        case .quantile(let level):
            faults.require(level > 0 && level < 1, "the level \(level) of quantile is not between 0 and 1")
        case .tweedie(let power):
            faults.require(power > 1 && power < 2, "the power \(power) of tweedie is not between 1 and 2")
        case .lambdaRank(let truncation), .crossEntropyRanking(let truncation):
            faults.require(truncation >= 1, "the truncation \(truncation) of a ranking is not at least 1")
        default: break
        }
    }
}
