import MLCore
import MLLedger
import MLTestKit
import MLTrain
import Testing

@Suite("Run comparison page")
struct RunPageTests {
    private func runs(_ count: Int, names: String = "run") throws -> RunComparison {
        let runs = TrainingRuns(ledger: MemoryLedger(), blobs: MemoryBlobStore(), actor: "test")
        for number in 0..<count {
            let name = try ResourceName("\(names)-\(number)")
            let context = TrainingContext(seed: UInt64(number), clock: FixedClock(Timestamp(microseconds: 0)))
            var estimator = GradientBoosting()
            estimator.learningRate = number == 1 ? 0.5 : 0.25
            try runs.begin(name, try RunStart(of: estimator, dataset: nil, in: context))
            let recorder = RunRecorder()
            for step in 0..<5 {
                recorder.observe(
                    Event(
                        .metric, "train.round",
                        fields: ["step": .int64(Int64(step)), "loss": .double(step == 3 ? .nan : 1 / Double(step + 1))])
                )
                recorder.observe(
                    Event(.metric, "train.label", fields: ["label": .string("<b>"), "loss": .double(Double(step))]))
            }
            if number < 2 {
                try runs.end(
                    name, number == 0 ? .finished : .failed, recorder: recorder, reason: number == 0 ? "" : "<script>",
                    clock: context.clock)
            }
        }
        return try runs.comparison(of: try runs.records())
    }

    @Test("Failures come first, parameters that differ before those that do not, and curves are drawn")
    func content() throws {
        let page = try runs(3).html()
        #expect(PageChecks.run(page).passed, "\(PageChecks.run(page))")
        #expect(page.contains("1 of 3\u{A0}runs failed") && page.contains("They differ in seed, learningRate."))
        #expect(page.contains("loss (train.round)") && page.contains("0 to 4 (5\u{A0}parts)"))
        #expect(!page.contains("<script") && page.contains("&lt;script&gt;"))
        #expect(try runs(3).html() == page)
    }

    @Test("No run and one run give pages too")
    func small() throws {
        for count in 0..<2 {
            let page = try runs(count).html()
            #expect(PageChecks.run(page).passed, "\(PageChecks.run(page))")
        }
        #expect(RunComparison([]).html().contains("There are no runs"))
    }

    @Test("A run that was cancelled has not finished")
    func cancelled() throws {
        let runs = TrainingRuns(ledger: MemoryLedger(), blobs: MemoryBlobStore(), actor: "test")
        let context = TrainingContext(seed: 1, clock: FixedClock(Timestamp(microseconds: 0)))
        for (name, status) in [("one", .finished), ("two", .cancelled)] as [(String, RunRecord.Status)] {
            try runs.begin(ResourceName(name), RunStart(of: MajorityBaseline(), dataset: nil, in: context))
            try runs.end(ResourceName(name), status, recorder: RunRecorder(), clock: context.clock)
        }
        let page = try runs.comparison(of: runs.records()).html()
        #expect(PageChecks.run(page).passed, "\(PageChecks.run(page))")
        #expect(page.contains("1 of 2\u{A0}runs was cancelled") && !page.contains("finished</p>"))
    }
}
