public import MLCore

/// The weighted harmonic mean of precision and recall: (1 + β²) TP / ((1 + β²) TP + β² FN + FP).
///
/// Definition and edge cases as `fbeta_score` of scikit-learn (van Rijsbergen, "Information retrieval", 1979). All
/// labels of the task count in a mean over labels, also those that neither occur nor are decided.
public struct FScore: Metric {
    let score: LabelScore
    let rule: DecisionRule?

    /// The name, such as `microF1`, `macroF1`, `f1`, `f1(Drama)` or `macroF0.5`.
    public var name: String { score.name }
    /// More is better.
    public var direction: MetricDirection { .higherIsBetter }

    /// Creates F1, which weighs precision and recall alike.
    ///
    /// - Parameters:
    ///   - averaging: How the scores of labels become one number.
    ///   - rule: How outputs become labels; `nil` takes the standard rule of the task, thresholds of 0.5.
    ///   - zeroDivision: What the score of a label is when its denominator is zero.
    public init(_ averaging: LabelAveraging, rule: DecisionRule? = nil, zeroDivision: ZeroDivision = .zero) {
        score = LabelScore(
            quantity: .f(beta: 1), averaging: averaging, zeroDivision: zeroDivision, name: averaging.name(of: "f1"))
        self.rule = rule
    }

    /// Creates F with another weight of recall.
    ///
    /// - Parameters:
    ///   - averaging: How the scores of labels become one number.
    ///   - beta: How much more recall matters than precision; above 0.
    ///   - rule: How outputs become labels; `nil` takes the standard rule of the task, thresholds of 0.5.
    ///   - zeroDivision: What the score of a label is when its denominator is zero.
    /// - Throws: `CoreError` with code `invalidConfiguration` for a `beta` that is not finite and above 0.
    public init(
        _ averaging: LabelAveraging, beta: Double, rule: DecisionRule? = nil, zeroDivision: ZeroDivision = .zero
    ) throws(CoreError) {
        guard beta > 0, beta <= 1e6 else {
            throw CoreError(.invalidConfiguration, "beta \(beta)", at: "F score", remedy: "Use a number above 0.")
        }
        let text = beta == beta.rounded() ? "\(Int64(beta))" : "\(beta)"
        score = LabelScore(
            quantity: .f(beta: beta), averaging: averaging, zeroDivision: zeroDivision,
            name: averaging.name(of: "f" + text))
        self.rule = rule
    }

    /// No counts.
    public func makeState() -> LabelCounts { LabelCounts() }

    /// Counts the outcomes of rows.
    ///
    /// - Parameters:
    ///   - state: The counts; unchanged when this throws.
    ///   - predictions: Outputs of a classifier.
    ///   - targets: Classes or label sets with the labels of the predictions.
    ///   - weights: One weight of at least 0 for each row, or `nil`.
    /// - Throws: `CoreError` when the parts do not fit together or an output is NaN.
    /// - Complexity: O(rows × labels).
    public func update(
        _ state: inout LabelCounts, predictions: Predictions, targets: Targets, weights: [Double]?
    ) throws {
        state.add(try outcomes(predictions: predictions, targets: targets, weights: weights), weights: weights)
    }

    /// The score of the rows counted so far, or why it is undefined.
    public func value(of state: LabelCounts) -> MetricValue { score.value(of: state) }
}

extension FScore: LabelScoreMetric {}
