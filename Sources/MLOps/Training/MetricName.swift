#if CommandLine
import MLCore
import MLStatistics

/// The metrics that can be asked for by name.
enum MetricName {
    /// Every name.
    static let all = [
        "accuracy", "brierScore", "f1", "hammingLoss", "logLoss", "macroF1", "macroPrecision", "macroRecall",
        "meanAbsoluteError", "microF1", "microPrecision", "microRecall", "precision", "rSquared", "recall", "rocAUC",
        "rootMeanSquaredError", "weightedF1",
    ]

    /// The names for a task, the most telling first.
    static func standard(for task: PredictionTask) -> [String] {
        switch task {
        case .binary: ["rocAUC", "logLoss", "brierScore", "accuracy", "f1", "precision", "recall"]
        case .multiclass: ["accuracy", "macroF1", "rocAUC", "logLoss"]
        case .multilabel: ["microF1", "macroF1", "rocAUC", "hammingLoss"]
        case .regression: ["rootMeanSquaredError", "meanAbsoluteError", "rSquared"]
        }
    }

    /// What to say about a name that there is not.
    static func unknown(_ name: String) -> String {
        "there is no metric \(name.debugDescription); metrics are: \(all.joined(separator: ", "))"
            + Misspelling.hint(name, all)
    }

    /// The metric of a name for a task.
    ///
    /// - Parameters:
    ///   - name: The name.
    ///   - task: What the model does.
    ///   - rule: How outputs become labels.
    /// - Returns: The metric.
    /// - Throws: ``CommandError`` of code `unusableInput` for an unknown name or a metric that the task does not have.
    static func metric(_ name: String, for task: PredictionTask, rule: DecisionRule) throws(CommandError) -> any Metric
    {
        guard all.contains(name) else { throw CommandError(.unusableInput, unknown(name), at: "metrics") }
        let metric: (any Metric)? =
            switch task {
            case .regression: regression(name)
            case .binary: binary(name, rule) ?? classification(name, rule)
            case .multiclass: classification(name, rule)
            case .multilabel: name == "logLoss" || name == "accuracy" ? nil : classification(name, rule)
            }
        guard let metric else {
            throw CommandError(
                .unusableInput, "the metric \"\(name)\" is not one for this task", at: "metrics",
                remedy: "Try \(standard(for: task).joined(separator: ", ")).")
        }
        return metric
    }

    private static func regression(_ name: String) -> (any Metric)? {
        switch name {
        case "meanAbsoluteError": MeanAbsoluteError()
        case "rootMeanSquaredError": RootMeanSquaredError()
        case "rSquared": RSquared()
        default: nil
        }
    }

    private static func binary(_ name: String, _ rule: DecisionRule) -> (any Metric)? {
        switch name {
        case "f1": FScore(.positive, rule: rule)
        case "precision": Precision(.positive, rule: rule)
        case "recall": Recall(.positive, rule: rule)
        default: nil
        }
    }

    private static func classification(_ name: String, _ rule: DecisionRule) -> (any Metric)? {
        switch name {
        case "accuracy": Accuracy(rule: rule)
        case "brierScore": BrierScore()
        case "hammingLoss": HammingLoss(rule: rule)
        case "logLoss": LogLoss()
        case "macroF1": FScore(.macro, rule: rule)
        case "macroPrecision": Precision(.macro, rule: rule)
        case "macroRecall": Recall(.macro, rule: rule)
        case "microF1": FScore(.micro, rule: rule)
        case "microPrecision": Precision(.micro, rule: rule)
        case "microRecall": Recall(.micro, rule: rule)
        case "rocAUC": ROCAUC(skippingUndefinedLabels: true)
        case "weightedF1": FScore(.weighted, rule: rule)
        default: nil
        }
    }
}
#endif
