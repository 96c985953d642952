/// A learning algorithm with its hyperparameters: configuration that fits predictors and is never changed by it.
///
/// Fitting is a pure function: the same configuration, data and seed give the same fitted bytes, whatever the number
/// of threads and whatever the processor.
public protocol Estimator: Sendable, Codable {
    /// What fitting gives.
    associatedtype Fitted: Predictor

    /// A stable name, such as `linear.logistic-regression`, for run records.
    static var kind: String { get }

    /// Checks the hyperparameters; called by fitting, and by hosts that want to know early.
    ///
    /// - Throws: An error that lists every bad hyperparameter at once.
    func validated() throws

    /// Learns from data.
    ///
    /// - Parameters:
    ///   - data: The rows to learn from.
    ///   - context: Seed, threads, validation data, observers and cancellation.
    /// - Returns: A complete predictor; a failed or cancelled fit returns nothing.
    /// - Throws: The error of the module for bad hyperparameters, data or cancellation.
    func fitted(to data: TrainingSet, in context: TrainingContext) throws -> Fitted
}

extension Estimator {
    /// Learns from data away from the cooperative thread pool; cancelling the task cancels the fit.
    ///
    /// Cancelling the task leaves the token of the context as it is, so that other work with the same context goes on.
    ///
    /// - Parameters:
    ///   - data: The rows to learn from.
    ///   - context: Seed, threads, validation data and observers.
    /// - Returns: A complete predictor.
    /// - Throws: What ``fitted(to:in:)`` throws.
    public func fitting(to data: TrainingSet, in context: TrainingContext) async throws -> Fitted {
        let cancellation = CancellationToken(parent: context.cancellation)
        var context = context
        context.cancellation = cancellation
        return try await offCooperativePool(cancelling: cancellation) { [context] in
            try fitted(to: data, in: context)
        }
    }
}

/// An estimator that can go on learning: stateful retraining and online learning.
public protocol UpdatableEstimator: Estimator {
    /// Learns from further rows.
    ///
    /// - Parameters:
    ///   - model: The predictor to change; unchanged when this throws.
    ///   - data: The further rows.
    ///   - context: Seed, threads, observers and cancellation.
    /// - Throws: The error of the module for data that does not fit the model, or cancellation.
    func update(_ model: inout Fitted, with data: TrainingSet, in context: TrainingContext) throws
}
