/// The answer to one request.
public struct ServedPrediction: Sendable, Hashable {
    /// Unique for each prediction; an outcome is joined to its prediction by it.
    public let identifier: String
    /// The outputs, in the order of the model's task.
    public let outputs: [Double]
    /// The labels that were decided on.
    public let labels: [String]
    /// The name of the model that answered.
    public let model: String
    /// The version of the model that answered.
    public let version: Int
    /// The part of the rollout that answered, such as `production` or `canary`.
    public let variant: String
}
