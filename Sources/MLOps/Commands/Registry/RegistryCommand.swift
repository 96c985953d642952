#if CommandLine
import ArgumentParser

/// `mlops registry`: models, versions and aliases in a store.
struct RegistryCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "registry",
        abstract: "Look at models and their versions, move aliases, check the history.",
        discussion: """
            A store is a directory with a ledger and the blobs that it names. Times are in UTC, by RFC 3339.
            """,
        groupedSubcommands: [
            CommandGroup(
                name: "Reading",
                subcommands: [
                    RegistryListCommand.self, RegistryShowCommand.self, RegistryHistoryCommand.self,
                    RegistryAsOfCommand.self, RegistryVerifyCommand.self,
                ]),
            CommandGroup(name: "Changing", subcommands: [RegistryPromoteCommand.self, RegistryRollbackCommand.self]),
        ])
}
#endif
