#if Tracing
/// What a span is about: work of machine learning at the edge between a host and its models.
///
/// The name is the operation name of the span. It says what kind of work is done, never with which data or model: that
/// is in the attributes, so that spans of one kind can be counted together.
public struct ModelOperation: Sendable, Hashable {
    /// The operation name of the span, such as `ml.training`.
    public let name: String

    /// Creates an operation of a host's own.
    ///
    /// - Parameter name: The operation name of the span, from a small fixed set.
    public init(_ name: String) { self.name = name }

    /// A model is fitted: `ml.training`.
    public static let training = ModelOperation("ml.training")
    /// A model is evaluated: `ml.evaluation`.
    public static let evaluation = ModelOperation("ml.evaluation")
    /// A request for predictions is answered, for one row or a batch: `ml.prediction`.
    public static let prediction = ModelOperation("ml.prediction")
    /// A window of predictions is compared with its reference: `ml.monitoring`.
    public static let monitoring = ModelOperation("ml.monitoring")
    /// A candidate is trained, judged and promoted or not: `ml.retraining`.
    public static let retraining = ModelOperation("ml.retraining")
}
#endif
