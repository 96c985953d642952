#if CommandLine
import ArgumentParser
import Foundation
import Testing

@testable import MLOps

/// The help of every command as people see it, in `Tests/Fixtures/help`.
///
/// After a change on purpose: `MLOPS_WRITE_HELP=1 swift test --traits CommandLine --filter HelpTests`, and look at the
/// difference.
@Suite("Help")
struct HelpTests {
    private static let folder = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
        .deletingLastPathComponent().deletingLastPathComponent().appendingPathComponent("Fixtures/help")

    /// Every command by the arguments that name it.
    private static var commands: [[String]] {
        func below(_ command: any ParsableCommand.Type, _ path: [String]) -> [[String]] {
            [path] + command.configuration.subcommands.flatMap { below($0, path + [$0._commandName]) }
        }
        return below(RootCommand.self, [])
    }

    private static func file(_ command: [String]) -> URL {
        folder.appendingPathComponent((["mlops"] + command).joined(separator: "-") + ".txt")
    }

    @Test("is what was agreed on", arguments: commands)
    func golden(command: [String]) throws {
        let run = Run(command + ["--help"])
        #expect(run.status == .success && run.errors.isEmpty)
        if ProcessInfo.processInfo.environment["MLOPS_WRITE_HELP"] != nil {
            try FileManager.default.createDirectory(at: Self.folder, withIntermediateDirectories: true)
            try Data(run.output.utf8).write(to: Self.file(command))
        }
        let agreed = try String(decoding: Data(contentsOf: Self.file(command)), as: UTF8.self)
        #expect(run.output == agreed)
    }

    @Test("exists for every command that there is, and for no other")
    func complete() throws {
        let names = try FileManager.default.contentsOfDirectory(atPath: Self.folder.path).sorted()
        #expect(names == Self.commands.map { Self.file($0).lastPathComponent }.sorted())
    }

    @Test("fits a terminal of 80 columns and says what every argument is for", arguments: commands)
    func width(command: [String]) {
        let lines = Run(command + ["--help"]).output.split(separator: "\n")
        // What is to be typed is not broken into lines.
        #expect(lines.filter { $0.count > 80 && !$0.contains("mlops ") } == [])
    }

    @Test("every command has --json, --quiet and --color")
    func speech() {
        for command in Self.commands where !command.isEmpty && command != ["registry"] {
            let help = Run(command + ["--help"]).output
            for option in ["--json", "--quiet", "--color"] { #expect(help.contains(option), "\(command)") }
        }
    }

    @Test("is the same by the command help")
    func command() {
        #expect(Run("help", "registry", "show").output == Run("registry", "show", "--help").output)
        #expect(Run().output == Run("--help").output)
    }
}
#endif
