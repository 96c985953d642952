import MLCore
import MLReport

/// The parts of a page about drift.
struct DriftParts {
    let history: DriftHistory
    let windowTitles: [String]

    var latest: DriftReport? { history.reports.last }
    var latestTitle: String { windowTitles.last ?? "the window" }

    var verdict: HTML {
        guard let latest else { return .verdict(.unsure, "There is no report yet") }
        let (drifted, tested) = (latest.driftedSignals, latest.testedSignals.count)
        let open = latest.results.count { $0.verdict == .insufficientEvidence }
        switch latest.verdict {
        case .drift:
            let text = "\(drifted.count) of \(Figure.count(tested, "tested signal")) drifted in \(latestTitle)"
            return .verdict(.bad, text) {
                HTML(.ul) { for signal in worstFirst(latest).prefix(6) { HTML(.li) { line(signal, latest) } } }
                if drifted.count > 6 { HTML(.p) { "And \(drifted.count - 6) more." } }
            }
        case .noDrift:
            return .verdict(.good, "No drift in \(latestTitle)") {
                HTML(.p) {
                    "\(Figure.count(tested, "signal")) tested on \(Figure.count(latest.recordCount, "record"))."
                    if open > 0 { " \(Figure.count(open, "test")) had too few values." }
                }
            }
        case .insufficientEvidence:
            return .verdict(.unsure, "Too few records in \(latestTitle) to tell") {
                HTML(.p) {
                    "\(Figure.count(latest.recordCount, "record")); a test needs "
                    "\(Figure.count(latest.detector.minimumCount, "value")) on each side."
                }
            }
        }
    }

    private func worstFirst(_ report: DriftReport) -> [String] {
        func worst(_ signal: String) -> Double {
            report.results(of: signal).filter { $0.verdict == .drift }.map(\.excess).max() ?? 0
        }
        let drifted = report.driftedSignals
        return drifted.indices.sorted { (worst(drifted[$1]), $0) < (worst(drifted[$0]), $1) }.map { drifted[$0] }
    }

    private func line(_ signal: String, _ report: DriftReport) -> HTML {
        let worst = report.results(of: signal).filter { $0.verdict == .drift }.max { $0.excess < $1.excess }
        return HTML {
            HTML.name(signal)
            if let worst, let statistic = worst.statistic {
                ": \(worst.test.title) \(Figure.number(statistic, decimals: 3)), "
                "\(Figure.number(worst.excess, decimals: 1)) × its threshold of \(Figure.number(worst.threshold))"
            }
        }
    }

    var tiles: HTML {
        guard let latest else { return .empty }
        var facts = FactList()
        facts.add("records in \(latestTitle)", Figure.count(latest.recordCount), note: span(latest))
        facts.add(
            "signals drifted", Figure.count(latest.driftedSignals.count),
            note: "of \(latest.testedSignals.count) tested")
        if history.reports.count > 1 {
            let count = history.reports.count { $0.verdict == .drift }
            facts.add("windows with drift", Figure.count(count), note: "of \(history.reports.count)")
        }
        if !history.alerts.isEmpty {
            facts.add("alerts raised", Figure.count(history.alerts.count { $0.kind == .raised }))
        }
        if let reference = history.reference {
            facts.add("records in the reference", Figure.count(reference.recordCount))
        }
        return facts.tiles
    }

    private func span(_ report: DriftReport) -> String {
        guard let earliest = report.earliest, let latest = report.latest else { return "" }
        return earliest == latest ? Figure.time(earliest) : "\(Figure.time(earliest)) to \(Figure.time(latest))"
    }

    /// Every signal in every window.
    var timeline: HTML {
        guard history.reports.count > 1 else { return .empty }
        let shown = Array(history.reports.indices.suffix(36))
        var map = HeatMap(
            "How far each statistic is above its threshold (1 is at it); ● has drifted", corner: "signal and test",
            columns: shown.map { windowTitles[$0] })
        let keys = keys
        for key in keys.prefix(400) {
            map.append(key.title, shown.map { cell(key, history.reports[$0]) })
        }
        var counts = ReportTable(
            "Each window with its verdict",
            [
                .init("window"), .init("records", .number), .init("signals tested", .number),
                .init("drifted", .number), .init("verdict"), .init("alerts"),
            ])
        for index in shown {
            let report = history.reports[index]
            counts.append([
                HTML(windowTitles[index]), HTML(Figure.count(report.recordCount)),
                HTML(Figure.count(report.testedSignals.count)), HTML(Figure.count(report.driftedSignals.count)),
                .badge(report.verdict.tone, report.verdict.words), marks(report),
            ])
        }
        return HTML {
            counts.html
            map.html
            if keys.count > 400 { HTML.note("Shown are the first 400 of \(Figure.count(keys.count, "test")).") }
            if shown.count < history.reports.count {
                HTML.note("Shown are the latest \(shown.count) of \(Figure.count(history.reports.count, "window")).")
            }
        }
    }

    private func marks(_ report: DriftReport) -> HTML {
        HTML(.span, .class("badges")) {
            for alert in history.alerts where alert.windowKey == report.windowKey {
                HTML.badge(alert.kind == .raised ? .bad : .good, "\(alert.rule) \(alert.kind.rawValue)")
            }
        }
    }

    private struct Key: Hashable {
        var signal: String
        var test: DriftTest

        var title: HTML {
            HTML {
                HTML.name(signal)
                HTML(.small) { " \(test.title)" }
            }
        }
    }

    private var keys: [Key] {
        var seen: Set<Key> = []
        return history.reports.flatMap(\.results).map { Key(signal: $0.signal, test: $0.test) }
            .filter { seen.insert($0).inserted }
    }

    private func cell(_ key: Key, _ report: DriftReport) -> HeatMap.Cell {
        guard let result = report.results.first(where: { $0.signal == key.signal && $0.test == key.test }),
            result.statistic != nil
        else { return HeatMap.Cell(level: nil, text: Figure.none) }
        return HeatMap.Cell(
            level: result.excess / 3, text: Figure.number(result.excess, decimals: 2),
            isMarked: result.verdict == .drift)
    }

    func alerts(_ windowTitle: (Int64) -> String) -> HTML {
        var table = ReportTable(
            "Alerts in the order in which they were given",
            [.init("rule"), .init("what"), .init("window"), .init("drifted signals"), .init("reason")])
        for alert in history.alerts {
            table.append([
                .name(alert.rule), .badge(alert.kind == .raised ? .bad : .good, alert.kind.rawValue),
                HTML(windowTitle(alert.windowKey)),
                HTML(joining: alert.signals.map(HTML.name), separator: HTML(", ")), .phrase(alert.reason),
            ])
        }
        return table.html
    }
}

extension DriftResult {
    /// The statistic in units of its threshold, so that tests can be compared.
    var excess: Double { threshold > 0 ? (statistic ?? 0) / threshold : 0 }
}

extension DriftResult.Verdict {
    var tone: Tone {
        switch self {
        case .drift: .bad
        case .noDrift: .good
        case .insufficientEvidence: .unsure
        }
    }

    var words: String {
        switch self {
        case .drift: "drift"
        case .noDrift: "no drift"
        case .insufficientEvidence: "too little evidence"
        }
    }
}
