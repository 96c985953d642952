import MLCore
import MLData
import MLEval
import MLLedger
import MLMonitor
import MLTrain

extension Loop {
    /// Writes the pages of the run, and an index that tells its story.
    mutating func writeReport(_ store: Store, _ directory: OutputDirectory) throws {
        console.begin("Report")
        var pages: [ReportIndex.Page] = []
        func write(_ html: String, as file: String, _ title: String) throws {
            try directory.write(Array(html.utf8), as: file)
            pages.append(.init(file: file, title: title))
        }
        if let profile = findings.profile {
            try write(profile.html(title: "Titles"), as: "profile.html", "The titles, column by column")
        }
        if let (name, verdicts) = findings.evaluation, let summary = verdicts.evaluations[name] {
            try write(
                summary.html(title: name, baselines: verdicts.baselines, gate: verdicts.gate),
                as: "evaluation.html", "The first model, evaluated")
        }
        if let card = findings.card { try write(card.html, as: "model-card.html", "The card of the first model") }
        if let drift = findings.drift {
            try write(
                drift.html(title: "Drift of the first model") { "the \($0)s" }, as: "drift.html",
                "Drift, decade by decade")
        }
        let runs = TrainingRuns(ledger: store.ledger, blobs: store.blobs, actor: Store.actor)
        let comparison = RunComparison(
            try runs.records().map { record in
                RunComparison.Run(
                    record: record, measurements: try runs.measurements(of: record),
                    evaluation: evaluation(of: record))
            })
        try write(comparison.html(title: "Training runs"), as: "runs.html", "The training runs, side by side")
        let index = ReportIndex(summary: summary, pages: pages, drift: findings.drift?.reports ?? [])
        try directory.write(Array(index.html.utf8), as: "index.html")
        console.tell("\(directory.path)/index.html links \(pages.count) pages")
    }

    /// The evaluation of the model of a run, when its rows are those of the other candidates.
    private func evaluation(of record: RunRecord) -> EvaluationSummary? {
        findings.evaluation?.verdicts.evaluations.values.first { $0.subject == record.end?.model?.description }
    }
}
