#if CommandLine
import MLCore
import Testing

@testable import MLOps

@Suite("Colours and progress")
struct ColourTests {
    private let store: SampleStore

    init() throws { store = try SampleStore() }

    private func list(
        _ arguments: String..., on output: MemoryStream, environment: [String: String] = [:]
    ) -> String {
        Run(store.arguments(["list"] + arguments), output: output, environment: environment).output
    }

    @Test("text is coloured on a terminal and nowhere else")
    func terminal() {
        #expect(list(on: MemoryStream(isTerminal: true)).contains("\u{1B}[1m"))
        #expect(!list(on: MemoryStream()).contains("\u{1B}"))
    }

    @Test(
        "NO_COLOR and a dumb terminal mean no colours; an empty NO_COLOR means nothing",
        arguments: [(["NO_COLOR": "1"], false), (["TERM": "dumb"], false), (["NO_COLOR": ""], true), ([:], true)])
    func environment(variables: [String: String], isColoured: Bool) {
        let text = list(on: MemoryStream(isTerminal: true), environment: variables)
        #expect(text.contains("\u{1B}") == isColoured)
    }

    @Test("--color has the last word")
    func option() {
        #expect(list("--color", "always", on: MemoryStream(), environment: ["NO_COLOR": "1"]).contains("\u{1B}"))
        #expect(!list("--color", "never", on: MemoryStream(isTerminal: true)).contains("\u{1B}"))
    }

    @Test("JSON is never coloured")
    func json() {
        #expect(!list("--json", "--color", "always", on: MemoryStream(isTerminal: true)).contains("\u{1B}"))
    }

    @Test("headings of help stand out on a terminal")
    func help() {
        let text = Run(["--help"], output: MemoryStream(isTerminal: true)).output
        #expect(text.contains("\u{1B}[1mDATA COMMANDS:\u{1B}[0m"))
        #expect(Run("--help").output.contains("\nDATA COMMANDS:\n"))
    }

    @Test("progress is one line that a terminal shows and that leaves nothing behind")
    func progress() {
        let stream = MemoryStream(isTerminal: true, columns: 30)
        let line = ProgressLine(on: stream)
        line.observe(Event(.progress, "train.round", message: "Round 3 of 12", fraction: 0.25))
        line.observe(Event(.progress, "train.round", message: "Round 3 of 12", fraction: 0.25))
        line.observe(Event(.metric, "train.loss", message: "not shown"))
        #expect(stream.text == "\r█████░░░░░░░░░░░░░░░ 25 %  R…\u{1B}[K")
        line.clear()
        line.clear()
        #expect(stream.text.hasSuffix("\u{1B}[K\r\u{1B}[K"))
    }

    @Test("progress is not shown in files and pipes, on a dumb terminal, or when it is to be quiet")
    func noProgress() throws {
        let file = try store.folder.write("a\n1\n", as: "a.csv")
        func errors(_ arguments: [String], _ stream: MemoryStream, _ environment: [String: String] = [:]) -> String {
            Run(["profile", file] + arguments, errors: stream, environment: environment).errors
        }
        #expect(errors([], MemoryStream()).isEmpty)
        #expect(errors(["--quiet"], MemoryStream(isTerminal: true)).isEmpty)
        #expect(errors([], MemoryStream(isTerminal: true), ["TERM": "dumb"]).isEmpty)
        #expect(errors([], MemoryStream(isTerminal: true)).contains("Reading \(file)".prefix(60)))
    }
}
#endif
