#if CommandLine
import ArgumentParser
import MLCore
import MLData
import MLLedger
import MLRegistry
import MLTrain

/// `mlops train`: from a configuration to a model.
struct TrainCommand: Command {
    static let configuration = CommandConfiguration(
        commandName: "train",
        abstract: "Train a model as a configuration says, and write it as one file or into a registry.",
        usage: """
            mlops train --config <file> --output <file> [<options>]
            mlops train --config <file> --store <store> --name <name> [<options>]
            mlops train --config <file> --diagnose [--html <file>] [<options>]
            mlops train --example-config
            """,
        discussion: """
            Relative paths of the configuration begin at its directory. The same configuration and files give the same \
            model, byte for byte, whatever the number of threads. The metrics are of rows that were not learned from; \
            thresholds that were chosen on the same rows make them look a little better than they are.

            With --diagnose the set-up is checked instead: whether the loss begins where it must, a few rows can be \
            learned by heart, nothing is learned from shuffled targets, no feature gives the target away, no row is on \
            both sides, and no feature is dead. The exit code is 1 when a check fails.
            """)

    @Option(
        help: ArgumentHelp("The configuration, a JSON file.", valueName: "file"),
        completion: .file(extensions: ["json"]))
    var config: String?

    @Option(
        help: ArgumentHelp(
            "Rows that are not learned from; instead of the validation files or the split of the configuration.",
            valueName: "file"),
        completion: .file())
    var valid: String?

    @Option(
        help: ArgumentHelp("Write the model here.", valueName: "file"), completion: .file(extensions: ["mlbundle"]))
    var output: String?

    @Option(
        help: ArgumentHelp(
            "Record dataset, run and model version here: a directory, which is made when it is missing, or a .sqlite file.",
            valueName: "store"),
        completion: .file())
    var store: String?

    @Option(help: ArgumentHelp("The name of the model in the registry.", valueName: "name"))
    var name: String?

    @Option(help: ArgumentHelp("Who registers the model, for the audit.", valueName: "who"))
    var by = "mlops train"

    @Option(
        help: ArgumentHelp("How many threads may be used, instead of what the configuration says.", valueName: "count"))
    var threads: Int?

    @Flag(help: "Check data, features and estimator, and keep no model.")
    var diagnose = false

    @Option(
        help: ArgumentHelp("Write what --diagnose finds as one HTML page here.", valueName: "file"),
        completion: .file(extensions: ["html"]))
    var html: String?

    @Flag(help: "Print a configuration to begin with, and end.")
    var exampleConfig = false

    @OptionGroup(title: "Output")
    var speech: SpeechOptions

    func validate() throws {
        if exampleConfig { return }
        if config == nil { throw ValidationError("--config is missing; --example-config prints one to begin with") }
        if diagnose, output != nil || store != nil {
            throw ValidationError("--diagnose keeps no model: leave out --output and --store")
        }
        if !diagnose, output == nil, store == nil {
            throw ValidationError("Nothing would be kept: give --output or --store with --name")
        }
        if html != nil, !diagnose { throw ValidationError("--html goes with --diagnose") }
        if (store == nil) != (name == nil) { throw ValidationError("--store and --name go together") }
        if let threads, !(1...1024).contains(threads) {
            throw ValidationError("--threads \(threads) is not from 1 to 1024")
        }
        if by.isEmpty { throw ValidationError("--by is empty") }
    }

    func perform(in session: Session) throws -> CommandResult {
        if exampleConfig { return try example() }
        let path = config ?? ""
        let configuration = try readingInput { try read(path) }
        // Now, so that nobody waits for a model that cannot be written.
        if let output { try Bundle.checkWritable(toFile: output) }
        let recording = try readingInput { try RecordingStore(store, name: name, in: session) }
        session.progress.show("Reading the data")
        let tables = try readingInput {
            try TrainingTables(
                configuration, directory: Self.directory(of: path), validationDirectory: valid == nil ? nil : ".")
        }
        let progress = TrainingProgress(on: session.progress)
        let job = TrainingJob(configuration: configuration, observer: progress, clock: session.clock)
        session.progress.show("Making features")
        let rows = try readingInput { try job.prepared(tables) }
        if diagnose { return try diagnosis(job.diagnosis(rows), in: session) }
        let run = try recording?.begin(tables, configuration, by: by)
        let model = try job.model(rows, recording: run)
        session.progress.show("Writing the model")
        let version = try recording?.register(model, by: by)
        if let output { try model.bundle.write(toFile: output) }
        session.progress.clear()
        for warning in progress.warnings { session.note("Warning: \(warning).") }
        return result(model, tables, rows, configuration, version)
    }

    private func diagnosis(_ report: DiagnosticReport, in session: Session) throws -> CommandResult {
        session.progress.clear()
        if let html { try OutputFiles.write(report.html(title: config ?? ""), to: html, in: session) }
        var page = Page()
        page.text(report.description)
        return CommandResult(page: page, document: report, isPositive: report.passed)
    }

    private func read(_ path: String) throws -> TrainingConfiguration {
        let bytes = try InputBytes.read(path, maximumByteCount: 16 << 20)
        let value: JSONValue
        do {
            value = try JSONReader().value(from: bytes)
        } catch {
            throw CommandError(.unusableInput, "the configuration is not JSON", at: path, cause: error)
        }
        var configuration = try TrainingConfiguration(valid == nil ? value : Self.without(value), at: path)
        if let valid {
            configuration.data.validation = [valid]
        }
        if let threads { configuration.threads = threads }
        return configuration
    }

    /// The configuration without what says where validation rows come from.
    private static func without(_ value: JSONValue) -> JSONValue {
        guard case .object(var object) = value else { return value }
        object["split"] = nil
        if case .object(var data)? = object["data"] {
            data["validation"] = nil
            object["data"] = .object(data)
        }
        return .object(object)
    }

    private static func directory(of path: String) -> String {
        guard let slash = path.lastIndex(of: "/") else { return "." }
        return slash == path.startIndex ? "/" : String(path[..<slash])
    }

    private func example() throws -> CommandResult {
        var page = Page()
        page.text(String(ExampleConfiguration.text.dropLast()))
        return CommandResult(page: page, document: try JSONReader().value(fromText: ExampleConfiguration.text))
    }
}
#endif
