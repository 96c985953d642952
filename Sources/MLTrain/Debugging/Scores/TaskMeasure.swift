import MLCore
import MLStatistics

/// The score and the loss that the checks measure models by.
///
/// Classes and label sets: the area under the curve, its mean over the labels that have both kinds of rows; and the log
/// loss. Numbers: the share of the variance that is explained; and the mean squared error.
enum TaskMeasure {
    /// The name of the score.
    static func scoreName(_ task: PredictionTask) -> String {
        if case .regression = task { "R²" } else { "AUC" }
    }

    /// The name of the loss.
    static func lossName(_ task: PredictionTask) -> String {
        if case .regression = task { "squared error" } else { "log loss" }
    }

    /// The score of no skill.
    static func chance(_ task: PredictionTask) -> Double {
        if case .regression = task { 0 } else { 0.5 }
    }

    /// The score on rows, or `nil` when it is undefined.
    ///
    /// - Throws: `CoreError` when an output is NaN.
    static func score(_ predictions: Predictions, _ data: TrainingSet) throws -> Double? {
        switch data.targets {
        case .numbers:
            try RSquared().value(predictions: predictions, targets: data.targets, weights: data.weights).number
        case .classes, .labelSets:
            try ROCAUC(skippingUndefinedLabels: true).value(
                predictions: predictions, targets: data.targets, weights: data.weights
            ).number
        }
    }

    /// The loss on rows, or `nil` when it is undefined.
    ///
    /// - Throws: `CoreError` when an output is NaN, no probability, or so far off that its square overflows.
    static func loss(_ predictions: Predictions, _ data: TrainingSet) throws -> Double? {
        switch data.targets {
        case .numbers:
            let root = try RootMeanSquaredError().value(
                predictions: predictions, targets: data.targets, weights: data.weights
            ).number
            return root.map { $0 * $0 }
        case .classes, .labelSets:
            return try LogLoss().value(predictions: predictions, targets: data.targets, weights: data.weights).number
        }
    }

    /// The metric behind the loss.
    static func lossMetric(_ task: PredictionTask) -> any Metric {
        if case .regression = task { RootMeanSquaredError() } else { LogLoss() }
    }
}
