public import MLCore

/// The share of true labels that are decided: TP / (TP + FN).
///
/// Definition and edge cases as `recall_score` of scikit-learn. All labels of the task count in a mean over labels,
/// also those that neither occur nor are decided.
public struct Recall: Metric {
    let score: LabelScore
    let rule: DecisionRule?

    /// The name, such as `microRecall`, `macroRecall`, `recall` or `recall(Drama)`.
    public var name: String { score.name }
    /// More is better.
    public var direction: MetricDirection { .higherIsBetter }

    /// Creates the metric.
    ///
    /// - Parameters:
    ///   - averaging: How the scores of labels become one number.
    ///   - rule: How outputs become labels; `nil` takes the standard rule of the task, thresholds of 0.5.
    ///   - zeroDivision: What the score of a label is when its denominator is zero.
    public init(_ averaging: LabelAveraging, rule: DecisionRule? = nil, zeroDivision: ZeroDivision = .zero) {
        score = LabelScore(
            quantity: .recall, averaging: averaging, zeroDivision: zeroDivision, name: averaging.name(of: "recall"))
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

extension Recall: LabelScoreMetric {}
