#if CommandLine
import ArgumentParser
import MLCore
import MLLedger
import MLRegistry

/// `mlops registry show`: a model, or one of its versions.
struct RegistryShowCommand: Command {
    static let configuration = CommandConfiguration(
        commandName: "show", abstract: "Show a model with its versions and aliases, or one version.",
        usage: "mlops registry show <model> --store <store> [--version <number> | --alias <alias>]")

    @Argument(help: "The name of the model.")
    var model: String

    @Option(name: .customLong("version"), help: "Show this version.")
    var number: Int?

    @Option(help: "Show the version that this alias points to.")
    var alias: String?

    @OptionGroup
    var registry: StoreOptions

    @OptionGroup(title: "Output")
    var speech: SpeechOptions

    func validate() throws {
        if number != nil, alias != nil { throw ValidationError("--version and --alias exclude each other") }
    }

    func perform(in session: Session) throws -> CommandResult {
        let name = try resourceName(model)
        let alias = try alias.map { (text) throws(InputFailure) in try resourceName(text) }
        let state = try registry.open(in: session).state()
        let model = try state.model(name)
        if let number { return show(try state.version(number, of: name), in: model) }
        if let alias { return show(try state.version(try state.alias(alias, of: name).version, of: name), in: model) }
        return show(name, model)
    }

    private func show(_ name: ResourceName, _ model: RegistryState.Model) -> CommandResult {
        struct Document: Encodable {
            let model: String
            let aliases: [AliasDocument]
            let versions: [VersionDocument]
        }
        var page = Page()
        page.heading(name.text)
        page.table(RegistryPages.aliases(of: model))
        page.table(RegistryPages.versions(of: model))
        return CommandResult(
            page: page,
            document: Document(
                model: name.text, aliases: AliasDocument.all(of: model),
                versions: model.versions.map { VersionDocument($0, in: model) }))
    }

    private func show(_ version: ModelVersion, in model: RegistryState.Model) -> CommandResult {
        struct Document: Encodable {
            let version: VersionDocument
            let signature: ModelSignature
        }
        let document = VersionDocument(version, in: model)
        var page = Page()
        page.heading("\(version.model) version \(version.number)")
        page.facts(
            [
                Page.Fact(name: "Digest", value: "\(version.digest.hex)"),
                Page.Fact(name: "Registered", value: "\(RegistryPages.time(version.time)) by \(version.actor)"),
                Page.Fact(name: "Entry", value: "\(version.sequence)"),
                Page.Fact(name: "Aliases", value: Cell(Self.list(document.aliases), .good)),
                Page.Fact(name: "Run", value: "\(document.run ?? "–")"),
                Page.Fact(name: "Datasets", value: "\(Self.list(document.datasets))"),
                Page.Fact(name: "Note", value: "\(document.note.isEmpty ? "–" : document.note)"),
                Page.Fact(name: "Outputs", value: "\(Self.outputs(of: version.signature.task))"),
            ])
        var inputs = Table(.text("input"), .text("type"), .text("may be missing"))
        for field in version.signature.inputs.fields {
            inputs.append(
                Cell(field.name, .strong), Cell(field.type.rawValue), Cell(field.allowsMissing ? "yes" : "no"))
        }
        page.table(inputs)
        return CommandResult(page: page, document: Document(version: document, signature: version.signature))
    }

    private static func list(_ texts: [String]) -> String { texts.isEmpty ? "–" : texts.joined(separator: ", ") }

    private static func outputs(of task: PredictionTask) -> String {
        let kind =
            switch task {
            case .regression: "regression"
            case .binary: "binary"
            case .multiclass: "multiclass"
            case .multilabel: "multilabel"
            }
        let names = task.outputNames
        let shown = names.prefix(12).joined(separator: ", ") + (names.count > 12 ? ", …" : "")
        return "\(kind): \(shown)"
    }
}
#endif
