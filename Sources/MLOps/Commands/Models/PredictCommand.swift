#if CommandLine
import ArgumentParser
import MLCore
import MLData

/// `mlops predict`: a table of inputs to a table of predictions.
struct PredictCommand: Command {
    static let configuration = CommandConfiguration(
        commandName: "predict",
        abstract: "Predict the rows of a table, in memory that does not grow with it.",
        usage: """
            mlops predict --model <file> --input <file> --output <file> [<options>]
            mlops predict --store <store> --name <name> --input <file> --output <file> [<options>]
            """,
        discussion: """
            The output has one row for each input row, in order: the columns that --keep names, then `prediction` — a \
            number, a label, or a list of labels — and with --proba `probability_LABEL` for each label. A row gets the \
            same bits alone, in a table, and on any number of threads. The first row that the model does not take ends \
            the command; an output file is then as it was before.

            A model of XGBoost, LightGBM or CatBoost gives its library's answers: `pred_0`, `pred_1`, …, with --margin \
            `margin_0`, … before them, and with --leaves `tree_0`, … — the leaf for each tree — after them; with \
            --leaves and without --margin nothing but the leaves. Columns of the input are found by the names of the \
            model's features, and an empty cell is missing.
            """)

    @OptionGroup(title: "Model")
    var source: ModelOptions

    @Option(
        help: ArgumentHelp(
            "The table: a CSV, TSV or JSONL file, or a JSON file with a list of objects or an object of columns; - is "
                + "standard input.", valueName: "file"),
        completion: .file())
    var input: String

    @Option(
        help: ArgumentHelp("Where predictions go: a CSV, TSV or JSONL file; - is standard output.", valueName: "file"),
        completion: .file())
    var output: String

    @Option(help: "The format of the input, and of an output to standard output; without it names decide.")
    var format: LineFormat?

    @Option(help: ArgumentHelp("The character between the fields of a CSV input.", valueName: "character"))
    var delimiter: String?

    @Option(
        help: ArgumentHelp("Fields of a CSV input that mean missing, with commas between them.", valueName: "tokens"))
    var missing: String?

    @Option(
        help: ArgumentHelp(
            "Columns of the input to repeat in the output, with commas between them.", valueName: "names"))
    var keep: String?

    @Flag(help: "Also write the probability of each label.")
    var proba = false

    @Flag(help: "Also write the sums over the trees before they become predictions.")
    var margin = false

    @Flag(help: "Write the number of the leaf that a row ends in, for each tree.")
    var leaves = false

    @Option(
        help: ArgumentHelp(
            "The boosting iterations of another library's model that take part: all, best, or a slice such as 0:100, "
                + "counted from zero without its end.", valueName: "iterations"))
    var iterations: IterationsArgument?

    @Option(help: ArgumentHelp("How many threads may be used.", valueName: "count"))
    var threads = 1

    @OptionGroup(title: "Output")
    var speech: SpeechOptions

    func validate() throws {
        if !(1...1024).contains(threads) { throw ValidationError("--threads \(threads) is not from 1 to 1024") }
        if let delimiter, delimiter.count != 1 { throw ValidationError("--delimiter takes one character") }
        if output == "-", speech.json { throw ValidationError("--json and --output - both print to standard output") }
    }

    /// The keys of `--json`.
    private struct Document: Encodable {
        let model: String
        let digest: String
        let rowCount: Int
        let columns: [String]
        let output: String
    }

    private func columns(of model: ModelFile, in format: LineFormat) throws -> any PredictionTable {
        let choice = TreeColumns.Choice(margins: margin, leaves: leaves)
        switch model {
        case .bundle(let model): return try PredictionColumns(model, probabilities: proba, choice, in: format)
        case .imported(let file):
            guard !proba else {
                throw CommandError(
                    .invalidUsage, "--proba is for bundles", at: file.title,
                    remedy: "The predictions of this model are what its library gives; leave --proba out.")
            }
            return try ImportedColumns(file, choice, in: format)
        }
    }

    private func input(of model: ModelFile) throws -> PredictionInput {
        let kept = keep?.split(separator: ",").map(String.init) ?? []
        let writing = PredictionInput.Writing(
            format: format, syntax: FieldSyntax(delimiter: delimiter, missing: missing))
        switch model {
        case .bundle(let model):
            return try PredictionInput(input, writing: writing, inputs: model.signature.inputs, keeping: kept)
        case .imported(let file):
            let inputs = file.model.inputs
            return try PredictionInput(
                input, writing: writing, inputs: ImportedColumns.inputs(of: file.model),
                numbers: Set(inputs.filter { $0.encoding == .number }.map(\.name)),
                categories: Set(inputs.filter { $0.encoding != .number }.map(\.name)), keeping: kept)
        }
    }

    func perform(in session: Session) throws -> CommandResult {
        let model = try source.open(in: session, iterations: iterations)
        let writer = try readingInput { try TableEncoder(output, format: format) }
        let columns = try columns(of: model, in: writer.format)
        var chunks = try readingInput { try self.input(of: model) }
        var count = 0
        var encoder = writer
        let next = { () throws -> [UInt8]? in
            guard let chunk = try readingInput({ try chunks.next() }) else { return nil }
            let table = try readingInput { try columns.table(for: chunk, threads: threads) }
            count += table.rowCount
            session.progress.show("Predicted \(NumberText.grouped(count)) rows")
            return try encoder.bytes(of: table)
        }
        if output == "-" {
            while let bytes = try next() { try session.output.write(String(decoding: bytes, as: UTF8.self)) }
            return CommandResult(page: Page(), document: JSONValue.null)
        }
        try OutputFile.write(to: output, pieces: next)
        let names = chunks.kept + columns.names
        var page = Page()
        page.facts([
            "Model": Cell(model.title), "Predicted": Cell("\(NumberText.grouped(count)) rows"),
            "Columns": Cell(names.joined(separator: ", ")), "Written to": Cell(output),
        ])
        return CommandResult(
            page: page,
            document: Document(
                model: model.title, digest: model.digest, rowCount: count, columns: names, output: output))
    }
}
#endif
