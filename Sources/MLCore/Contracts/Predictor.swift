/// A fitted model: maps features to outputs.
///
/// Immutable; one value serves any number of threads.
///
/// The outputs of a row are defined by ``task``: a probability for each label, or a number for each target. A batch
/// gives the same bits as its rows one by one, and after construction no input of the right width can fail for a
/// reason other than a documented refusal of missing values.
public protocol Predictor: StoredComponent {
    /// The number of features that the model takes.
    var featureCount: Int { get }

    /// What the outputs mean.
    var task: PredictionTask { get }

    /// Predicts one row.
    ///
    /// - Parameter features: ``featureCount`` features; NaN is missing.
    /// - Returns: As many outputs as ``task`` has.
    /// - Throws: ``CoreError`` with code `shapeMismatch` for a wrong width.
    func predict(_ features: FeatureVector<Double>) throws -> [Double]

    /// Predicts a batch into memory of the caller.
    ///
    /// - Parameters:
    ///   - features: Rows of ``featureCount`` features.
    ///   - outputs: Row-major, rows × outputs; overwritten.
    ///   - threads: How many threads may be used; the result does not depend on it.
    /// - Throws: ``CoreError`` with code `shapeMismatch` for a wrong width or a wrong size of `outputs`.
    func predict(_ features: FeatureMatrix<Double>, into outputs: inout [Double], threads: Int) throws
}

extension Predictor {
    /// Predicts a batch.
    ///
    /// - Parameters:
    ///   - features: Rows of ``featureCount`` features.
    ///   - threads: How many threads may be used; the result does not depend on it.
    /// - Returns: One row of outputs for each row of features.
    /// - Throws: ``CoreError`` with code `shapeMismatch` for a wrong width, or `limitExceeded` for more than 2³¹ outputs.
    public func predictions(for features: FeatureMatrix<Double>, threads: Int = 1) throws -> Predictions {
        let count = try DenseSize.checked(rows: features.rowCount, columns: task.outputCount, at: Self.kind)
        var outputs = [Double](repeating: 0, count: count)
        try predict(features, into: &outputs, threads: threads)
        return try Predictions(values: outputs, rowCount: features.rowCount, task: task)
    }

    /// Predicts a batch away from the cooperative thread pool.
    ///
    /// - Parameters:
    ///   - features: Rows of ``featureCount`` features.
    ///   - threads: How many threads may be used; the result does not depend on it.
    /// - Returns: One row of outputs for each row of features.
    /// - Throws: What ``predictions(for:threads:)`` throws, or ``CoreError`` with code `cancelled` when the task was
    ///   cancelled before the work began.
    public func predicting(_ features: FeatureMatrix<Double>, threads: Int = 1) async throws -> Predictions {
        let cancellation = CancellationToken()
        return try await offCooperativePool(cancelling: cancellation) {
            try cancellation.check()
            return try predictions(for: features, threads: threads)
        }
    }

    /// Throws unless a batch and the memory for its outputs fit this model.
    package func checkShapes(_ features: FeatureMatrix<Double>, outputs: [Double]) throws(CoreError) {
        try checkWidth(features.featureCount)
        let (count, overflow) = features.rowCount.multipliedReportingOverflow(by: task.outputCount)
        guard !overflow, outputs.count == count else {
            throw CoreError(
                .shapeMismatch,
                "memory for \(outputs.count) outputs, needed are \(features.rowCount) rows of \(task.outputCount)",
                at: Self.kind)
        }
    }

    /// Throws unless a row fits this model.
    package func checkWidth(_ width: Int) throws(CoreError) {
        guard width == featureCount else {
            throw CoreError(
                .shapeMismatch, "\(width) features for a model of \(featureCount)", at: Self.kind,
                remedy: "Use the feature pipeline that the model was trained with.")
        }
    }
}
