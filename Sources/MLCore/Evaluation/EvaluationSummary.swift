/// What an evaluation found: metrics with intervals, over all rows and by slice.
///
/// A gate compares two summaries and needs nothing else; in particular it never opens a registry.
public struct EvaluationSummary: Sendable, Hashable, Codable {
    /// The metrics of the rows that match one predicate.
    public struct Slice: Sendable, Hashable, Codable {
        /// The name of the slice; `all` for all rows.
        public let name: String
        /// Which rows belong to it.
        public let predicate: SlicePredicate
        /// The number of rows.
        public let rowCount: Int
        /// The metrics.
        public let metrics: [MetricEstimate]

        /// Creates a slice.
        public init(name: String, predicate: SlicePredicate, rowCount: Int, metrics: [MetricEstimate]) {
            self.name = name
            self.predicate = predicate
            self.rowCount = rowCount
            self.metrics = metrics
        }

        /// The estimate of a metric, or `nil`.
        public func estimate(_ metric: String) -> MetricEstimate? { metrics.first { $0.metric == metric } }
    }

    /// What was evaluated, such as the digest or name of a model.
    public let subject: String
    /// The rows it was evaluated on, as the digest of a dataset version or another stable name.
    public let dataset: String
    /// How the resamples were drawn, when there are intervals.
    public let resampling: Resampling?
    /// The metrics over all rows.
    public let overall: Slice
    /// The metrics by slice.
    public let slices: [Slice]

    /// Creates a summary.
    public init(subject: String, dataset: String, resampling: Resampling?, overall: Slice, slices: [Slice] = []) {
        self.subject = subject
        self.dataset = dataset
        self.resampling = resampling
        self.overall = overall
        self.slices = slices
    }

    /// The slice of a name; `all` gives the metrics over all rows.
    public func slice(_ name: String) -> Slice? {
        name == overall.name ? overall : slices.first { $0.name == name }
    }
}
