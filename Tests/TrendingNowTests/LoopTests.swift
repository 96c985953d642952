import MLCore
import MLData
import MLTestKit
import Testing

@testable import TrendingNow

@Suite("Loop")
struct LoopTests {
    @Test("on the sample it finds the drift of the second era, retrains, and leaves an audited registry")
    func sample() throws {
        let directory = try TemporaryDirectory()
        var loop = try Loop.silent(["--output", directory.path])
        try loop.run()
        let written = try CanonicalJSONDecoder().decode(Summary.self, from: Array(directory.text("summary.json").utf8))

        #expect(written.rows == 715 && written.quarantined == 6)
        #expect(written.quarantinedByReason.values.reduce(0, +) == 6)
        let validation = try #require(written.validation)
        #expect(validation.from == 1990 && validation.rows == 220 && validation.gate == "pass")
        let majority = try #require(validation.baselines["majority"]?.upper)
        #expect(try #require(validation.microF1.lower) > majority)
        #expect(written.drift.map(\.period) == ["1990s", "2000s", "2010s", "2020s"])
        #expect(written.drift.map(\.alert) == [false, true, true, true])
        let retrained = try #require(written.retrained)
        #expect(retrained.through == 2009 && retrained.gate == "pass" && retrained.microF1.lower > 0)
        #expect(written.registry?.production == 3 && written.registry?.versions == 3)
        #expect(written.audit?.verified == true)

        let card = try directory.text("model-card.md")
        #expect(card.contains("microF1 on all better than the majority baseline"))
        #expect(card.contains(try #require(written.model?.digest)))

        for name in ["index", "profile", "evaluation", "model-card", "drift", "runs"] {
            let page = try directory.text("report/\(name).html")
            #expect(PageChecks.run(page).passed, "\(name): \(PageChecks.run(page))")
            if name != "index" { #expect(try directory.text("report/index.html").contains("./\(name).html")) }
        }

        // The same seed gives the same model, on one thread too.
        #expect(try digest(["--threads", "1"]) == written.model?.digest)
    }

    @Test("A report that cannot be written ends the run before it begins")
    func unwritable() throws {
        let directory = try TemporaryDirectory()
        _ = try directory.file("report", ["a file"])
        var loop = try Loop.silent(["--output", directory.path])
        #expect { try loop.run() } throws: {
            ($0 as? DataError)?.code == .fileUnwritable && "\($0)".contains("report") && !"\($0)".contains("\n")
        }
        #expect(loop.summary.rows == 0)
    }

    /// The digest of the first model, without the stages that follow.
    private func digest(_ arguments: [String]) throws -> String {
        let directory = try TemporaryDirectory()
        var loop = try Loop.silent(arguments)
        let titles = try loop.ingest()
        let periods = try loop.split(titles)
        return try loop.train(.logistic, titles, on: periods.train, Store(directory: "\(directory.path)/registry"))
            .digest
    }
}
