#if CommandLine
import ArgumentParser
import MLRegistry

/// `mlops registry rollback`: points an alias back to the version before.
struct RegistryRollbackCommand: Command {
    static let configuration = CommandConfiguration(
        commandName: "rollback", abstract: "Point an alias back to the version before the current one.",
        usage: """
            mlops registry rollback <model> --alias <alias> --by <who> --reason <text> --store <store> \
            [--if-generation <number>]
            """)

    @Argument(help: "The name of the model.")
    var model: String

    @Option(help: "The alias, such as production.")
    var alias: String

    @OptionGroup
    var change: ChangeOptions

    @OptionGroup
    var registry: StoreOptions

    @OptionGroup(title: "Output")
    var speech: SpeechOptions

    func perform(in session: Session) throws -> CommandResult {
        let (name, alias) = (try resourceName(model), try resourceName(alias))
        let registry = try registry.open(in: session, changing: true)
        let seen = try registry.state().alias(alias, of: name)
        let state = try registry.rollBack(
            alias, of: name, expecting: change.ifGeneration ?? seen.generation, by: change.by, reason: change.reason)
        return RegistryPages.moved(alias, of: name, to: state, from: seen.version)
    }
}
#endif
