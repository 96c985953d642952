#if Tracing
public import Tracing

extension SpanAttributes {
    /// The attributes of spans about models: `span.attributes.model.name = "ranker"`.
    ///
    /// Names that come from outside, such as the model that a request asks for, belong here only once they are known to
    /// be names of existing models.
    public var model: ModelSpanAttributes {
        get { ModelSpanAttributes(attributes: self) }
        set { self = newValue.attributes }
    }
}

/// The attributes of spans about models.
@dynamicMemberLookup
public struct ModelSpanAttributes: SpanAttributeNamespace {
    /// All attributes of the span.
    public var attributes: SpanAttributes

    /// Creates the names for given attributes.
    ///
    /// - Parameter attributes: All attributes of the span.
    public init(attributes: SpanAttributes) { self.attributes = attributes }

    /// The keys of the attributes.
    public struct NestedSpanAttributes: NestedSpanAttributesProtocol {
        /// Creates the keys.
        public init() {}

        /// `ml.model.name`: the name of the model.
        public var name: Key<String> { "ml.model.name" }
        /// `ml.model.version`: the version of the model.
        public var version: Key<Int> { "ml.model.version" }
        /// `ml.model.variant`: the part of a rollout that answered, such as `canary`.
        public var variant: Key<String> { "ml.model.variant" }
        /// `ml.model.kind`: the kind of the estimator or predictor, such as `linear.logistic-regression`.
        public var kind: Key<String> { "ml.model.kind" }
        /// `ml.rows`: the number of rows that are learned from, evaluated or predicted.
        public var rowCount: Key<Int> { "ml.rows" }
        /// `ml.features`: the number of features of a row.
        public var featureCount: Key<Int> { "ml.features" }
        /// `ml.seed`: the seed of a training, as text because it may exceed the integers of a backend.
        public var seed: Key<String> { "ml.seed" }
        /// `ml.verdict`: what a gate or a detector decided.
        public var verdict: Key<String> { "ml.verdict" }
    }
}
#endif
