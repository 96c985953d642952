public import MLCore
public import MLData
import MLStatistics

extension Evaluation {
    /// Evaluates predictions.
    ///
    /// The value of every metric comes with a percentile bootstrap interval over rows, when resampling is configured.
    /// The resamples depend only on the seed, the number of rows and the resample's index: two models evaluated on the
    /// same rows see the same resamples, whatever the number of threads.
    ///
    /// - Parameters:
    ///   - predictions: The outputs of the model.
    ///   - targets: What turned out to be true, one for each row.
    ///   - weights: One weight for each row, or `nil` for weights of 1.
    ///   - rows: The rows themselves, for the slices; needed when there are slices.
    ///   - subject: What is evaluated, such as the digest of a model.
    ///   - dataset: A stable name of the rows, such as the digest of a dataset version.
    ///   - threads: How many threads may be used; the result does not depend on it.
    /// - Returns: Metrics over all rows and by slice.
    /// - Throws: ``EvaluationError`` with code `emptyEvaluationSet` or `shapeMismatch`, or the error of a metric or
    ///   slice.
    public func summary(
        of predictions: Predictions, targets: Targets, weights: [Double]? = nil, rows: DataFrame? = nil,
        subject: String, dataset: String, threads: Int = 1
    ) throws -> EvaluationSummary {
        let count = predictions.rowCount
        guard count > 0 else {
            throw EvaluationError(
                .emptyEvaluationSet, "there is no row", at: dataset, remedy: "Check the split and the filters.")
        }
        guard targets.rowCount == count, weights?.count ?? count == count, rows?.rowCount ?? count == count else {
            throw EvaluationError(
                .shapeMismatch,
                "\(count) predictions, \(targets.rowCount) targets, \(weights?.count ?? count) weights, "
                    + "\(rows?.rowCount ?? count) rows", at: dataset)
        }
        let whole = EvaluatedRows(predictions: predictions, targets: targets, weights: weights)
        let overall = EvaluationSummary.Slice(
            name: "all", predicate: .all, rowCount: count, metrics: try estimates(on: whole, threads: threads))
        let slices = try slices.map { definition in
            guard let rows else {
                throw EvaluationError(
                    .invalidConfiguration, "slices need the rows", at: "slice \(definition.name)",
                    remedy: "Pass the frame that the predictions were made for.")
            }
            let mask = try rows.mask(of: definition.predicate)
            let positions = mask.indices.filter { mask[$0] }
            return EvaluationSummary.Slice(
                name: definition.name, predicate: definition.predicate, rowCount: positions.count,
                metrics: try estimates(on: try whole.selecting(positions), threads: threads))
        }
        return EvaluationSummary(
            subject: subject, dataset: dataset, resampling: resampling, overall: overall, slices: slices)
    }

    private func estimates(on rows: EvaluatedRows, threads: Int) throws -> [MetricEstimate] {
        if let resampling {
            return try Bootstrap(resampling).estimates(
                of: metrics, predictions: rows.predictions, targets: rows.targets, weights: rows.weights,
                threads: threads)
        }
        return try metrics.map { metric in
            MetricEstimate(
                metric: metric.name, direction: metric.direction,
                value: try metric.value(
                    predictions: rows.predictions, targets: rows.targets, weights: rows.weights),
                rowCount: rows.predictions.rowCount)
        }
    }
}

/// The predictions, targets and weights of the rows that are evaluated together.
private struct EvaluatedRows {
    var predictions: Predictions
    var targets: Targets
    var weights: [Double]?

    func selecting(_ positions: [Int]) throws -> EvaluatedRows {
        EvaluatedRows(
            predictions: try predictions.selecting(rows: positions), targets: try targets.selecting(rows: positions),
            weights: weights.map { weights in positions.map { weights[$0] } })
    }
}
