/// A measure of prediction quality with a mergeable state.
///
/// The state of two parts merged equals the state of the whole, so the same metric serves evaluation on one machine,
/// on shards, in a stream and in a monitor.
public protocol Metric: Sendable {
    /// What is kept while rows are added.
    associatedtype State: MetricState

    /// The name, such as `microF1`, unique among the metrics of an evaluation.
    var name: String { get }
    /// Whether more or less is better.
    var direction: MetricDirection { get }
    /// The state of no rows.
    func makeState() -> State

    /// Adds rows.
    ///
    /// - Parameters:
    ///   - state: The state to change.
    ///   - predictions: Outputs of a model.
    ///   - targets: What turned out to be true, one for each row.
    ///   - weights: One weight for each row, or `nil` for weights of 1.
    /// - Throws: ``CoreError`` when the targets do not fit the metric or the predictions.
    func update(_ state: inout State, predictions: Predictions, targets: Targets, weights: [Double]?) throws

    /// The value of the rows added so far, or why it is undefined.
    func value(of state: State) -> MetricValue
}

/// The state of a metric: the rows seen so far, in a form that can be joined with others.
public protocol MetricState: Sendable {
    /// Joins the rows of another state of the same metric.
    mutating func merge(_ other: Self)
}

extension Metric {
    /// The value over one set of rows.
    ///
    /// - Parameters:
    ///   - predictions: Outputs of a model.
    ///   - targets: What turned out to be true, one for each row.
    ///   - weights: One weight for each row, or `nil` for weights of 1.
    /// - Returns: The value, or why it is undefined.
    /// - Throws: ``CoreError`` when the targets do not fit the metric or the predictions.
    public func value(
        predictions: Predictions, targets: Targets, weights: [Double]? = nil
    ) throws -> MetricValue {
        var state = makeState()
        try update(&state, predictions: predictions, targets: targets, weights: weights)
        return value(of: state)
    }
}

/// Whether more or less of a metric is better.
public enum MetricDirection: String, Sendable, Hashable, Codable {
    /// More is better, as with F1.
    case higherIsBetter
    /// Less is better, as with log loss.
    case lowerIsBetter
}

/// The value of a metric, never NaN, or the reason why there is none.
public enum MetricValue: Sendable, Hashable {
    /// A finite value.
    case defined(Double)
    /// There is no value, with the reason as a phrase.
    case undefined(reason: String)

    /// The value, or `nil`.
    public var number: Double? {
        if case .defined(let value) = self { value } else { nil }
    }

    /// The reason why there is no value, or `nil`.
    public var reason: String? {
        if case .undefined(let reason) = self { reason } else { nil }
    }
}
