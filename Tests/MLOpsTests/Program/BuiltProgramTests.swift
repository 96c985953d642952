#if CommandLine
import MLCore
import Testing

@testable import MLOps

/// What only a process of its own can show.
@Suite("The built program")
struct BuiltProgramTests {
    private let folder: TemporaryFolder

    init() throws { folder = try TemporaryFolder() }

    @Test("exit codes reach the shell: 0, 1 and 2")
    func codes() throws {
        let table = try folder.write("a\n1\n", as: "a.csv")
        let suite = try folder.write(
            #"{"name":"s","expectations":[{"rule":"rowCountBetween","minimum":2}]}"#, as: "s.json")
        #expect(try BuiltProgram(shell: "$MLOPS profile \(table)").code == 0)
        #expect(try BuiltProgram(shell: "$MLOPS validate \(table) --suite \(suite)").code == 1)
        #expect(try BuiltProgram(shell: "$MLOPS profile --bogus").code == 2)
        #expect(try BuiltProgram(shell: "$MLOPS profile \(folder.file("none.csv"))").code == 2)
        let version = try BuiltProgram(shell: "$MLOPS --version")
        #expect(version.code == 0 && version.output == "\(SDKVersion.current)\n")
        #expect(try BuiltProgram(shell: "$MLOPS").output.contains("USAGE: mlops <command>"))
    }

    @Test("a reader that leaves early ends the program silently, with the code of its work")
    func brokenPipe() throws {
        // Longer than what a pipe holds, so that writing to the closed pipe is certain.
        let header = (0..<3000).map { "a_rather_long_name_of_a_column_\($0)" }.joined(separator: ",")
        let table = try folder.write(
            header + "\n" + (0..<3000).map(String.init).joined(separator: ",") + "\n", as: "wide.csv")
        let run = try BuiltProgram(shell: "$MLOPS profile \(table) | head -n 1; echo ${PIPESTATUS[0]}")
        #expect(run.output == "\(table)\n0\n" && run.errors.isEmpty)
    }

    @Test("a full device behind standard output is a failure in one line")
    func fullDevice() throws {
        #if os(Linux)
        let table = try folder.write("a\n1\n", as: "a.csv")
        let run = try BuiltProgram(shell: "$MLOPS profile \(table) > /dev/full")
        #expect(run.code == 1)
        #expect(run.errors == "mlops: the output cannot be written: No space left on device.\n")
        #endif
    }

    @Test("standard input is a table; without one it is an error")
    func standardInput() throws {
        let run = try BuiltProgram(shell: "printf 'a,b\\n1,2\\n' | $MLOPS profile - --format csv --json")
        #expect(run.code == 0 && run.output.contains(#""source":"standard input""#))
        #expect(try BuiltProgram(shell: "printf 'a,b\\n1,2\\n' | $MLOPS profile -").errors.contains("--format"))
        let closed = try BuiltProgram(shell: "$MLOPS profile - --format csv <&-")
        #expect(closed.code == 2 && closed.errors.contains("standard input"))
    }

    @Test("a pipe gets no colours and no progress, whatever TERM says")
    func pipes() throws {
        let table = try folder.write("a\n1\n", as: "a.csv")
        let run = try BuiltProgram(shell: "$MLOPS profile \(table)", environment: ["TERM": "xterm-256color"])
        #expect(!run.output.contains("\u{1B}") && run.errors.isEmpty)
    }

    @Test("completion scripts name commands, files and choices", arguments: ["bash", "zsh", "fish"])
    func completion(shell: String) throws {
        let script = try BuiltProgram(shell: "$MLOPS --generate-completion-script \(shell)")
        #expect(script.code == 0 && script.errors.isEmpty)
        for word in ["profile", "registry", "promote", "quarantine", "jsonl"] { #expect(script.output.contains(word)) }
        let check = try BuiltProgram(shell: "$MLOPS --generate-completion-script bash | bash -n; echo ${PIPESTATUS[1]}")
        #expect(check.output == "0\n")
        #expect(try BuiltProgram(shell: "$MLOPS --generate-completion-script csh").code == 2)
    }
}
#endif
