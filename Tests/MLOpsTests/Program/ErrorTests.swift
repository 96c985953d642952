#if CommandLine
import Foundation
import MLCore
import Testing

@testable import MLOps

@Suite("Errors and exit codes")
struct ErrorTests {
    private let folder: TemporaryFolder

    init() throws { folder = try TemporaryFolder() }

    /// Checks that a command ended with exactly one line, and gives it.
    @discardableResult
    private func complaint(_ status: Status, _ arguments: String...) throws -> String {
        let run = Run(arguments)
        #expect(run.status == status && run.output.isEmpty, "\(arguments): \(run.output)")
        #expect(run.errors.hasPrefix("mlops: ") && run.errors.hasSuffix("\n"))
        #expect(run.errors.count { $0 == "\n" } == 1, "\(run.errors)")
        // The same in JSON has the same code.
        let json = Run(arguments + ["--json"])
        #expect(json.status == status)
        let document = try CanonicalJSONDecoder(requiresCanonicalForm: true)
            .decode(JSONValue.self, from: Array(json.errors.utf8.dropLast()))
        #expect(document.at("error/exitCode")?.integerValue == Int64(status.rawValue))
        #expect(document.at("error/code")?.stringValue?.contains(".") == true)
        return run.errors
    }

    @Test("what the parser does not understand is misuse, with a hint to the help of the command")
    func usage() throws {
        #expect(try complaint(.misuse, "profile", "--bogus", "x").contains("`mlops profile --help`"))
        #expect(try complaint(.misuse, "bogus").contains("`mlops --help`"))
        #expect(
            try complaint(.misuse, "profile")
                == "mlops: Missing expected argument '<file>'. See `mlops profile --help`.\n")
        #expect(try complaint(.misuse, "registry", "show").contains("`mlops registry show --help`"))
        try complaint(.misuse, "profile", "x.csv", "--color", "pink")
        try complaint(.misuse, "profile", "x.csv", "--limit", "-1")
        try complaint(.misuse, "profile", "x.csv", "--limit", "many")
        try complaint(.misuse, "profile", "x.csv", "--delimiter", ";;")
        try complaint(.misuse, "profile", "x.csv", "--schema", "s.json", "--columns", "a")
        try complaint(.misuse, "validate", "x.csv")
        try complaint(.misuse, "validate", "--suite", "s.json")
        try complaint(.misuse, "drift", "-", "-")
        try complaint(.misuse, "drift", "a.csv", "b.csv", "--level", "2")
        try complaint(.misuse, "drift", "a.csv", "b.csv", "--psi-threshold", "nan")
        try complaint(.misuse, "profile", "x.csv", "y.csv")
    }

    @Test("an input that cannot be read is misuse: absent, a directory, unreadable, garbage, empty")
    func inputs() throws {
        let directory = folder.path
        let garbage = try folder.write((0..<4096).map { UInt8(truncatingIfNeeded: $0 &* 7919 >> 3) }, as: "g.csv")
        let empty = try folder.write("", as: "empty.csv")
        #expect(try complaint(.misuse, "profile", folder.file("none.csv")).contains("No such file"))
        #expect(try complaint(.misuse, "profile", directory, "--format", "csv").contains("directory"))
        #expect(try complaint(.misuse, "profile", directory).contains("--format"))
        #expect(try complaint(.misuse, "profile", garbage).contains("g.csv"))
        #expect(try complaint(.misuse, "profile", garbage, "--format", "jsonl").contains("g.csv"))
        #expect(try complaint(.misuse, "profile", empty).contains("empty.csv"))
        #expect(try complaint(.misuse, "profile", empty, "--format", "jsonl").contains("empty.csv"))
        #expect(try complaint(.misuse, "profile", "a\0b.csv").contains("NUL"))
        let secret = try folder.write("a\n1\n", as: "secret.csv")
        try #require(chmod(secret, 0) == 0)
        if getuid() != 0 { #expect(try complaint(.misuse, "profile", secret).contains("Permission denied")) }
        let pipe = folder.file("socket.csv")
        #expect(try complaint(.misuse, "profile", pipe).contains("socket.csv"))
    }

    @Test("a malformed row is named by its line, and is put aside when that is asked for")
    func malformedRows() throws {
        let file = try folder.write("a,b\n1,2\n3\n4,5\n", as: "ragged.csv")
        #expect(try complaint(.misuse, "profile", file).contains("line 3"))
        let run = Run("profile", file, "--malformed", "quarantine", "--json")
        #expect(run.status == .success)
        #expect(try run.document().at("rowCount")?.integerValue == 2)
        #expect(try run.document().at("rejectedRowCount")?.integerValue == 1)
        #expect(run.errors.contains("1 row"))
    }

    @Test("a suite with an unknown rule, unknown keys or no sense is misuse")
    func suites() throws {
        let table = try folder.write("a\n1\n", as: "a.csv")
        func complaint(_ suite: String) throws -> String {
            try self.complaint(.misuse, "validate", table, "--suite", folder.write(suite, as: "suite.json"))
        }
        let unknown = try complaint(#"{"name":"s","expectations":[{"rule":"isNice","column":"a"}]}"#)
        #expect(unknown.contains("isNice") && unknown.contains("notMissing") && unknown.contains("suite.json"))
        #expect(
            try complaint(#"{"name":"s","expectations":[{"rule":"unique","column":"a","upper":3}]}"#).contains("upper"))
        #expect(try complaint(#"{"name":"s","expectations":[{"rule":"unique"}]}"#).contains("column"))
        #expect(try complaint(#"{"name":"s","expectation":[]}"#).contains("suite.json"))
        #expect(
            try complaint(#"{"name":"s","expectations":[{"rule":"inRange","column":"a","lower":3,"upper":1}]}"#)
                .contains("the range is empty"))
        #expect(try complaint("not JSON").contains("suite.json"))
        try self.complaint(.misuse, "validate", table, "--suite", folder.file("none.json"))
        try self.complaint(.misuse, "validate", table, "--suite", folder.path)
    }

    @Test("an output that cannot be written is a failure and leaves nothing behind")
    func outputs() throws {
        let table = try folder.write("a\n1\n2\n", as: "a.csv")
        let suite = try folder.write(
            #"{"name":"s","expectations":[{"rule":"inRange","column":"a","lower":2}]}"#, as: "suite.json")
        let before = folder.names
        let target = folder.file("none/q.csv")
        #expect(
            try complaint(.negative, "validate", table, "--suite", suite, "--quarantine", target).contains(target))
        #expect(
            try complaint(.negative, "validate", table, "--suite", suite, "--quarantine", "/dev/full/q.csv").contains(
                "full"))
        #expect(
            try complaint(.misuse, "validate", table, "--suite", suite, "--quarantine", folder.file("q.xlsx"))
                .contains("q.xlsx"))
        #expect(try complaint(.negative, "drift", table, table, "--save-reference", target).contains(target))
        #expect(folder.names == before)
    }

    @Test("what is not text for a terminal stays out of it")
    func untrusted() throws {
        let line = try complaint(.misuse, "profile", "a\u{1B}[31m\nb.csv")
        #expect(!line.contains("\u{1B}") && line.contains("\u{FFFD}[31m b.csv"))
    }

    @Test("a full disk behind the output is a failure; a reader that left is none")
    func broken() throws {
        let file = try folder.write("a\n1\n", as: "a.csv")
        let full = Run(["profile", file], output: MemoryStream(failing: .refused("No space left on device")))
        #expect(
            full.status == .negative && full.errors == "mlops: the output cannot be written: No space left on device.\n"
        )
        let gone = Run(["profile", file], output: MemoryStream(failing: .closed))
        #expect(gone.status == .success && gone.errors.isEmpty)
        let help = Run(["--help"], output: MemoryStream(failing: .closed))
        #expect(help.status == .success && help.errors.isEmpty)
    }

    @Test("the verdict stands although the reader of the report left")
    func verdict() throws {
        let file = try folder.write("a\n1\n", as: "a.csv")
        let suite = try folder.write(
            #"{"name":"s","expectations":[{"rule":"rowCountBetween","minimum":2}]}"#, as: "suite.json")
        let run = Run(["validate", file, "--suite", suite], output: MemoryStream(failing: .closed))
        #expect(run.status == .negative && run.errors.isEmpty)
    }

    @Test("--quiet leaves only the exit code and errors")
    func quiet() throws {
        let file = try folder.write("a\n1\n", as: "a.csv")
        let run = Run("profile", file, "--quiet")
        #expect(run.status == .success && run.output.isEmpty && run.errors.isEmpty)
        #expect(try !Run("profile", file, "--quiet", "--json").document().isNull)
        #expect(Run("profile", folder.file("none.csv"), "-q").errors.hasPrefix("mlops: "))
    }
}
#endif
