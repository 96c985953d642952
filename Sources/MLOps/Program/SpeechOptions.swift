#if CommandLine
import ArgumentParser

/// How a command speaks: the options that all commands have.
struct SpeechOptions: ParsableArguments {
    /// When text is coloured.
    enum Colour: String, CaseIterable, ExpressibleByArgument, Sendable {
        /// On a terminal that can, unless `NO_COLOR` is set.
        case auto
        case always
        case never
    }

    @Flag(help: "Print one JSON document instead of text; errors become JSON too.")
    var json = false

    @Flag(name: .shortAndLong, help: "Print no text and no progress, only errors; the exit code tells the rest.")
    var quiet = false

    @Option(help: ArgumentHelp("Colour the text.", valueName: "when"))
    var color = Colour.auto
}
#endif
