import MLCore

/// Predictions of a regression and what turned out to be true, checked to fit together.
struct RegressionRows {
    /// One predicted number for each row.
    let predicted: [Double]
    /// One true number for each row.
    let truth: [Double]

    /// Checks the parts.
    ///
    /// - Throws: `CoreError` when counts differ, when the task is no regression of one target, when a number is not
    ///   finite or when a weight is not a finite number of at least 0.
    init(predictions: Predictions, targets: Targets, weights: [Double]?, metric: String) throws(CoreError) {
        try ClassificationRows.checkCounts(predictions: predictions, targets: targets, weights: weights, metric: metric)
        guard case .regression = predictions.task, case .numbers(let truth) = targets, predictions.outputCount == 1
        else {
            throw CoreError(
                .typeMismatch, "the predictions or targets are not one number for each row", at: "metric \(metric)",
                remedy: "Use a metric for classes or labels.")
        }
        for numbers in [predictions.values, truth] {
            if let row = numbers.firstIndex(where: { !$0.isFinite }) {
                throw CoreError(.nonFiniteValue, "the number \(numbers[row])", at: "metric \(metric), row \(row)")
            }
        }
        predicted = predictions.values
        self.truth = truth
    }

    /// A value of each row from its error, prediction minus truth.
    ///
    /// - Throws: `CoreError` with code `overflow` when a value is not finite.
    func values(metric: String, _ value: (Double) -> Double) throws(CoreError) -> [Double] {
        let values = zip(predicted, truth).map { value($0 - $1) }
        if let row = values.firstIndex(where: { !$0.isFinite }) {
            throw CoreError(.overflow, "the error is too large", at: "metric \(metric), row \(row)")
        }
        return values
    }
}
