#if CommandLine
import ArgumentParser
import MLCore
import MLReport

/// `mlops convert`: a model or a table in another format.
struct ConvertCommand: Command {
    static let configuration = CommandConfiguration(
        commandName: "convert",
        abstract: "Write a model or a table in another format.",
        usage: "mlops convert <input> <output> [<options>]",
        discussion: """
            The name of the output tells its format: .mlbundle, .txt for LightGBM, .json or .ubj for XGBoost. The new \
            file gives the predictions of the old one. What a format cannot hold is refused, such as linear leaves for \
            XGBoost.

            Both files are tables when their names end with .csv, .tsv, .jsonl, .libsvm or .svm, .parquet, .arrow or \
            .feather for Arrow files, .arrows or .ipc for Arrow streams. Values are kept exactly; CSV and JSONL say \
            times and lists in text. LibSVM holds numbers alone: the column label, or else the first one, is the label \
            of a row, qid its query and weight its weight; the others are features by their position.
            """)

    @Argument(
        help: """
            The model: a bundle, or a file of XGBoost, LightGBM or CatBoost; - is standard input. Or a table.
            """,
        completion: .file(
            extensions: ["mlbundle", "json", "ubj", "txt", "csv", "tsv", "jsonl", "parquet", "arrow", "arrows", "ipc"]))
    var input: String

    @Argument(help: "The file to write.", completion: .file(extensions: ["mlbundle", "json", "ubj", "txt"]))
    var output: String

    @Option(help: ArgumentHelp("The format of a model; without it the name decides.", valueName: "format"))
    var to: ModelConversion.Target?

    @Option(
        help: ArgumentHelp(
            "The boosting iterations of another library's model that take part: all, best, or a slice such as 0:100, "
                + "counted from zero without its end.", valueName: "iterations"))
    var iterations: IterationsArgument?

    @Option(help: ArgumentHelp("The columns of a table to keep, with commas between them.", valueName: "names"))
    var columns: String?

    @OptionGroup(title: "Output")
    var speech: SpeechOptions

    /// The keys of `--json`.
    private struct Document: Encodable {
        let model: String
        let digest: String
        let from: String
        let to: String
        let output: String
        let byteCount: Int
        let notes: [String]
    }

    func perform(in session: Session) throws -> CommandResult {
        if to == nil, let tables = TableConversion(from: input, to: output) {
            return try tables.run(columns: columns.map { $0.split(separator: ",").map(String.init) }, in: session)
        }
        let target = try readingInput { try to ?? ModelConversion.Target(path: output) }
        session.progress.show("Loading the model")
        let model = try readingInput { try ModelFile(path: input, iterations: iterations) }
        session.progress.show("Writing \(output)")
        let conversion = try readingInput { try ModelConversion(of: model, to: target) }
        try OutputFiles.write(conversion.bytes, to: output)
        var page = Page()
        page.facts([
            "Model": Cell(model.title), "From": Cell(conversion.source), "To": Cell(target.rawValue),
            "Size": Cell(NumberText.byteCount(conversion.bytes.count)), "Written to": Cell(output),
        ])
        for note in conversion.notes { page.text(note, .warning) }
        return CommandResult(
            page: page,
            document: Document(
                model: model.title, digest: model.digest, from: conversion.source, to: target.rawValue,
                output: output, byteCount: conversion.bytes.count, notes: conversion.notes))
    }
}
#endif
