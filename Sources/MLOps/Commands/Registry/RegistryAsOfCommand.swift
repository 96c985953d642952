#if CommandLine
import ArgumentParser
import MLCore
import MLLedger
import MLRegistry

/// `mlops registry as-of`: what the registry was at an earlier time.
struct RegistryAsOfCommand: Command {
    static let configuration = CommandConfiguration(
        commandName: "as-of", abstract: "Show what every alias pointed to at a time.",
        usage: "mlops registry as-of <moment> [<model>] --store <store>",
        discussion: "An entry with a later time, and all entries after it, are not part of the answer.")

    @Argument(help: "A time, such as 2026-05-01T12:00:00Z or 2026-05-01 for its midnight in UTC, or an entry's number.")
    var moment: String

    @Argument(help: "Show this model only.")
    var model: String?

    @OptionGroup
    var registry: StoreOptions

    @OptionGroup(title: "Output")
    var speech: SpeechOptions

    /// The keys of `--json`.
    private struct Document: Encodable {
        let moment: String
        let head: HeadDocument?
        let models: [ModelDocument]
    }

    func perform(in session: Session) throws -> CommandResult {
        let name = try model.map { (text) throws(InputFailure) in try resourceName(text) }
        let moment = try Moment(moment)
        let registry = try registry.open(in: session)
        let state =
            switch moment {
            case .entry(let number): try registry.state(asOf: number)
            case .time(let time): try registry.state(asOf: time)
            }
        if let name { _ = try state.model(name) }
        var page = Page()
        page.heading("As of \(moment)")
        var table = Table(.text("model"), .number("versions"), .text("alias"), .number("version"), .text("since"))
        let models = state.models.filter { name == nil || $0.key == name }.sorted { $0.key < $1.key }
        for (name, model) in models {
            let aliases = model.aliases.sorted { $0.key < $1.key }
            for (alias, current) in aliases {
                table.append(
                    Cell(name.text, .strong), Cell("\(model.versions.count)"), Cell(alias.text),
                    Cell("\(current.version)"), Cell(RegistryPages.time(current.time)))
            }
            if aliases.isEmpty {
                table.append(Cell(name.text, .strong), Cell("\(model.versions.count)"), "–", "–", "–")
            }
        }
        page.table(table)
        if models.isEmpty { page.text("The registry had no models.") }
        return CommandResult(
            page: page,
            document: Document(
                moment: "\(moment)", head: state.head.map(HeadDocument.init),
                models: models.map { ModelDocument($0.key, $0.value) }))
    }
}
#endif
