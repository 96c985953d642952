/// What is kept of one prediction: enough to monitor it, to join its outcome later and to compare variants fairly.
public struct PredictionRecord: Sendable, Hashable {
    /// Unique for each prediction; outcomes are joined by it.
    public let identifier: String
    /// The position in the stream of records of one deployment, from 0, without gaps.
    public let sequence: Int64
    /// When the request was received.
    public let time: Timestamp
    /// The name of the model.
    public let model: String
    /// The version of the model.
    public let version: Int
    /// The digest of the model, as lower-case hexadecimal text.
    public let modelDigest: String
    /// The part of the rollout that answered, such as `production` or `canary`.
    public let variant: String
    /// The probability with which this variant was chosen for this request, above 0 and at most 1.
    public let propensity: Double
    /// The inputs by name, as far as the deployment records them.
    public let inputs: [String: Value]
    /// The outputs, in the order of the model's task.
    public let outputs: [Double]
    /// The labels that were decided on.
    public let labels: [String]
    /// How long the prediction took.
    public let microseconds: Int64

    /// Creates a record.
    public init(
        identifier: String, sequence: Int64, time: Timestamp, model: String, version: Int, modelDigest: String,
        variant: String, propensity: Double, inputs: [String: Value], outputs: [Double], labels: [String],
        microseconds: Int64
    ) {
        self.identifier = identifier
        self.sequence = sequence
        self.time = time
        self.model = model
        self.version = version
        self.modelDigest = modelDigest
        self.variant = variant
        self.propensity = propensity
        self.inputs = inputs
        self.outputs = outputs
        self.labels = labels
        self.microseconds = microseconds
    }
}
