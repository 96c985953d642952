#if Tracing
public import MLCore
public import Tracing

extension Estimator {
    /// Learns from data away from the cooperative thread pool, in a span ``ModelOperation/training``.
    ///
    /// The span has the kind of the estimator, the numbers of rows and features and the seed as attributes, and the
    /// events of the training; the observer of the context receives them too, before the span.
    ///
    /// - Parameters:
    ///   - data: The rows to learn from.
    ///   - context: Seed, threads, validation data and observers.
    ///   - tracer: The tracer, when it is not that of the task or the process.
    ///   - limits: How many events are added to the span.
    /// - Returns: A complete predictor.
    /// - Throws: What `fitted(to:in:)` throws.
    public func fittingInSpan(
        to data: TrainingSet, in context: TrainingContext, tracer: (any Tracer)? = nil,
        limits: SpanObserver.Limits = .standard
    ) async throws -> Fitted {
        try await withModelSpan(.training, tracer: tracer, limits: limits) { observer in
            observer.span.updateAttributes { attributes in
                attributes.model.kind = Self.kind
                attributes.model.rowCount = data.features.rowCount
                attributes.model.featureCount = data.features.schema.count
                attributes.model.seed = "\(context.seed)"
            }
            var observed = context
            observed.observer = ObserverGroup(context.observer, observer)
            return try await fitting(to: data, in: observed)
        }
    }
}

extension Predictor {
    /// Predicts a batch away from the cooperative thread pool, in a span ``ModelOperation/prediction``.
    ///
    /// - Parameters:
    ///   - features: The rows.
    ///   - threads: How many threads may be used, at least 1; the result does not depend on it.
    ///   - context: Where the span begins, when it is not below the current span.
    ///   - tracer: The tracer, when it is not that of the task or the process.
    /// - Returns: The predictions, in the order of the rows.
    /// - Throws: What `predictions(for:threads:)` throws.
    public func predictingInSpan(
        _ features: FeatureMatrix<Double>, threads: Int = 1, context: ServiceContext? = nil,
        tracer: (any Tracer)? = nil
    ) async throws -> Predictions {
        try await withModelSpan(.prediction, context: context, tracer: tracer) { observer in
            observer.span.updateAttributes { attributes in
                attributes.model.rowCount = features.rowCount
                attributes.model.featureCount = features.schema.count
            }
            return try await predicting(features, threads: threads)
        }
    }
}
#endif
