#if CommandLine
import ArgumentParser
import MLCore
import MLLedger
import MLRegistry

/// `mlops registry promote`: points an alias to a version.
struct RegistryPromoteCommand: Command {
    static let configuration = CommandConfiguration(
        commandName: "promote", abstract: "Point an alias to a version, on the evidence of a gate or by hand.",
        usage: """
            mlops registry promote <model> --to <alias> --version <number> --by <who> --reason <text> \
            --store <store> [<options>]
            """,
        discussion: """
            With --gate the version is promoted only if the gate judged this very version and passed. Of two that \
            move an alias at once, one wins and the other one is told so.
            """)

    @Argument(help: "The name of the model.")
    var model: String

    @Option(help: ArgumentHelp("The alias, such as production.", valueName: "alias"))
    var to: String

    @Option(
        name: .customLong("version"),
        help: ArgumentHelp("The version to point to.", valueName: "number"))
    var number: Int

    @Option(
        help: ArgumentHelp("The verdict and evidence of a gate, as JSON.", valueName: "file"),
        completion: .file(extensions: ["json"]))
    var gate: String?

    @Option(help: ArgumentHelp("Promote although the gate did not pass, for this reason.", valueName: "text"))
    var override: String?

    @OptionGroup
    var change: ChangeOptions

    @OptionGroup
    var registry: StoreOptions

    @OptionGroup(title: "Output")
    var speech: SpeechOptions

    func validate() throws {
        if override != nil, gate == nil { throw ValidationError("--override needs --gate") }
        if override?.isEmpty == true { throw ValidationError("--override is empty") }
    }

    func perform(in session: Session) throws -> CommandResult {
        let (name, alias) = (try resourceName(model), try resourceName(to))
        let result = try readingInput {
            try gate.map { path in
                try InputBytes.decoded(
                    GateResult.self, from: path, as: "the result of a gate", rejectsUnknownKeys: false)
            }
        }
        let registry = try registry.open(in: session, changing: true)
        // What is seen now is what the change is decided on: somebody who is faster makes a conflict of it.
        let seen = try registry.state().models[name]?.aliases[alias]
        let generation = change.ifGeneration ?? seen?.generation ?? 0
        let state: AliasState
        if let result {
            state = try registry.promote(
                number, of: name, to: alias, gate: result, override: override, expecting: generation, by: change.by,
                reason: change.reason)
        } else {
            state = try registry.setAlias(
                alias, to: number, of: name, expecting: generation, by: change.by, reason: change.reason)
        }
        return RegistryPages.moved(alias, of: name, to: state, from: seen?.version)
    }
}
#endif
