public import MLCore

/// What a monitor looks at in one prediction.
public struct MonitorObservation: Sendable, Hashable {
    /// The inputs by name; absent ones are missing.
    public var inputs: [String: Value]
    /// The outputs, in the order of the model's task; empty when only inputs are watched.
    public var outputs: [Double]
    /// The labels that were decided on.
    public var labels: [String]
    /// Numbers that the host computed from the inputs, by name; absent ones are missing.
    public var summaries: [String: Double]

    /// Creates an observation.
    public init(
        inputs: [String: Value] = [:], outputs: [Double] = [], labels: [String] = [],
        summaries: [String: Double] = [:]
    ) {
        self.inputs = inputs
        self.outputs = outputs
        self.labels = labels
        self.summaries = summaries
    }

    /// Creates an observation from a record.
    ///
    /// - Parameters:
    ///   - record: The record of a prediction.
    ///   - summaries: Numbers that the host computed from the inputs, by name.
    public init(_ record: PredictionRecord, summaries: [String: Double] = [:]) {
        self.init(inputs: record.inputs, outputs: record.outputs, labels: record.labels, summaries: summaries)
    }
}
