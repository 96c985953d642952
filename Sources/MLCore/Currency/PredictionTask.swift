/// What the outputs of a model mean.
public enum PredictionTask: Sendable, Hashable, Codable {
    /// One number for each named target.
    case regression(targets: [String])
    /// One output: the probability of the second of two labels.
    case binary(negative: String, positive: String)
    /// One output for each label: probabilities that sum to 1.
    case multiclass(labels: [String])
    /// One output for each label: independent probabilities.
    case multilabel(labels: [String])

    /// The number of outputs of a row.
    public var outputCount: Int {
        switch self {
        case .regression(let targets): targets.count
        case .binary: 1
        case .multiclass(let labels), .multilabel(let labels): labels.count
        }
    }

    /// The name of each output: targets or labels; the positive label for a binary task.
    public var outputNames: [String] {
        switch self {
        case .regression(let targets): targets
        case .binary(_, let positive): [positive]
        case .multiclass(let labels), .multilabel(let labels): labels
        }
    }
}
