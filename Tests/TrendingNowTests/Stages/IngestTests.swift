import MLCore
import MLData
import Testing

@testable import TrendingNow

@Suite("Ingest")
struct IngestTests {
    private let directory: TemporaryDirectory

    init() throws { directory = try TemporaryDirectory() }

    private func line(_ year: Int, _ title: String = "A Title", _ plot: String = "one two three") -> String {
        #"{"title": "\#(title)", "year": \#(year), "genres": ["Drama"], "plot": "\#(plot)"}"#
    }

    private func loop(_ files: String...) throws -> Loop {
        try Loop.silent(["--data"] + files + ["--min-words", "3"])
    }

    @Test("a broken line is set aside and counted; the others are read")
    func brokenLine() throws {
        let file = try directory.file("titles.jsonl", [line(1990), line(1991), #"{"title": "cut o"#, line(1992)])
        var loop = try loop(file)
        let titles = try loop.ingest()
        #expect(titles.frame.rowCount == 3 && titles.labels == ["Drama"])
        #expect(loop.summary.rows == 4 && loop.summary.quarantined == 1)
        #expect(loop.summary.quarantinedByReason.count == 1)
        #expect(loop.summary.quarantinedByReason.first?.key.hasPrefix("unreadable: ") == true)
    }

    @Test(
        "when no row is good the error says why, where first, and what to do",
        arguments: [
            (#"{"title": "cut o"#, "unreadable: "),
            (
                #"{"title": "A", "year": "1990", "genres": ["Drama"], "plot": "one two three"}"#,
                "unreadable: the value is a string"
            ),
            (#"{"title": "A", "year": 1e999, "genres": ["Drama"], "plot": "one two three"}"#, "unreadable: "),
            (#"{"title": "A", "year": NaN, "genres": ["Drama"], "plot": "one two three"}"#, "unreadable: "),
            (
                #"{"title": "A", "year": 1990, "genres": "Drama", "plot": "one two three"}"#,
                "unreadable: the value is a string"
            ),
            (#"{"title": "A", "year": 1990, "genres": ["Drama"], "plot": "one two"}"#, "plot has at least 3 words"),
        ])
    func nothingGood(line: String, reason: String) throws {
        let file = try directory.file("titles.jsonl", [line, line, line])
        var loop = try loop(file)
        let error = #expect(throws: DataError.self) { try loop.ingest() }
        #expect(error?.code == .emptyInput)
        #expect(error?.description.contains("3 of 3 have the same fault: \(reason)") == true)
        #expect(error?.details.place?.hasPrefix("first in \(file), ") == true)
        #expect(error?.details.place?.contains("line 1") == true)
        #expect(error?.details.remedy?.contains("--field") == true)
    }

    @Test("a missing file, an empty one and one with other columns are named")
    func unusableFiles() throws {
        var missing = try loop("\(directory.path)/absent.jsonl")
        #expect(throws: DataError.self) { try missing.ingest() }.map { #expect($0.code == .fileUnreadable) }
        var empty = try loop(try directory.file("empty.jsonl", []))
        #expect(throws: DataError.self) { try empty.ingest() }.map { #expect($0.code == .emptyInput) }
        var other = try loop(try directory.file("other.jsonl", [#"{"name": "A", "text": "one two three"}"#]))
        let error = #expect(throws: DataError.self) { try other.ingest() }
        #expect(error?.code == .unknownColumn)
        #expect(error?.description.contains("--field NAME=COLUMN") == true)
        #expect(error?.description.contains("name, text") == true)
    }

    @Test("genres that no two titles share are an error, not an empty model")
    func uniqueGenres() throws {
        let lines = (0..<5).map {
            #"{"title": "A", "year": 1990, "genres": ["genre \#($0)"], "plot": "one two three"}"#
        }
        var loop = try loop(try directory.file("titles.jsonl", lines))
        let error = #expect(throws: DataError.self) { try loop.ingest() }
        #expect(error?.description.contains("no genre is on at least 2 titles of 5") == true)
    }

    @Test("reasons that quote the data do not flood the summary")
    func manyReasons() {
        var quarantine = Quarantine()
        quarantine.add((1...500).map { RejectedRow(line: $0, reason: "key \($0)", place: "line \($0)", text: "") })
        quarantine.add([RejectedRow(line: 501, reason: "key 1", place: "line 501", text: "")])
        #expect(quarantine.count == 501)
        #expect(quarantine.countsByReason.count == Quarantine.maximumReasonCount + 1)
        #expect(quarantine.countsByReason["unreadable: key 1"] == 2)
        #expect(quarantine.countsByReason[Quarantine.otherReasons] == 480)
    }
}
