extension XGBoostObjective {
    /// Whether outputs are classes and not targets.
    var hasClasses: Bool { link == .softmax || link == .classIndex }

    /// The objective as a value of a file, with the parameters that some versions of XGBoost insist on.
    func value(outputCount: Int) -> XGBoostValue {
        let name = (key: "name", value: XGBoostValue.text(name))
        func with(_ block: String, _ parameter: String, _ value: String) -> XGBoostValue {
            .object([name, (block, .object([(parameter, .text(value))]))])
        }
        switch self.name {
        case "multi:softmax", "multi:softprob":
            return with("softmax_multiclass_param", "num_class", outputCount.description)
        case "count:poisson": return with("poisson_regression_param", "max_delta_step", "0.7")
        case "reg:tweedie": return with("tweedie_regression_param", "tweedie_variance_power", "1.5")
        case "reg:pseudohubererror": return with("pseudo_huber_param", "huber_slope", "1")
        case "survival:aft": return with("aft_loss_param", "aft_loss_distribution", "normal")
        case "rank:ndcg", "rank:map", "rank:pairwise":
            return with("lambdarank_param", "lambdarank_pair_method", "topk")
        case "reg:quantileerror":
            // The quantiles only matter in training; their number is that of the outputs.
            let levels = (1...max(1, outputCount)).map { "\(Float($0) / Float(outputCount + 1))" }
            return with("quantile_loss_param", "quantile_alpha", "[" + levels.joined(separator: ",") + "]")
        case "binary:hinge", "survival:cox", "reg:absoluteerror", "reg:squaredlogerror": return .object([name])
        default: return with("reg_loss_param", "scale_pos_weight", "1")
        }
    }

    /// A base score that XGBoost turns into exactly the given margin, when there is one within reach.
    ///
    /// Probabilities within 10⁻⁶ of 0 and 1 are not used, as versions of XGBoost treat them differently.
    func baseScore(ofMargin margin: Float) -> Float? {
        let guess: Float
        switch baseTransform {
        case .identity: return margin
        case .logarithm: guess = Elementary.exp(margin)
        case .logit: guess = Elementary.sigmoid(margin)
        }
        var below = guess
        var above = guess
        for _ in 0..<64 {
            for score in [below, above] where self.margin(ofBaseScore: score, clamps: false) == margin {
                if baseTransform == .logarithm || (score > 2e-6 && score < 1 - 2e-6) { return score }
            }
            below = below.nextDown
            above = above.nextUp
        }
        return nil
    }
}
