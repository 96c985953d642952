#if CommandLine
import ArgumentParser
import MLRegistry

/// `mlops registry list`: the models of a registry.
struct RegistryListCommand: Command {
    static let configuration = CommandConfiguration(
        commandName: "list", abstract: "List the models, with their latest versions and aliases.",
        usage: "mlops registry list --store <store>")

    @OptionGroup
    var registry: StoreOptions

    @OptionGroup(title: "Output")
    var speech: SpeechOptions

    /// The keys of `--json`.
    private struct Document: Encodable {
        let head: HeadDocument?
        let models: [ModelDocument]
    }

    func perform(in session: Session) throws -> CommandResult {
        let state = try registry.open(in: session).state()
        var page = Page()
        page.table(RegistryPages.models(of: state))
        if state.models.isEmpty { page.text("The registry has no models.") }
        return CommandResult(
            page: page,
            document: Document(head: state.head.map(HeadDocument.init), models: ModelDocument.all(of: state)))
    }
}
#endif
