/// The answers to the rows of one request, all by one model.
public struct ServedBatch: Sendable, Hashable {
    /// Unique for each row; an outcome is joined to its prediction by it.
    public let identifiers: [String]
    /// The outputs, row-major, rows × outputs in the order of the model's task.
    public let outputs: [Double]
    /// The labels that were decided on, for each row.
    public let labels: [[String]]
    /// The name of the model that answered.
    public let model: String
    /// The version of the model that answered.
    public let version: Int
    /// The part of the rollout that answered, such as `production` or `canary`.
    public let variant: String

    /// The number of rows.
    public var rowCount: Int { identifiers.count }
}
