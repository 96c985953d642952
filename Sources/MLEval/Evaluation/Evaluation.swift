public import MLCore

/// How a model is evaluated: which metrics, on which slices, with which resamples.
///
/// ```swift
/// let evaluation = try Evaluation(metrics: [F1Score(average: .micro)], resampling: Resampling(seed: 7))
/// let summary = try evaluation.summary(
///     of: predictions, targets: targets, subject: digest, dataset: "validation-2004")
/// ```
public struct Evaluation: Sendable {
    /// A named part of the rows.
    public struct SliceDefinition: Sendable, Hashable, Codable {
        /// The name; unique, and not `all`.
        public let name: String
        /// Which rows belong to it.
        public let predicate: SlicePredicate

        /// Creates a definition.
        public init(_ name: String, _ predicate: SlicePredicate) {
            self.name = name
            self.predicate = predicate
        }
    }

    /// The metrics, with unique names.
    public let metrics: [any Metric]
    /// The slices, with unique names.
    public let slices: [SliceDefinition]
    /// How resamples are drawn; `nil` for no intervals.
    public let resampling: Resampling?

    /// Creates an evaluation.
    ///
    /// - Parameters:
    ///   - metrics: The metrics; at least one, with unique names.
    ///   - slices: The slices, with unique names; `all` is always computed and taken.
    ///   - resampling: How resamples are drawn; `nil` for no intervals.
    /// - Throws: ``EvaluationError`` with code `invalidConfiguration` that lists every fault.
    public init(
        metrics: [any Metric], slices: [SliceDefinition] = [], resampling: Resampling? = nil
    ) throws(EvaluationError) {
        var faults: [String] = []
        if metrics.isEmpty { faults.append("there is no metric") }
        if Set(metrics.map(\.name)).count < metrics.count { faults.append("two metrics have the same name") }
        let names = slices.map(\.name) + ["all"]
        if Set(names).count < names.count { faults.append("two slices have the same name") }
        for slice in slices {
            do {
                _ = try slice.predicate.columns()
            } catch {
                faults.append("slice \(slice.name): \(error.details.problem)")
            }
        }
        guard faults.isEmpty else {
            throw EvaluationError(.invalidConfiguration, faults.joined(separator: "; "), at: "evaluation")
        }
        self.metrics = metrics
        self.slices = slices
        self.resampling = resampling
    }
}
