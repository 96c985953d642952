#if CommandLine
import Foundation
import MLCore
import MLLedger
import Testing

@testable import MLOps

@Suite("mlops registry")
struct RegistryCommandTests {
    private let store: SampleStore

    init() throws { store = try SampleStore() }

    @Test("list, show, history and as-of tell what is in the store")
    func reading() throws {
        let list = try store.run("list", json: true).document()
        #expect(list.at("models/0/model")?.stringValue == "genres")
        #expect(list.at("models/0/latestVersion")?.integerValue == 2)
        #expect(list.at("models/0/aliases/0/version")?.integerValue == 1)
        #expect(list.at("head/entry")?.integerValue == 3)

        let show = try store.run("show", "genres", json: true).document()
        #expect(show.at("versions")?.arrayValue?.count == 2)
        #expect(show.at("versions/1/run")?.stringValue == "run-2")
        let version = try store.run("show", "genres", "--alias", "production", json: true).document()
        #expect(version.at("version/version")?.integerValue == 1)
        #expect(version.at("version/time")?.stringValue == "1970-01-01T00:00:01.000000Z")
        #expect(version.at("signature/inputs/0/name")?.stringValue == "plot")
        #expect(
            try store.run("show", "genres", "--version", "2", json: true).document().at("version/version")?.integerValue
                == 2)

        let history = try store.run("history", "genres", json: true).document()
        #expect(history.at("moves/0/reason")?.stringValue == "first release")
        #expect(history.at("moves/0/from") == nil && history.at("moves/0/action")?.stringValue == "set")

