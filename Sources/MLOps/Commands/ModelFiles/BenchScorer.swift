#if CommandLine
import MLCore

/// A model behind the calls that are measured.
struct BenchScorer {
    /// The rows of a call, in the type that the model is fastest with.
    enum Batch {
        case floats(FeatureMatrix<Float>)
        case doubles(FeatureMatrix<Double>)
    }

    private let predictor: any Predictor
    private let trees: TreeEnsemble?
    /// Whether margins are the outputs.
    let stopsAtMargins: Bool
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
        trees = predictor as? TreeEnsemble
        guard !stopsAtMargins || trees != nil else {
            throw CommandError(.invalidUsage, "the model has no margins", at: file.title, remedy: "Leave --margin out.")
        }
        self.stopsAtMargins = stopsAtMargins
        self.width = stopsAtMargins ? trees?.marginCount ?? 0 : predictor.task.outputCount
    }

    /// Rows in the form that batches are scored in.
    func batch(_ rows: BenchRows, _ range: Range<Int>) throws -> Batch {
        let values = Array(rows.values[range.lowerBound * rows.width..<range.upperBound * rows.width])
        guard trees != nil else {
            return .doubles(
                try FeatureMatrix(values: values.map(Double.init), rowCount: range.count, schema: schema))
        }
        return .floats(try FeatureMatrix(values: values, rowCount: range.count, schema: schema))
    }

    /// Scores rows into memory of the caller.
    func score(_ batch: Batch, into outputs: inout [Double], threads: Int) throws {
        switch batch {
        case .doubles(let features): try predictor.predict(features, into: &outputs, threads: threads)
        case .floats(let features):
            guard let trees else { return }
            if stopsAtMargins {
                try trees.margins(features, into: &outputs, threads: threads)
            } else {
                try trees.predict(features, into: &outputs, threads: threads)
            }
        }
    }

    /// Scores one row.
    ///
    /// - Parameters:
    ///   - row: As many features as the model takes.
    ///   - margins: Memory for the sums over the trees, which are the outputs of a model that stops at them.
    ///   - outputs: Memory for the outputs.
    /// - Throws: What the model throws.
    @inline(__always)
    func score(_ row: [Float], margins: inout [Double], outputs: inout [Double]) throws {
        guard let trees else {
            outputs = try predictor.predict(FeatureVector(row.map(Double.init)))
            return
        }
        if stopsAtMargins {
            try trees.margins(ofFloatRow: row, into: &margins)
        } else {
            try trees.predict(floatRow: row, margins: &margins, into: &outputs)
        }
    }

    /// The number of sums of a row.
    var marginCount: Int { trees?.marginCount ?? 1 }
}
#endif
