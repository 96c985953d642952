import MLCore

/// Predictions of a classifier and what turned out to be true, checked to fit together.
struct ClassificationRows {
    /// What was true.
    enum Truth {
        /// One position in the labels for each row.
        case classes([Int32])
        /// A set of positions for each row.
        case sets(LabelSets)
    }

    /// The labels of the task; the negative one first for a binary task.
    let labels: [String]
    let isBinary: Bool
    let truth: Truth
    let predictions: Predictions
    let weights: [Double]?

    var rowCount: Int { predictions.rowCount }
    var outputCount: Int { predictions.outputCount }

    /// Checks the parts.
    ///
    /// - Throws: `CoreError` when counts differ, when labels differ, when an output is NaN or when a weight is not a
    ///   finite number of at least 0.
    init(predictions: Predictions, targets: Targets, weights: [Double]?, metric: String) throws(CoreError) {
        try Self.checkCounts(predictions: predictions, targets: targets, weights: weights, metric: metric)
        switch (predictions.task, targets) {
        case (.binary(let negative, let positive), .classes(let classes)):
            labels = [negative, positive]
            truth = .classes(classes.indices)
            isBinary = true
            try Self.checkLabels(labels, classes.labels, metric: metric)
        case (.multiclass(let names), .classes(let classes)):
            labels = names
            truth = .classes(classes.indices)
            isBinary = false
            try Self.checkLabels(labels, classes.labels, metric: metric)
        case (.multilabel(let names), .labelSets(let sets)):
            labels = names
            truth = .sets(sets)
            isBinary = false
            try Self.checkLabels(labels, sets.labels, metric: metric)
        default:
            throw CoreError(
                .typeMismatch, "the targets are of another kind than the predictions", at: "metric \(metric)",
                remedy: "Give classes for binary and multi-class predictions, label sets for multi-label ones.")
        }
        for (position, value) in predictions.values.enumerated() where value.isNaN {
            throw CoreError(
                .nonFiniteValue, "an output is NaN",
                at: "metric \(metric), row \(position / max(predictions.outputCount, 1))")
        }
        self.predictions = predictions
        self.weights = weights
    }

    /// Throws unless every output is a probability.
    func checkProbabilities(metric: String) throws(CoreError) {
        for (position, value) in predictions.values.enumerated() where value < 0 || value > 1 {
            throw CoreError(
                .invalidArgument, "the output \(value) is no probability",
                at: "metric \(metric), row \(position / max(outputCount, 1))")
        }
    }

    static func checkCounts(
        predictions: Predictions, targets: Targets, weights: [Double]?, metric: String
    ) throws(CoreError) {
        guard predictions.rowCount == targets.rowCount else {
            throw CoreError(
                .shapeMismatch, "\(predictions.rowCount) predictions for \(targets.rowCount) targets",
                at: "metric \(metric)")
        }
        guard let weights else { return }
        guard weights.count == predictions.rowCount else {
            throw CoreError(
                .shapeMismatch, "\(weights.count) weights for \(predictions.rowCount) rows", at: "metric \(metric)")
        }
        for (row, weight) in weights.enumerated() where !(weight >= 0 && weight < .infinity) {
            throw CoreError(
                .invalidArgument, "the weight \(weight)", at: "metric \(metric), row \(row)",
                remedy: "Use finite weights of at least 0.")
        }
    }

    private static func checkLabels(_ task: [String], _ targets: [String], metric: String) throws(CoreError) {
        guard task == targets else {
            throw CoreError(
                .shapeMismatch, "the labels of the targets are not those of the predictions, in the same order",
                at: "metric \(metric)", remedy: "Predictions have: \(task.joined(separator: ", ")).")
        }
    }
}
