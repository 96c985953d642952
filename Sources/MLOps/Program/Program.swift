#if CommandLine
import ArgumentParser
import MLCore

/// Runs a command line from its arguments to its exit code.
enum Program {
    /// Runs a command line.
    ///
    /// - Parameters:
    ///   - arguments: The arguments, without the name of the program.
    ///   - session: The streams, the environment and the clock.
    /// - Returns: The exit code.
    static func run(_ arguments: [String], on session: Session) -> ExitStatus {
        do {
            return try perform(arguments, on: session)
        } catch {
            session.progress.clear()
            return conclude(error, arguments: arguments, on: session)
        }
    }

    private static func perform(_ arguments: [String], on session: Session) throws -> ExitStatus {
        if arguments == ["--version"] { throw CleanExit.message(SDKVersion.current) }
        var parsed = try RootCommand.parseAsRoot(arguments)
        guard let command = parsed as? any Command else {
            // The help and completion commands of the parser speak by throwing.
            try parsed.run()
            return .success
        }
        let speaking = session.speaking(command.speech)
        defer { speaking.progress.clear() }
        let result = try command.perform(in: speaking)
        speaking.progress.clear()
        let status = result.isPositive ? ExitStatus.success : .negative
        do {
            try show(result, speech: command.speech, on: speaking)
        } catch StreamFailure.closed {
            // Whoever read the output has seen enough; the verdict stands.
        }
        return status
    }

    private static func show(_ result: CommandResult, speech: SpeechOptions, on session: Session) throws {
        if speech.json {
            let bytes = try CanonicalJSONEncoder().encode(result.document)
            try session.output.write(String(decoding: bytes, as: UTF8.self) + "\n")
        } else if !speech.quiet {
            let style = TextStyle(speech.color, on: session.output, environment: session.environment)
            try session.output.write(result.page.rendered(in: style))
        }
    }

    /// Says how the program ended when it was not by a result.
    private static func conclude(_ error: any Error, arguments: [String], on session: Session) -> ExitStatus {
        if let failure = error as? StreamFailure, case .closed = failure { return .success }
        // Flags may stand anywhere before `--`, and a command that was not understood has no options to ask.
        let options = arguments.prefix { $0 != "--" }
        if RootCommand.exitCode(for: error).isSuccess { return tell(error, arguments: arguments, on: session) }
        let complaint = Complaint(error, arguments: arguments)
        try? session.errors.write(options.contains("--json") ? complaint.json : complaint.line)
        return complaint.status
    }

    /// Prints what the parser has to say when it was asked: help, the version, a completion script.
    private static func tell(_ message: any Error, arguments: [String], on session: Session) -> ExitStatus {
        let text = RootCommand.fullMessage(for: message, columns: session.output.columns)
        let style = TextStyle(.auto, on: session.output, environment: session.environment)
        let isHelp = text.contains("USAGE: ")
        do {
            try session.output.write((isHelp ? HelpText.styled(text, in: style) : text) + "\n")
            return .success
        } catch StreamFailure.closed {
            return .success
        } catch {
            let complaint = Complaint(error, arguments: arguments)
            try? session.errors.write(complaint.line)
            return complaint.status
        }
    }
}
#endif
