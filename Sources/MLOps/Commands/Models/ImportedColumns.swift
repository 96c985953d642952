#if CommandLine
import MLCore
import MLData

/// The columns that the predictions of another library's model are written in: `margin_k`, `pred_k` and `tree_i`.
struct ImportedColumns: PredictionTable {
    /// Their names, in order.
    let names: [String]
    private let file: ImportedFile
    private let trees: TreeColumns?
    private let predictionNames: [String]
    private let format: LineFormat

    /// Decides the columns.
    ///
    /// - Parameters:
    ///   - file: The model.
    ///   - choice: Which columns about the trees are wanted; predictions are left out when leaves alone are.
    ///   - format: The format of the table that is written.
    /// - Throws: ``CommandError`` of code `invalidUsage` when the model has no trees and columns about them are wanted.
    init(_ file: ImportedFile, _ choice: TreeColumns.Choice, in format: LineFormat) throws {
        self.file = file
        self.format = format
        trees = try TreeColumns(of: file.model.predictor, called: file.title, choice, in: format)
        predictionNames =
            choice.leaves && !choice.margins
            ? [] : (0..<file.model.predictor.task.outputCount).map { "pred_\($0)" }
        names = (trees?.marginNames ?? []) + predictionNames + (trees?.leafNames ?? [])
    }

    /// What the model takes, as columns of a table: texts, which the model makes numbers of.
    ///
    /// - Throws: `CoreError` when two inputs have one name.
    static func inputs(of model: ImportedModel) throws -> Schema {
        try Schema(model.inputs.map { Schema.Field($0.name, .string, allowsMissing: true) })
    }

    func table(for chunk: PredictionInput.Chunk, threads: Int) throws -> DataFrame {
        let features = try features(of: chunk)
        var columns: [(name: String, column: Column)] = []
        for kept in chunk.kept { columns.append((kept.name, try chunk.frame.column(kept.source))) }
        var results = try trees?.margins(of: features, threads: threads) ?? []
        if !predictionNames.isEmpty {
            let predictions = try file.model.predictor.predictions(for: features, threads: threads)
            let width = predictions.outputCount
            results += (0..<width).map { output in
                let column = (0..<predictions.rowCount).map { predictions.values[$0 * width + output] }
                return ExactNumber.column(column, in: format)
            }
        }
        results += try trees?.leaves(of: features, threads: threads) ?? []
        return try DataFrame(columns + zip(names, results).map { ($0, $1) })
    }

    /// The features of some rows.
    private func features(of chunk: PredictionInput.Chunk) throws -> FeatureMatrix<Double> {
        let inputs = file.model.inputs
        let width = inputs.count
        let rowCount = chunk.frame.rowCount
        var values = [Double](
            repeating: .nan, count: try DenseSize.checked(rows: rowCount, columns: width, at: "features"))
        for (position, input) in inputs.enumerated() {
            let column = try chunk.frame.column(input.name)
            // JSON has numbers already.
            if input.encoding == .number, let numbers = column.numbers {
                for row in numbers.indices { values[row * width + position] = numbers[row] }
                continue
            }
            for (row, text) in texts(of: column).enumerated() {
                do {
                    values[row * width + position] = try input.feature(ofCell: text)
                } catch {
                    throw CommandError(
                        .unusableInput, error.details.problem,
                        at: "\(chunk.name), line \(chunk.lines[row]), column \"\(input.name)\"",
                        remedy: "Correct the cell, or name what means missing with --missing.")
                }
            }
        }
        return try FeatureMatrix(
            values: values, rowCount: rowCount, schema: try FeatureSchema(inputs.map(\.name)))
    }

    /// The cells of a column as texts, as names of categories are written; empty where one is missing.
    private func texts(of column: Column) -> [String] {
        switch column.storage {
        case .string: (String.values(of: column) ?? []).map { $0 ?? "" }
        case .int64: (Int64.values(of: column) ?? []).map { $0?.description ?? "" }
        case .bool: (Bool.values(of: column) ?? []).map { $0.map { $0 ? "true" : "false" } ?? "" }
        default: (column.numbers ?? []).map { $0.isNaN ? "" : NumberText.shortest($0) }
        }
    }
}
#endif
