#if CommandLine
import MLCore
import MLData

/// The columns that predictions are written in.
struct PredictionColumns: PredictionTable {
    /// Their names, in order.
    let names: [String]
    private let model: LoadedModel
    private let hasProbabilities: Bool
    private let trees: TreeColumns?

    /// Decides the columns.
    ///
    /// - Parameters:
    ///   - model: The model.
    ///   - probabilities: Whether the probability of each label is a column; a regression has none.
    ///   - choice: Which columns about the trees are wanted.
    ///   - format: The format of the table that is written.
    /// - Throws: ``CommandError`` of code `invalidUsage` when the model has no trees and columns about them are wanted.
    init(
        _ model: LoadedModel, probabilities: Bool, _ choice: TreeColumns.Choice, in format: LineFormat
    ) throws {
        self.model = model
        trees = try TreeColumns(of: model.predictor, called: model.title, choice, in: format)
        var isRegression = false
        if case .regression = model.signature.task { isRegression = true }
        hasProbabilities = probabilities && !isRegression
        let probabilities = hasProbabilities ? Self.labels(of: model.signature.task).map { "probability_\($0)" } : []
        names = ["prediction"] + probabilities + (trees?.names ?? [])
    }

    /// The kept columns and the predictions for some rows.
    ///
    /// - Parameters:
    ///   - chunk: The rows.
    ///   - threads: How many threads may be used; the outputs do not depend on it.
    /// - Returns: One row for each row.
    /// - Throws: ``CommandError`` that names line and column of the first row that the model does not take.
    func table(for chunk: PredictionInput.Chunk, threads: Int) throws -> DataFrame {
        let features: FeatureMatrix<Double>
        let predictions: Predictions
        do {
            features = try model.features(of: chunk.frame, threads: threads)
            predictions = try model.predictions(for: features, threads: threads)
        } catch {
            throw located(error, in: chunk)
        }
        var columns: [(name: String, column: Column)] = []
        for kept in chunk.kept { columns.append((kept.name, try chunk.frame.column(kept.source))) }
        var results = [try decisions(predictions)] + (hasProbabilities ? probabilities(predictions) : [])
        results += try trees?.margins(of: features, threads: threads) ?? []
        results += try trees?.leaves(of: features, threads: threads) ?? []
        return try DataFrame(columns + zip(names, results).map { ($0, $1) })
    }

    private static func labels(of task: PredictionTask) -> [String] {
        if case .binary(let negative, let positive) = task { return [negative, positive] }
        return task.outputNames
    }

    private func decisions(_ predictions: Predictions) throws -> Column {
        let task = predictions.task
        if case .regression = task {
            let width = max(1, predictions.outputCount)
            return Column(present: (0..<predictions.rowCount).map { predictions.values[$0 * width] })
        }
        let lists = try (0..<predictions.rowCount).map {
            try model.decision.labels(for: try predictions.row($0), task: task)
        }
        if case .multilabel = task { return Column(present: lists) }
        return Column(lists.map(\.first))
    }

    private func probabilities(_ predictions: Predictions) -> [Column] {
        let width = predictions.outputCount
        let outputs = (0..<width).map { output in
            (0..<predictions.rowCount).map { predictions.values[$0 * width + output] }
        }
        if case .binary = predictions.task, let positive = outputs.first {
            return [Column(present: positive.map { 1 - $0 }), Column(present: positive)]
        }
        return outputs.map { Column(present: $0) }
    }

    /// The error of the first bad row, with its line in the input.
    private func located(_ error: any Error, in chunk: PredictionInput.Chunk) -> any Error {
        for row in 0..<chunk.frame.rowCount {
            do {
                _ = try model.predictions(for: model.features(of: chunk.frame.taking([row]), threads: 1), threads: 1)
            } catch {
                let details = (error as? any ModuleError)?.details
                var place = "\(chunk.name), line \(chunk.lines[row])"
                if let column = details?.place?.split(separator: "\"", omittingEmptySubsequences: false).dropFirst()
                    .first
                {
                    place += ", column \"\(column)\""
                }
                return CommandError(
                    .unusableInput, details?.problem ?? "\(error)", at: place, remedy: details?.remedy, cause: nil)
            }
        }
        return error
    }
}
#endif
