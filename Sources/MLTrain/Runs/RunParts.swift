import MLCore
import MLLedger
import MLReport

/// The parts of a page that compares runs.
struct RunParts {
    let runs: [RunComparison.Run]

    var verdict: HTML {
        let failed = runs.count { $0.record.status == .failed }
        let running = runs.count { $0.record.status == .running }
        let cancelled = runs.count { $0.record.status == .cancelled }
        let headline =
            if runs.isEmpty {
                "There are no runs"
            } else if failed > 0 {
                "\(failed) of \(Figure.count(runs.count, "run")) failed"
            } else if running > 0 {
                "\(running) of \(Figure.count(runs.count, "run")) \(running == 1 ? "is" : "are") still running"
            } else if cancelled > 0 {
                "\(cancelled) of \(Figure.count(runs.count, "run")) \(cancelled == 1 ? "was" : "were") cancelled"
            } else {
                "\(runs.count == 1 ? "The run" : "All \(Figure.count(runs.count, "run"))") finished"
            }
        let tone: Tone = failed > 0 ? .bad : running + cancelled > 0 || runs.isEmpty ? .unsure : .good
        return .verdict(tone, headline) {
            if let best { HTML(.p) { best } }
            if runs.count > 1 { HTML(.p) { difference } }
        }
    }

    /// The run with the best main metric, when all evaluated runs were evaluated on the same rows.
    private var best: HTML? {
        let evaluated = runs.compactMap { run in run.evaluation.map { (run.record.name.text, $0) } }
        guard evaluated.count > 1, Set(evaluated.map(\.1.dataset)).count == 1,
            let metric = evaluated[0].1.overall.metrics.first
        else { return nil }
        let values = evaluated.compactMap { name, summary in
            summary.overall.estimate(metric.metric).flatMap { estimate in
                estimate.value.map { (name: name, value: $0, interval: estimate.interval) }
            }
        }.filter { !$0.value.isNaN }
        let sorted = values.sorted {
            metric.direction == .higherIsBetter ? $0.value > $1.value : $0.value < $1.value
        }
        guard let first = sorted.first else { return nil }
        return HTML {
            "Best by \(metric.metric): "
            HTML.name(first.name)
            " with \(Figure.estimate(first.value, first.interval))."
        }
    }

    private var difference: String {
        let names = parameterRows.filter { !$0.isSame }.map(\.name)
        if names.isEmpty { return "All parameters are the same." }
        let shown = names.prefix(6).joined(separator: ", ")
        return "They differ in \(shown)\(names.count > 6 ? " and \(names.count - 6) more" : "")."
    }

    var tiles: HTML {
        guard !runs.isEmpty else { return .empty }
        var facts = FactList()
        facts.add("runs", Figure.count(runs.count))
        for status in [RunRecord.Status.failed, .cancelled, .running] {
            let count = runs.count { $0.record.status == status }
            if count > 0 { facts.add(status.rawValue, Figure.count(count)) }
        }
        let estimators = Set(runs.map(\.record.start.estimator)).count
        facts.add(estimators == 1 ? "estimator" : "estimators", Figure.count(estimators))
        facts.add("parameters that differ", Figure.count(parameterRows.count { !$0.isSame }))
        return facts.tiles
    }

    var table: HTML {
        var table = ReportTable(
            "One row for each run, in order",
            [
                .init("run"), .init("status"), .init("estimator"), .init("started"), .init("took", .number),
                .init("seed", .number), .init("threads", .number), .init("measurements", .number),
            ], isWide: false)
        for run in runs {
            let (start, end) = (run.record.start, run.record.end)
            table.append([
                .name(run.record.name.text), .badge(run.record.status.tone, run.record.status.rawValue),
                .code(start.estimator), HTML(Figure.time(start.startedAt)),
                end.map { HTML(Self.duration(from: start.startedAt, to: $0.finishedAt)) } ?? .missing("not ended"),
                HTML("\(start.seed)"), HTML(Figure.count(start.threads)),
                end.map { HTML(Figure.count($0.measurementCount)) } ?? .missing("not ended"),
            ])
        }
        return table.html
    }

    private static func duration(from start: Timestamp, to end: Timestamp) -> String {
        let (span, overflow) = end.microseconds.subtractingReportingOverflow(start.microseconds)
        return overflow ? Figure.none : Figure.duration(seconds: Double(span) / 1e6)
    }

    var metrics: HTML {
        let evaluated = runs.compactMap { run in run.evaluation.map { (run.record.name.text, $0) } }
        guard let first = evaluated.first?.1 else { return .empty }
        return HTML(joining: first.overall.metrics.prefix(6).map { plot(of: $0, evaluated) })
    }

    private func plot(of metric: MetricEstimate, _ evaluated: [(String, EvaluationSummary)]) -> HTML {
        let words = metric.direction == .higherIsBetter ? "higher is better" : "lower is better"
        var plot = IntervalPlot(
            "\(metric.metric), \(words); in brackets the interval", names: "run", values: metric.metric, remarks: "rows"
        )
        for (name, summary) in evaluated {
            let estimate = summary.overall.estimate(metric.metric)
            plot.append(
                IntervalPlot.Row(
                    .name(name), count: estimate.map { Figure.count($0.rowCount) } ?? Figure.none,
                    value: estimate?.value, interval: estimate?.interval, remark: .name(summary.dataset), isMain: true))
        }
        return plot.html
    }

    var failures: HTML {
        let failed = runs.filter { $0.record.end.map { !$0.reason.isEmpty } ?? false }
        guard !failed.isEmpty else { return .empty }
        var facts = FactList()
        for run in failed { facts.add(run.record.name.text, HTML.phrase(run.record.end?.reason ?? "")) }
        return facts.lines
    }

    var origin: HTML {
        var table = ReportTable(
            "What each run can be repeated from",
            [.init("run"), .init("dataset"), .init("model"), .init("compiler"), .init("SDK")])
        for run in runs {
            let start = run.record.start
            table.append([
                .name(run.record.name.text), Self.digest(start.dataset, "none recorded"),
                Self.digest(run.record.end?.model, run.record.end == nil ? "not ended" : "no model"),
                HTML(start.toolchain), HTML(start.sdkVersion),
            ])
        }
        return table.html
    }

    private static func digest(_ digest: Digest?, _ reason: String) -> HTML {
        guard let digest else { return .missing(reason) }
        return HTML(.code, .hint(digest.hex)) { digest.hex.prefix(16).description + "…" }
    }
}

extension RunRecord.Status {
    var tone: Tone {
        switch self {
        case .finished: .good
        case .failed: .bad
        case .running: .unsure
        case .cancelled: .plain
        }
    }
}
