import MLCore
import MLMonitor
import MLReport

/// The first page of the report: what happened in the run, with links to the other pages.
struct ReportIndex {
    /// Another page of the report.
    struct Page {
        var file: String
        var title: String
    }

    let summary: Summary
    let pages: [Page]
    let drift: [DriftReport]

    var html: String {
        MLReport.Page(
            kind: "trending-now", title: "Genres from film plots: one run of the whole loop",
            summary: HTML {
                verdict
                tiles
            },
            sections: [
                .init("pages", "Pages") { links },
                .init("story", "What happened") { story },
                .init("quality", "Quality over the years") { quality },
                .init("time", "Where the time went") { time },
            ]
        ).html
    }

    private var verdict: HTML {
        let isVerified = summary.audit?.verified ?? false
        let isAlerted = summary.drift.contains { $0.alert }
        let headline =
            summary.retrained?.gate == "pass"
            ? "Trained, served, \(isAlerted ? "alerted by drift, " : "")retrained and promoted"
            : "Trained and served; no retrained model was promoted"
        return .verdict(isVerified ? .good : .bad, headline) {
            HTML(.p) {
                isVerified
                    ? "Every entry and every blob of the registry was verified."
                    : "The audit of the registry found a fault; see what was printed."
            }
        }
    }

    private var tiles: HTML {
        var facts = FactList()
        facts.add("titles read", Figure.count(summary.rows), note: "\(Figure.count(summary.quarantined)) set aside")
        if let validation = summary.validation {
            facts.add(
                "micro F1 of the first model", Self.value(validation.microF1),
                note: "\(Self.range(validation.microF1)), n \(Figure.count(validation.rows))")
        }
        let periods = summary.drift.count { $0.signalsDrifted > 0 }
        facts.add("decades with drift", Figure.count(periods), note: "of \(summary.drift.count)")
        if let retrained = summary.retrained {
            let comparison = retrained.microF1
            facts.add(
                "gain by retraining", Figure.number(comparison.difference, decimals: 3),
                note:
                    "\(Figure.number(comparison.lower, decimals: 3)) to \(Figure.number(comparison.upper, decimals: 3)), "
                    + "n \(Figure.count(comparison.rows))")
        }
        if let audit = summary.audit { facts.add("ledger entries", Figure.count(audit.entries)) }
        return facts.tiles
    }

    private var links: HTML {
        HTML(.ul, .class("plain-list")) {
            for page in pages { HTML(.li) { HTML(.a, .link(toFile: page.file)) { page.title } } }
        }
    }

    private var story: HTML {
        var facts = FactList()
        facts.add(
            "ingest",
            "\(Figure.count(summary.rows, "row")) read, \(Figure.count(summary.quarantined)) set aside"
                + (summary.quarantinedByReason.isEmpty ? "" : ": ")
                + summary.quarantinedByReason.sorted { ($1.value, $0.key) < ($0.value, $1.key) }
                .map { "\($0.key) (\($0.value))" }.joined(separator: "; "))
        if let model = summary.model {
            facts.add(
                "train",
                HTML {
                    "\(model.name): \(Figure.count(model.features, "feature")), \(Figure.count(model.labels, "genre")), digest "
                    HTML.code(model.digest)
                })
        }
        if let validation = summary.validation {
            facts.add(
                "evaluate",
                "on \(Figure.count(validation.rows, "title")) from \(validation.from) on: micro F1 "
                    + "\(Self.value(validation.microF1)) (\(Self.range(validation.microF1))); gate \(validation.gate)")
        }
        for drift in summary.drift {
            facts.add(
                "serve the \(drift.period)",
                HTML {
                    "\(Figure.count(drift.rows, "title")); \(drift.signalsDrifted) of \(drift.signalsTested) signals drifted "
                    if drift.alert { HTML.badge(.bad, "alert") }
                })
        }
        if let retrained = summary.retrained {
            facts.add(
                "retrain",
                "on the years through \(retrained.through); micro F1 from "
                    + "\(Figure.number(retrained.microF1.before, decimals: 3)) to "
                    + "\(Figure.number(retrained.microF1.after, decimals: 3)) from \(retrained.evaluatedFrom) on; "
                    + "gate \(retrained.gate)")
        }
        if let registry = summary.registry {
            facts.add(
                "registry",
                "\(Figure.count(registry.versions, "version")); version \(registry.production) is in production")
        }
        if let audit = summary.audit {
            facts.add(
                "audit",
                "\(Figure.count(audit.entries, "entry", "entries")) \(audit.verified ? "verified" : "NOT verified")")
        }
        return facts.lines
    }

    private var quality: HTML {
        var table = ReportTable(
            "Micro F1 of the first model, known once the genres of a decade are; in brackets the 95\u{A0}% interval",
            [
                .init("decade"), .init("titles", .number), .init("micro F1", .number),
                .init("signals drifted", .number),
                .init("worst signal"),
            ])
        for drift in summary.drift {
            table.append([
                HTML(drift.period), HTML(Figure.count(drift.rows)),
                HTML("\(Self.value(drift.microF1)) [\(Self.range(drift.microF1))]"),
                HTML("\(drift.signalsDrifted) of \(drift.signalsTested)"),
                HTML("\(drift.feature): \(drift.test) \(Figure.number(drift.statistic, decimals: 3))"),
            ])
        }
        var chart = LineChart(
            "Micro F1 of the first model by decade", scale: .integers, xLabel: "decade",
            reference: summary.validation?.microF1.value.map { ($0, "when it was released") })
        chart.add(
            "first model",
            zip(drift, summary.drift).map { report, figures in
                LineChart.Point(
                    Double(report.windowKey), figures.microF1.value ?? .nan, lower: figures.microF1.lower,
                    upper: figures.microF1.upper)
            })
        guard !summary.drift.isEmpty else { return .empty }
        return HTML {
            chart.html()
            table.html
        }
    }

    private var time: HTML {
        var table = ReportTable(
            "Stages, longest first; these figures differ from run to run",
            [.init("stage"), .init("", .chart), .init("took", .number)])
        let sorted = summary.seconds.sorted { ($1.value, $0.key) < ($0.value, $1.key) }
        for (stage, seconds) in sorted {
            table.append([
                HTML(stage), .bar(seconds / max(sorted[0].value, 1e-9)), HTML(Figure.duration(seconds: seconds)),
            ])
        }
        return table.html
    }

    private static func value(_ figure: Summary.Figure) -> String {
        figure.value.map { Figure.number($0, decimals: 3) } ?? Figure.none
    }

    private static func range(_ figure: Summary.Figure) -> String {
        guard let lower = figure.lower, let upper = figure.upper else { return "no interval" }
        return "\(Figure.number(lower, decimals: 3)) to \(Figure.number(upper, decimals: 3))"
    }
}
