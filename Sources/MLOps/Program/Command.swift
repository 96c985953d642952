#if CommandLine
import ArgumentParser

/// A command of `mlops`: arguments, and the work they ask for.
///
/// A command reads its inputs within ``readingInput(_:)``, does its work, and gives back what it found. It prints
/// nothing itself: the result is shown as text or as JSON, and its verdict becomes the exit code, in one place for all
/// commands.
protocol Command: ParsableCommand {
    /// How the command speaks; an `@OptionGroup` of every command.
    var speech: SpeechOptions { get }

    /// Does the work.
    ///
    /// - Parameter session: Where the command runs: its clock, its notes to the person, its observer.
    /// - Returns: What was found.
    /// - Throws: Any error. One thrown within ``readingInput(_:)`` ends with exit code 2, every other one with 1.
    func perform(in session: Session) throws -> CommandResult
}

/// What a command found: for people, for programs, and as a verdict.
struct CommandResult {
    /// What people are shown.
    var page: Page
    /// What `--json` prints: a value whose keys are documented and stay.
    var document: any Encodable
    /// Whether the answer of a check is yes; a command that checks nothing says yes.
    var isPositive = true
}

/// How a program ended, as its exit code.
enum ExitStatus: Int32, Sendable, Codable {
    /// The work is done and a check says yes.
    case success = 0
    /// The work failed, or a check says no.
    case negative = 1
    /// The command could not be understood or an input could not be read.
    case misuse = 2
}
#endif