        let before = try store.run("as-of", "2", json: true).document()
        #expect(before.at("models/0/aliases")?.arrayValue?.isEmpty == true)
        #expect(before.at("head/entry")?.integerValue == 2)
        let early = try store.run("as-of", "1970-01-01T00:00:00Z", json: true).document()
        #expect(early.at("models")?.arrayValue?.isEmpty == true && early.at("head") == nil)
        let late = try store.run("as-of", "1970-01-01T01:00:01+01:00", json: true).document()
        #expect(late.at("models/0/aliases/0/alias")?.stringValue == "production")
        for arguments in [["list"], ["show", "genres"], ["history", "genres"], ["as-of", "3"], ["verify"]] {
            let run = Run(store.arguments(arguments))
            #expect(run.status == .success && !run.output.isEmpty && run.errors.isEmpty, "\(arguments)")
        }
    }

    @Test("promote and rollback move an alias, and history has who, when and why")
    func moving() throws {
        let promoted = store.run(
            "promote", "genres", "--to", "production", "--version", "2", "--by", "ada", "--reason", "better",
            json: true)
        #expect(promoted.status == .success)
        #expect(try promoted.document().at("from")?.integerValue == 1)
        #expect(try promoted.document().at("alias/generation")?.integerValue == 2)
        let back = store.run("rollback", "genres", "--alias", "production", "--by", "ada", "--reason", "worse")
        #expect(back.output == "production of genres is version 1, before it was version 2 (generation 3).\n")
        let moves = try store.run("history", "genres", "--alias", "production", json: true).document()
        #expect(moves.at("moves/2/action")?.stringValue == "rollback")
        #expect(moves.at("moves/2/by")?.stringValue == "ada" && moves.at("moves/2/reason")?.stringValue == "worse")
        #expect(moves.at("moves/2/time")?.stringValue == "1970-01-01T00:00:02.000000Z")
        #expect(
            store.run("rollback", "genres", "--alias", "production", "--by", "a", "--reason", "b").status == .negative)
    }

    @Test("a gate that passed promotes; one that did not, or judged another version, does not")
    func gates() throws {
        func promote(_ gate: String, _ more: String...) throws -> Run {
            Run(
                store.arguments(
                    [
                        "promote", "genres", "--to", "production", "--version", "2", "--by", "ci", "--reason", "r",
                        "--gate", gate,
                    ] + more))
        }
        let failed = try promote(store.gate(.fail, version: 2))
        #expect(failed.status == .negative && failed.errors.contains("\"release\" is fail"))
        #expect(try promote(store.gate(.pass, version: 1)).status == .negative)
        #expect(
            try promote(store.gate(.pass, version: 2), "--if-generation", "7").errors.contains("generation 1, not 7"))
        #expect(try promote(store.gate(.pass, version: 2)).status == .success)
        #expect(try promote(store.gate(.fail, version: 2), "--override", "known fault of the gate").status == .success)
        let moves = try store.run("history", "genres", json: true).document()
        #expect(moves.at("moves/1/verdict")?.stringValue == "pass")
        #expect(moves.at("moves/2/override")?.stringValue == "known fault of the gate")
        #expect(try promote(store.folder.write("{}", as: "empty.json")).status == .misuse)
        #expect(try promote(store.folder.file("none.json")).status == .misuse)
    }

    @Test("of two that promote at once on what both have seen, one wins and the other is told so in one line")
    func conflict() async throws {
        let runs = await withTaskGroup(of: Run.self) { group in
            for version in ["1", "2"] {
                group.addTask {
                    store.run(
                        "promote", "genres", "--to", "canary", "--version", version, "--by", "p\(version)",
                        "--reason", "race", "--if-generation", "0")
                }
            }
            return await group.reduce(into: []) { $0.append($1) }
        }
        #expect(runs.count { $0.status == .success } == 1)
        let loser = try #require(runs.first { $0.status == .negative })
        #expect(
            loser.errors
                == "mlops: alias \"canary\" has generation 1, not 0 (model genres). Read the alias again and decide anew.\n"
        )
        let moves = try store.run("history", "genres", "--alias", "canary", json: true).document()
        #expect(moves.at("moves")?.arrayValue?.count == 1)
    }

    @Test("verify finds a changed blob and a cut history, and says where")
    func verifying() throws {
        let intact = store.run("verify", json: true)
        #expect(intact.status == .success)
        let entry = try #require(try intact.document().at("head/entry")?.integerValue)
        let digest = try #require(try intact.document().at("head/digest")?.stringValue)
        let head = "\(entry):\(digest)"
        #expect(store.run("verify", "--expect", head).status == .success)
        #expect(store.run("verify").output.contains(head))
        #expect(store.run("verify", "--expect", "9:\(digest)").status == .negative)
        #expect(store.run("verify", "--expect", "now").status == .misuse)

        let blobs = "\(store.path)/blobs"
        let name = try #require(
            FileManager.default.subpaths(atPath: blobs)?.first { $0.hasSuffix(digest) || $0.count > 60 })
        try Data([1, 2, 3]).write(to: URL(fileURLWithPath: "\(blobs)/\(name)"))
        let broken = store.run("verify", json: true)
        #expect(broken.status == .negative)
        #expect(try broken.document().at("verified")?.boolValue == false)
        #expect(try broken.document().at("firstBreak/reason")?.stringValue?.isEmpty == false)
        #expect(store.run("verify").output.contains("is not what it was"))
    }

    @Test("what is not there is said in one line, and a directory that is no registry stays untouched")
    func absent() throws {
        #expect(store.run("show", "films").errors.contains("Models are: genres"))
        #expect(store.run("show", "films").status == .negative)
        #expect(store.run("show", "genres", "--version", "3").status == .negative)
        #expect(store.run("show", "genres", "--alias", "staging").errors.contains("Aliases are: production"))
        #expect(store.run("show", "../genres").status == .misuse)
        #expect(store.run("as-of", "yesterday").status == .misuse)
        #expect(store.run("as-of", "99").status == .negative)
        #expect(
            store.run("promote", "genres", "--to", "x", "--version", "1", "--by", "", "--reason", "r").status == .misuse
        )
        let folder = try TemporaryFolder()
        for path in [folder.path, folder.file("none"), try folder.write("", as: "file")] {
            let run = Run("registry", "list", "--store", path)
            #expect(run.status == .misuse && run.errors.contains("there is no registry"))
        }
        #expect(folder.names == ["file"])
    }
}
#endif
