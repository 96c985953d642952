#if CommandLine
import ArgumentParser

/// Which command a command line names.
enum CommandPath {
    /// The names from the root to the command, as far as the arguments go, such as `mlops registry show`.
    static func of(_ arguments: [String]) -> String {
        var command: any ParsableCommand.Type = RootCommand.self
        var names = ["mlops"]
        for argument in arguments where !argument.hasPrefix("-") {
            guard let next = command.configuration.subcommands.first(where: { $0._commandName == argument }) else {
                break
            }
            command = next
            names.append(argument)
        }
        return names.joined(separator: " ")
    }
}
#endif
