#if CommandLine
import MLCore

/// A model behind the calls that are measured.
struct BenchScorer {
    private let predictor: any Predictor
    private let ensemble: TreeEnsemble?
    private let schema: FeatureSchema
    /// The number of outputs of a row.
    let width: Int

    /// Prepares a model.
    ///
    /// - Parameters:
    ///   - file: The model; without a feature pipeline.
    ///   - width: How many features the rows have.
    ///   - stopsAtMargins: Whether margins are the outputs.
    /// - Throws: ``CommandError`` of code `unusableInput` when the rows do not fit the model.
    init(_ file: ModelFile, width: Int, stopsAtMargins: Bool) throws {
        if case .bundle(let model) = file, model.hasPipeline {
            throw CommandError(
                .unusableInput, "the model makes its features in a pipeline, and rows of floats are features",
                at: file.title, remedy: "Measure the server: `mlops bench` is for predictors.")
        }
        predictor = file.predictor
        guard predictor.featureCount == width else {
            throw CommandError(
                .unusableInput, "rows of \(width) features for a model of \(predictor.featureCount)", at: file.title,
                remedy: "Check --features.")
        }
        schema = try FeatureSchema.numbered(width)
        let trees = predictor as? TreeEnsemble
        guard !stopsAtMargins || trees != nil else {
            throw CommandError(.invalidUsage, "the model has no margins", at: file.title, remedy: "Leave --margin out.")
        }
        ensemble = stopsAtMargins ? trees : nil
        self.width = ensemble?.marginCount ?? predictor.task.outputCount
    }

    /// Rows in the form that batches are scored in.
    func matrix(_ rows: BenchRows, _ range: Range<Int>) throws -> FeatureMatrix<Double> {
        let values = rows.values[range.lowerBound * rows.width..<range.upperBound * rows.width]
        return try FeatureMatrix(values: values.map(Double.init), rowCount: range.count, schema: schema)
    }

    /// Scores rows into memory of the caller.
    func score(_ features: FeatureMatrix<Double>, into outputs: inout [Double], threads: Int) throws {
        if let ensemble {
            try ensemble.margins(features, into: &outputs, threads: threads)
        } else {
            try predictor.predict(features, into: &outputs, threads: threads)
        }
    }

    /// Scores one row.
    ///
    /// - Parameter row: As many features as the model takes.
    /// - Returns: The first output.
    /// - Throws: What the model throws.
    func score(_ row: UnsafeBufferPointer<Float>) throws -> Double {
        try predictor.predict(FeatureVector(row.map(Double.init))).first ?? 0
    }
}
#endif
