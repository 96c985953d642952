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

    /// How an input is written.
    struct Writing {
        /// The format; `nil` takes it from the name.
        var format: LineFormat?
        /// How CSV is written.
        var syntax = FieldSyntax()
    }

    private enum Pieces {
        case stream(TableChunks)
        case whole((frame: DataFrame, lines: [Int])?)
    }

    /// The columns that are repeated in the output.
    let kept: [String]
    private let name: String
    private let sources: [String]
    private var pieces: Pieces

    /// Opens a table: CSV, TSV, JSON Lines, or one JSON document in a file whose name ends with `.json`.
    ///
    /// - Parameters:
    ///   - path: The file; `-` is standard input.
    ///   - writing: How it is written.
    ///   - inputs: What the model takes.
    ///   - numbers: Those inputs of type `string` that JSON has as numbers or truth values.
    ///   - categories: Those inputs of type `string` that JSON may have as texts, numbers or truth values.
    ///   - kept: Columns to repeat in the output.
    /// - Throws: `DataError`, `CoreError` or ``CommandError``.
    init(
        _ path: String, writing: Writing, inputs: Schema, numbers: Set<String> = [], categories: Set<String> = [],
        keeping kept: [String]
    ) throws {
        self.kept = kept
        name = path == "-" ? "standard input" : path
        var types: [String: ColumnType] = [:]
        for field in inputs.fields { types[field.name] = field.type }
        let further = kept.filter { inputs.position(of: $0) == nil }
        if writing.format == nil, path.lowercased().hasSuffix(".json") {
            sources = kept
            for name in numbers { types[name] = .double }
            let options = ReadingOptions(columns: inputs.names + further, columnTypes: types)
            let table = try JSONTable(InputBytes.read(path), name: name)
            pieces = .whole(try table.read(options, categories: categories))
            return
        }
        let format = try writing.format ?? LineFormat.of(path)
        let file = try path == "-" ? InputFile.standardInput() : InputFile(path: path)
        if format == .jsonl {
            sources = kept
            for name in numbers { types[name] = .double }
            // A column without a type gets that of its values.
            for name in categories { types[name] = nil }
            let options = ReadingOptions(columns: inputs.names + further, columnTypes: types)
            pieces = .stream(try TableChunks(JSONLReader(options: options), of: file))
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
        let reader = CSVReader(options, isTabbed: format == .tsv, syntax: writing.syntax)
        pieces = .stream(try TableChunks(reader, of: file))
    }

    /// The next rows; `nil` at the end.
    mutating func next() throws(DataError) -> Chunk? {
        let rows: (frame: DataFrame, lines: [Int])?
        switch pieces {
        case .stream(var chunks):
            rows = try chunks.next().map { ($0.frame, $0.lines) }
            pieces = .stream(chunks)
        case .whole(let whole):
            rows = whole
            pieces = .whole(nil)
        }
        guard let rows else { return nil }
        return Chunk(
            frame: rows.frame, lines: rows.lines, name: name,
            kept: zip(kept, sources).map { (name: $0, source: $1) })
    }
}
#endif
