import MLCore
import MLEval
import MLTestKit
import Testing

@Suite("Evaluation page")
struct EvaluationPageTests {
    static let hostile = "<script>\"'&\u{202E}שלום</script>"

    @Test("It begins with the verdict of the gate, and says n and interval with each figure")
    func verdict() throws {
        let candidate = try SummaryFixture.summary(0.5)
        let baseline = try SummaryFixture.summary(0.3, subject: "majority")
        let gate = try Gate("release", rules: [GateRule("microF1", .atLeast(0.9)), GateRule("microF1", .atLeast(0.1))])
        let page = candidate.html(baselines: [baseline], gate: gate.judge(candidate))
        #expect(PageChecks.run(page).passed, "\(PageChecks.run(page))")
        #expect(page.contains("Fails the gate “release”") && page.contains("1 of 2\u{A0}requirements holds"))
        #expect(page.contains("0.500 [0.490,\u{A0}0.510]") && page.contains(">500<"))
        #expect(page.contains("0.200 [0.200,\u{A0}0.200]"))
        #expect(page == candidate.html(baselines: [baseline], gate: gate.judge(candidate)))
    }

    @Test("Without gate, intervals, metrics or defined values there is a page that says so")
    func gaps() throws {
        let undefined = MetricEstimate(
            metric: "recall", direction: .higherIsBetter, value: .undefined(reason: "no positives"), rowCount: 0)
        let bare = MetricEstimate(metric: "loss", direction: .lowerIsBetter, value: .defined(.nan), rowCount: 1)
        for metrics in [[], [undefined], [bare], [bare, undefined]] {
            let slice = EvaluationSummary.Slice(name: "a", predicate: .all, rowCount: 0, metrics: [undefined])
            let summary = EvaluationSummary(
                subject: "s", dataset: "d", resampling: nil,
                overall: .init(name: "all", predicate: .all, rowCount: 1, metrics: metrics), slices: [slice])
            let page = summary.html(baselines: [summary])
            #expect(PageChecks.run(page).passed, "\(PageChecks.run(page))")
        }
        let page = EvaluationSummary(
            subject: "s", dataset: "d", resampling: nil,
            overall: .init(name: "all", predicate: .all, rowCount: 0, metrics: [undefined])
        ).html()
        #expect(page.contains("recall is undefined") && page.contains("no positives"))
    }

    @Test("Names from data stay text in the evaluation and in the card")
    func hostileNames() throws {
        let text = Self.hostile
        let summary = try SummaryFixture.summary(0.5, subject: text, dataset: text, metric: text)
        let gate = GateResult(
            gate: text, subject: text,
            checks: [.init(requirement: text, verdict: .insufficientEvidence, evidence: text)])
        let card = try ModelCard(
            name: text, version: 1, digest: text,
            signature: ModelSignature(
                inputs: Schema([Schema.Field(text, .string)]), task: .multilabel(labels: [text, "b"])),
            statement: .init(
                overview: text, owners: [text], intendedUse: text, outOfScopeUse: text, limitations: [text],
                ethicalConsiderations: [text], licence: text),
            facts: [.init(text, text)], evaluation: summary, baselines: [summary], gate: gate)
        for page in [summary.html(baselines: [summary], gate: gate), card.html] {
            #expect(PageChecks.run(page).passed, "\(PageChecks.run(page))")
            #expect(!page.contains("<script") && !page.contains("\u{202E}"))
            #expect(page.contains("&lt;script&gt;"))
        }
    }
}
