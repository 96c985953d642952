public import MLCore

/// The area under the receiver operating characteristic: the probability that a positive row scores above a negative
/// one, ties counting one half.
///
/// Exact for all rows seen (Mann and Whitney, 1947; Hanley and McNeil, 1982); equals `roc_auc_score` of scikit-learn,
/// one-vs-rest for multi-class tasks. Undefined where all rows of a label are positive or all are negative.
public struct ROCAUC: Metric {
    let averaging: LabelAveraging
    let skipsUndefinedLabels: Bool

    /// The name: `rocAUC` for the mean over labels or the only curve, `microRocAUC`, `weightedRocAUC`, `rocAUC(Drama)`.
    public var name: String { averaging == .macro ? "rocAUC" : averaging.name(of: "rocAUC") }
    /// More is better.
    public var direction: MetricDirection { .higherIsBetter }

    /// Creates the metric.
    ///
    /// - Parameters:
    ///   - averaging: How the areas of labels become one number; `micro` ranks the outputs of all labels together. A
    ///     binary task has one curve, so the averaging makes no difference.
    ///   - skippingUndefinedLabels: Whether a mean leaves out labels without both classes; otherwise one such label
    ///     makes the mean undefined.
    public init(_ averaging: LabelAveraging = .macro, skippingUndefinedLabels: Bool = false) {
        self.averaging = averaging
        skipsUndefinedLabels = skippingUndefinedLabels
    }

    /// No rows.
    public func makeState() -> ScoredRows { ScoredRows() }

    /// Keeps the scores and the truth of rows.
    ///
    /// - Parameters:
    ///   - state: The rows so far; unchanged when this throws.
    ///   - predictions: Outputs of a classifier; any scores that are not NaN.
    ///   - targets: Classes or label sets with the labels of the predictions.
    ///   - weights: One weight of at least 0 for each row, or `nil`.
    /// - Throws: `CoreError` when the parts do not fit together or an output is NaN.
    public func update(
        _ state: inout ScoredRows, predictions: Predictions, targets: Targets, weights: [Double]?
    ) throws {
        state.merge(try scoredRows(predictions: predictions, targets: targets, weights: weights))
    }

    /// The area over the rows seen so far, or why it is undefined.
    ///
    /// - Complexity: O(labels × rows × log rows).
    public func value(of state: ScoredRows) -> MetricValue {
        if state.hasConflict { return .undefined(reason: "states with different labels were merged") }
        let curves = CurveSet(state, averaging: averaging, skipsUndefinedLabels: skipsUndefinedLabels)
        guard let weights = state.weights else { return curves.value { _ in 1 } }
        return curves.value { weights[$0] }
    }

    private func scoredRows(
        predictions: Predictions, targets: Targets, weights: [Double]?
    ) throws(CoreError) -> ScoredRows {
        let rows = try ClassificationRows(
            predictions: predictions, targets: targets, weights: weights, metric: name)
        switch averaging {
        case .positive where !rows.isBinary:
            throw CoreError(.typeMismatch, "only binary tasks have a positive label", at: "metric \(name)")
        case .label(let label) where !rows.labels.contains(label):
            throw CoreError(
                .unknownName, "there is no label \"\(label)\"", at: "metric \(name)",
                remedy: "Labels are: \(rows.labels.joined(separator: ", ")).")
        default: return ScoredRows(rows)
        }
    }
}

extension ROCAUC: ResamplableMetric {
    package func resampler(
        predictions: Predictions, targets: Targets, weights: [Double]?
    ) throws -> any MetricResampler {
        let rows = try scoredRows(predictions: predictions, targets: targets, weights: weights)
        return CurveResampler(
            curves: CurveSet(rows, averaging: averaging, skipsUndefinedLabels: skipsUndefinedLabels), weights: weights)
    }
}
