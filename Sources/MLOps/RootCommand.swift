#if CommandLine
import ArgumentParser
import MLCore

/// `mlops`: the commands, in groups.
struct RootCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "mlops",
        abstract: "Machine learning in production, from the command line.",
        discussion: """
            Results go to standard output, everything else to standard error. Every command takes --json and then \
            prints one JSON document.

            Exit codes: 0 the work is done, 1 it failed or the check says no, 2 the command or its input could not be \
            understood.
            """,
        version: SDKVersion.current,
        groupedSubcommands: [
            CommandGroup(name: "Data", subcommands: [ProfileCommand.self])
        ])
}
#endif
