#if CommandLine
import MLCore
import MLData

/// The rows of an input table, piece by piece, with the types that a model takes.
struct PredictionInput {
    /// Some rows.
    struct Chunk {
        /// The inputs of the model and the columns that are kept.
        let frame: DataFrame
        /// For each row, the line of the input where it begins.
        let lines: [Int]
        /// What errors call the input.
        let name: String
        /// The columns that are repeated in the output: their names, and where they are in the frame.
        let kept: [(name: String, source: String)]
    }

    /// The columns that are repeated in the output.
    let kept: [String]
    private let name: String
    private let sources: [String]
    private var chunks: TableChunks

    /// Opens a table.
    ///
    /// - Parameters:
    ///   - path: The file; `-` is standard input.
    ///   - format: The format; `nil` takes it from the name.
    ///   - delimiter: The character between CSV fields; `nil` takes that of the format.
    ///   - missing: Fields that mean missing, with commas between them, besides the empty one.
    ///   - inputs: What the model takes.
    ///   - kept: Columns to repeat in the output.
    /// - Throws: `DataError` or ``CommandError``.
    init(
        _ path: String, format: DataOptions.Format?, delimiter: String?, missing: String?, inputs: Schema,
        keeping kept: [String]
    ) throws {
        self.kept = kept
        name = path == "-" ? "standard input" : path
        let format = try format ?? DataOptions.format(of: path)
        var types: [String: ColumnType] = [:]
        for field in inputs.fields { types[field.name] = field.type }
        let file = try path == "-" ? InputFile.standardInput() : InputFile(path: path)
        if format == .jsonl {
            sources = kept
            let further = kept.filter { inputs.position(of: $0) == nil }
            let options = ReadingOptions(columns: inputs.names + further, columnTypes: types)
            chunks = try TableChunks(JSONLReader(options: options), of: file)
            return
        }
        // What is only repeated is not understood: its text stays as it is, also where it is an input as well.
        var mapping: [String: String] = [:]
        sources = kept.map { name in
            var source = name
            while inputs.position(of: source) != nil || (source != name && kept.contains(source)) { source += "'" }
            if source != name { mapping[source] = name }
            return source
        }
        for source in sources { types[source] = .string }
        let options = ReadingOptions(columns: inputs.names + sources, columnTypes: types, fieldMapping: mapping)
        chunks = try TableChunks(
            CSVReader(options, format: format, delimiter: delimiter, missing: missing), of: file)
    }

    /// The next rows; `nil` at the end.
    mutating func next() throws(DataError) -> Chunk? {
        guard let outcome = try chunks.next() else { return nil }
        return Chunk(
            frame: outcome.frame, lines: outcome.lines, name: name,
            kept: zip(kept, sources).map { (name: $0, source: $1) })
    }
}

/// The columns that predictions are written in.
struct PredictionColumns {
    /// Their names, in order.
    let names: [String]
    private let model: LoadedModel
    private let hasProbabilities: Bool

    /// Decides the columns.
    ///
    /// - Parameters:
    ///   - model: The model.
    ///   - probabilities: Whether the probability of each label is a column; a regression has none.
    init(_ model: LoadedModel, probabilities: Bool) {
        self.model = model
        var isRegression = false
        if case .regression = model.signature.task { isRegression = true }
        hasProbabilities = probabilities && !isRegression
        names =
            ["prediction"] + (hasProbabilities ? Self.labels(of: model.signature.task).map { "probability_\($0)" } : [])
    }

    /// The kept columns and the predictions for some rows.
    ///
    /// - Parameters:
    ///   - chunk: The rows.
    ///   - threads: How many threads may be used; the outputs do not depend on it.
    /// - Returns: One row for each row.
    /// - Throws: ``CommandError`` that names line and column of the first row that the model does not take.
    func table(for chunk: PredictionInput.Chunk, threads: Int) throws -> DataFrame {
        let predictions: Predictions
        do {
            predictions = try model.predictions(for: chunk.frame, threads: threads)
        } catch {
            throw located(error, in: chunk)
        }
        var columns: [(name: String, column: Column)] = []
        for kept in chunk.kept { columns.append((kept.name, try chunk.frame.column(kept.source))) }
        let results = [try decisions(predictions)] + (hasProbabilities ? probabilities(predictions) : [])
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
                _ = try model.predictions(for: try chunk.frame.taking([row]), threads: 1)
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

/// Writes tables one below the other, in one format.
struct TableEncoder {
    private let format: DataOptions.Format
    private var hasHeader = false

    /// Creates an encoder.
    ///
    /// - Parameters:
    ///   - path: The file, whose name tells the format.
    ///   - format: The format of standard output, and of names that tell none.
    /// - Throws: ``CommandError`` of code `invalidUsage` when nothing tells the format.
    init(_ path: String, format: DataOptions.Format?) throws {
        if let format, path == "-" {
            self.format = format
        } else {
            self.format =
                try (try? DataOptions.format(of: path)) ?? format ?? (path == "-" ? .csv : DataOptions.format(of: path))
        }
    }

    /// The bytes of further rows, with the header before the first ones.
    mutating func bytes(of table: DataFrame) throws -> [UInt8] {
        if format == .jsonl { return try JSONLWriter().bytes(of: table) }
        let writer = CSVWriter(delimiter: format == .tsv ? "\t" : ",")
        let bytes = try writer.bytes(of: table)
        guard hasHeader else {
            hasHeader = true
            return bytes
        }
        return Array(bytes.dropFirst(try writer.bytes(of: table.prefix(0)).count))
    }
}
#endif
