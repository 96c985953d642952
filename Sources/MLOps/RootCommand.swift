#if CommandLine
import ArgumentParser

/// `mlops`: the commands, in groups.
struct RootCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "mlops",
        abstract: "Machine learning in production, from the command line.",
        // The parser's own flag would take `--version` from the commands, where it is the version of a model.
        usage: """
            mlops <command> [<options>]
            mlops --version
            """,
        discussion: """
            Results go to standard output, everything else to standard error. Every command takes --json and then \
            prints one JSON document.

            Exit codes: 0 the work is done, 1 it failed or the check says no, 2 the command or its input could not be \
            understood.
            """,
        groupedSubcommands: [
            CommandGroup(
                name: "Data",
                subcommands: [ProfileCommand.self, SuggestCommand.self, ValidateCommand.self, DriftCommand.self]),
            CommandGroup(name: "Model", subcommands: [TrainCommand.self, EvaluateCommand.self, PredictCommand.self]),
            CommandGroup(
                name: "Model file", subcommands: [InspectCommand.self, ConvertCommand.self, BenchCommand.self]),
            CommandGroup(name: "Registry", subcommands: [RegistryCommand.self]),
        ])
}
#endif
