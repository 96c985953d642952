#if CommandLine
import ArgumentParser
import MLCore
import MLData

/// `mlops suggest`: expectations that a table satisfies.
struct SuggestCommand: Command {
    static let configuration = CommandConfiguration(
        commandName: "suggest",
        abstract: "Suggest a suite of expectations from a table that is as it should be.",
        usage: "mlops suggest <file> [<options>] > suite.json",
        discussion:
            "The table satisfies the suite. Read it before it guards anything: what held once need not be meant.")

    @Argument(help: "The table, in any of the formats; - is standard input.", completion: .file())
    var file: String

    @Option(help: ArgumentHelp("The name of the suite.", valueName: "name"))
    var name = "suggested"

    @Option(help: ArgumentHelp("How many threads may be used.", valueName: "count"))
    var threads = 1

    @OptionGroup(title: "Reading")
    var data: DataOptions

    @OptionGroup(title: "Output")
    var speech: SpeechOptions

    func validate() throws {
        if !(1...1024).contains(threads) { throw ValidationError("--threads \(threads) is not from 1 to 1024") }
    }

    func perform(in session: Session) throws -> CommandResult {
        let table = try data.read(file, in: session)
        session.progress.show("Profiling \(table.name)")
        let profile = try TableProfile(
            of: table.frame, configuration: ProfileConfiguration(topCount: 50, correlationLimit: 0), threads: threads)
        return ExampleSuite.result(of: .suggested(from: profile, name: name))
    }
}
#endif
