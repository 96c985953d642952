public import MLCore
import MLStatistics

/// The difference of one metric between two models on the same rows, with a paired bootstrap interval.
///
/// Both evaluations drew the same resamples, so the differences of their replicates are the bootstrap distribution of
/// the difference (B. Efron, R. Tibshirani, *An Introduction to the Bootstrap*, 1993, §16). Pairing removes the variance
/// that both models share and is what makes small improvements visible.
public struct PairedComparison: Sendable, Hashable, Codable {
    /// The name of the metric.
    public let metric: String
    /// The name of the slice.
    public let slice: String
    /// The number of rows.
    public let rowCount: Int
    /// The metric of the baseline.
    public let baseline: Double
    /// The metric of the candidate.
    public let candidate: Double
    /// Candidate minus baseline, in units of the metric.
    public let difference: Double
    /// The uncertainty of the difference.
    public let interval: ConfidenceInterval
    /// Whether more or less of the metric is better.
    public let direction: MetricDirection

    /// Compares two evaluations.
    ///
    /// - Parameters:
    ///   - metric: The name of the metric.
    ///   - slice: The name of the slice; `all` for all rows.
    ///   - baseline: The evaluation of the baseline.
    ///   - candidate: The evaluation of the candidate, on the same dataset with the same resampling.
    /// - Throws: ``EvaluationError`` with code `unknownMetric`, `unknownSlice`, `notComparable` or `undefinedMetric`.
    public init(
        metric: String, slice: String = "all", baseline: EvaluationSummary, candidate: EvaluationSummary
    ) throws(EvaluationError) {
        guard baseline.dataset == candidate.dataset, let resampling = baseline.resampling,
            resampling == candidate.resampling
        else {
            throw EvaluationError(
                .notComparable, "the evaluations have other rows or resamples",
                at: "\(baseline.subject) and \(candidate.subject)",
                remedy: "Evaluate both on the same dataset with the same resampling.")
        }
        let (parts, others) = (try baseline.requireSlice(slice), try candidate.requireSlice(slice))
        let (before, after) = (try parts.requireEstimate(metric), try others.requireEstimate(metric))
        guard parts.predicate == others.predicate, before.rowCount == after.rowCount,
            before.direction == after.direction
        else {
            throw EvaluationError(
                .notComparable, "the evaluations have other rows under the same name", at: "slice \(slice)",
                remedy: "Evaluate both with the same metrics and slices.")
        }
        let paired: PairedDifference
        do {
            paired = try Bootstrap(resampling).difference(of: after, and: before)
        } catch {
            throw EvaluationError(
                .notComparable, error.details.problem, at: "slice \(slice)", remedy: error.details.remedy, cause: error)
        }
        guard let old = before.value, let new = after.value, let difference = paired.value,
            let interval = paired.interval
        else {
            let reason = before.undefinedReason ?? after.undefinedReason ?? "too many resamples are undefined"
            throw EvaluationError(.undefinedMetric, "\(metric) is undefined: \(reason)", at: "slice \(slice)")
        }
        self.metric = metric
        self.slice = slice
        rowCount = before.rowCount
        self.baseline = old
        self.candidate = new
        self.difference = difference
        self.interval = ConfidenceInterval(
            lower: interval.lower, upper: interval.upper, level: interval.level, method: "paired \(interval.method)")
        direction = before.direction
    }

    /// The difference in the direction of better: positive when the candidate is better.
    public var improvement: Double { direction == .higherIsBetter ? difference : -difference }

    /// The interval of ``improvement``.
    public var improvementInterval: ConfidenceInterval {
        guard direction == .lowerIsBetter else { return interval }
        return ConfidenceInterval(
            lower: -interval.upper, upper: -interval.lower, level: interval.level, method: interval.method)
    }
}

extension EvaluationSummary {
    /// The slice of a name, or an error that lists those that were computed.
    func requireSlice(_ name: String) throws(EvaluationError) -> Slice {
        guard let slice = slice(name) else {
            let known = ([overall.name] + slices.map(\.name)).joined(separator: ", ")
            throw EvaluationError(
                .unknownSlice, "the slice \"\(name)\" was not evaluated", at: subject, remedy: "Slices are: \(known).")
        }
        return slice
    }
}

extension EvaluationSummary.Slice {
    /// The estimate of a metric, or an error that lists those that were computed.
    func requireEstimate(_ metric: String) throws(EvaluationError) -> MetricEstimate {
        guard let estimate = estimate(metric) else {
            let known = metrics.map(\.metric).joined(separator: ", ")
            throw EvaluationError(
                .unknownMetric, "the metric \"\(metric)\" was not evaluated", at: "slice \(name)",
                remedy: "Metrics are: \(known).")
        }
        return estimate
    }
}
