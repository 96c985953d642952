#if CommandLine
import MLCore
import MLReport

/// Where a program runs: its streams, its environment and its clock.
struct Session: Sendable {
    /// Where results go.
    let output: any TextStream
    /// Where notes, progress and errors go.
    let errors: any TextStream
    /// The variables of the environment.
    let environment: [String: String]
    /// The time of what is recorded.
    let clock: any WallClock
    /// Shows the progress of long work on a terminal; commands pass it to the library as observer.
    let progress: ProgressLine
    /// Whether notes are kept to oneself.
    private let isQuiet: Bool

    /// Creates a session.
    ///
    /// - Parameters:
    ///   - output: Where results go.
    ///   - errors: Where notes, progress and errors go.
    ///   - environment: The variables of the environment.
    ///   - clock: The time of what is recorded.
    ///   - isQuiet: Whether notes and progress are left out.
    init(
        output: any TextStream, errors: any TextStream, environment: [String: String] = [:],
        clock: any WallClock = SystemWallClock(), isQuiet: Bool = false
    ) {
        self.output = output
        self.errors = errors
        self.environment = environment
        self.clock = clock
        self.isQuiet = isQuiet
        progress = ProgressLine(on: isQuiet || environment["TERM"] == "dumb" ? nil : errors)
    }

    /// The session of this process.
    static func process() -> Session {
        Session(
            output: DescriptorStream.standardOutput, errors: DescriptorStream.standardError,
            environment: ProcessEnvironment.variables)
    }

    /// The session as the options of a command ask for it.
    func speaking(_ options: SpeechOptions) -> Session {
        Session(output: output, errors: errors, environment: environment, clock: clock, isQuiet: options.quiet)
    }

    /// Tells the person something beside the result, such as which file was written.
    func note(_ text: String) {
        guard !isQuiet else { return }
        progress.clear()
        try? errors.write(PlainText.joined(text) + "\n")
    }
}
#endif
