#if CommandLine
import ArgumentParser
import MLCore
import MLLedger
import MLRegistry

/// `mlops registry history`: every move of the aliases of a model.
struct RegistryHistoryCommand: Command {
    static let configuration = CommandConfiguration(
        commandName: "history", abstract: "Show every move of the aliases of a model, the first first.",
        usage: "mlops registry history <model> --store <store> [--alias <alias>]")

    @Argument(help: "The name of the model.")
    var model: String

    @Option(help: "Show the moves of this alias only.")
    var alias: String?

    @OptionGroup
    var registry: StoreOptions

    @OptionGroup(title: "Output")
    var speech: SpeechOptions

    /// The keys of `--json`.
    private struct Document: Encodable {
        struct Move: Encodable {
            let entry: UInt64
            let time: String
            let by: String
            let alias: String
            let action: AliasMove.Action
            let from: Int?
            let version: Int
            let generation: Int
            let reason: String
            let gate: GateResult?
            let verdict: GateResult.Verdict?
            let override: String?

            init(_ entry: LedgerEntry, _ move: AliasMove) {
                self.entry = entry.sequence
                time = entry.timestamp.description
                by = entry.actor
                alias = move.alias.text
                action = move.action
                from = move.from
                version = move.version
                generation = move.generation
                reason = move.reason
                gate = move.gate
                verdict = move.gate?.verdict
                override = move.override
            }
        }

        let model: String
        let moves: [Move]
    }

    func perform(in session: Session) throws -> CommandResult {
        let name = try resourceName(model)
        let alias = try alias.map { (text) throws(InputFailure) in try resourceName(text) }
        let registry = try registry.open(in: session)
        if let alias { _ = try registry.state().alias(alias, of: name) }
        let moves = try registry.moves(of: name).filter { alias == nil || $0.move.alias == alias }
        var table = Table(
            .number("entry"), .text("time"), .text("by"), .text("alias"), .text("change"), .text("action"),
            .text("gate"), .text("reason"))
        for (entry, move) in moves {
            let gate = move.gate.map { $0.verdict.rawValue + (move.override == nil ? "" : ", overridden") }
            table.append(
                Cell("\(entry.sequence)"), Cell(RegistryPages.time(entry.timestamp)), Cell(entry.actor),
                Cell(move.alias.text, .strong), Cell("\(move.from.map(String.init) ?? "–") → \(move.version)"),
                Cell(move.action.rawValue, move.action == .rollback ? .warning : .plain),
                Cell(gate ?? "–", move.override == nil ? .plain : .warning), Cell(move.reason, .faint))
        }
        var page = Page()
        page.heading("Aliases of \(name)")
        page.table(table)
        if moves.isEmpty { page.text("No alias was ever set.") }
        return CommandResult(
            page: page,
            document: Document(model: name.text, moves: moves.map { Document.Move($0.entry, $0.move) }))
    }
}
#endif
