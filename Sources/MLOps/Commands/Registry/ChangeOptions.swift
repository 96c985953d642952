#if CommandLine
import ArgumentParser

/// Who changes an alias, why, and on what condition.
struct ChangeOptions: ParsableArguments {
    @Option(help: ArgumentHelp("Who changes it, for the audit.", valueName: "who"))
    var by: String

    @Option(help: ArgumentHelp("Why, for the audit.", valueName: "text"))
    var reason: String

    @Option(
        help: ArgumentHelp(
            "Change it only if the alias has this generation, which `show` tells; 0 for a new alias.",
            valueName: "number"))
    var ifGeneration: Int?

    func validate() throws {
        if by.isEmpty { throw ValidationError("--by is empty") }
        if reason.isEmpty { throw ValidationError("--reason is empty") }
        if let ifGeneration, ifGeneration < 0 { throw ValidationError("--if-generation \(ifGeneration) is negative") }
    }
}
#endif
