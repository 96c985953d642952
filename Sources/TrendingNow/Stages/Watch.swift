import MLCore
import MLData
import MLLedger
import MLMonitor
import MLServe

extension Loop {
    /// Serves the later years as they arrive, compares each period with the reference, and alerts.
    ///
    /// - Returns: The proposal to retrain, if the drift was worth one.
    mutating func watch(
        _ release: Release, _ titles: Titles, _ periods: Periods, _ store: Store
    ) throws -> RetrainingProposal? {
        console.begin("Monitor later years")
        let candidate = release.candidate
        let reference = try reference(of: candidate)
        let monitor = try Monitor(
            reference: reference, configuration: MonitorConfiguration(windowing: .keys(lateness: 0)))
        try replay(periods.later, candidate, to: monitor, store)

        let detector = DriftDetector(minimumCount: 30)
        var alertState = AlertState(
            rule: try AlertRule(name: "drift", condition: .driftedCount(1)))
        var trigger = try RetrainingTrigger(policy: .init(rules: ["drift"], cooldown: 1000))
        var proposal: RetrainingProposal?
        let windows = monitor.takeClosedWindows()
        var (reports, alerts): ([DriftReport], [Alert]) = ([], [])
        for window in windows {
            let report = try detector.report(on: window, reference: reference)
            let alert = alertState.observe(report)
            reports.append(report)
            if let alert { alerts.append(alert) }
            let isRaised = alertState.isRaised
            try tell(report, isRaised, candidate, titles, periods)
            var drafts = [try report.ledgerDraft(subject: store.model, actor: Store.actor)]
            if let alert { drafts.append(try alert.ledgerDraft(subject: store.model, actor: Store.actor)) }
            if let new = trigger.observe(report, alerts: alert.map { [$0] } ?? []) {
                proposal = proposal ?? new
                drafts.append(try new.ledgerDraft(subject: store.model, actor: Store.actor))
                console.tell("retraining is proposed: \(new.reasons.joined(separator: "; "))")
            }
            try store.ledger.append { _ in drafts }
        }
        findings.drift = DriftHistory(reports: reports, alerts: alerts, reference: reference, windows: windows)
        let counters = monitor.counters
        console.tell("\(counters.accepted) records counted, \(counters.duplicates) duplicates, \(counters.late) late")
        return proposal
    }

    /// What is watched: the length of plots, the share of unknown words, and what the model gives.
    func reference(of candidate: Candidate) throws -> MonitorReference {
        let signals: [MonitoredSignal] = [
            .init(.wordCount(input: "plot")), .init(.summary("unknown words")), .init(.highestOutput),
            .init(.decidedLabels), .init(.decidedLabelCount),
        ]
        return try MonitorReference(
            signals: signals,
            observations: try MonitorObservation.observations(
                of: candidate.reference.frame, columns: ["plot"], predictions: candidate.reference.predictions,
                rule: candidate.decision,
                summaries: ["unknown words": candidate.reference.unknownShares]),
            outputNames: candidate.predictor.task.outputNames, subject: candidate.digest,
            binning: .init(binCount: 5))
    }

    /// Serves titles in the order of their years; each period is one window of the monitor.
    private func replay(_ frame: DataFrame, _ candidate: Candidate, to monitor: Monitor, _ store: Store) throws {
        let records = PredictionBuffer()
        let server = ModelServer(
            try Deployment(production: ServableModel(from: store.registry, alias: "production", of: "genres")),
            name: "production", configuration: try ModelServer.Configuration(), sink: records)
        let years = try frame.requiredValues(of: .year)
        let order = years.indices.sorted { (years[$0], $0) < (years[$1], $1) }
        let sorted = try frame.taking(order)
        let shares = try candidate.pipeline.unknownShares(sorted)
        for (position, request) in try Self.requests(sorted).enumerated() {
            _ = try server.predict(request.inputs, key: request.key)
            for record in records.takeAll() {
                monitor.record(
                    record, summaries: ["unknown words": shares[position]], key: Self.period(of: years[order[position]])
                )
            }
        }
        monitor.close()
    }

    /// Prints a report, with the quality on the period now that its genres are known, and adds it to the summary.
    private mutating func tell(
        _ report: DriftReport, _ isAlert: Bool, _ candidate: Candidate, _ titles: Titles, _ periods: Periods
    ) throws {
        let period = report.windowKey
        let range = SlicePredicate.inRange(
            column: "year", lower: Double(period), upper: Double(period + Self.periodLength))
        let frame = try periods.later.filtered(by: range)
        let quality = try evaluate(candidate, titles, on: frame, named: "\(period)s").overall.estimate("microF1")
        let drifted = report.results.filter { $0.verdict == .drift }
        let worst = (drifted.isEmpty ? report.results : drifted).max { Self.excess($0) < Self.excess($1) }
        console.tell(
            "\(period)s, \(report.recordCount) titles: micro F1 \(Self.text(quality)); "
                + "\(report.driftedSignals.count) of \(report.testedSignals.count) signals drifted"
                + (isAlert ? " — ALERT" : ""))
        for result in drifted.prefix(3) { console.tell("  \(result.signal): \(result.reason)") }
        guard let worst else { return }
        summary.drift.append(
            .init(
                period: "\(period)s", rows: Int(report.recordCount), feature: worst.signal, test: worst.test.title,
                statistic: worst.statistic ?? 0, threshold: worst.threshold,
                signalsDrifted: report.driftedSignals.count, signalsTested: report.testedSignals.count,
                alert: isAlert, microF1: .init(quality)))
    }

    /// How far a statistic is above its threshold, so that different tests can be compared.
    private static func excess(_ result: DriftResult) -> Double { (result.statistic ?? 0) / result.threshold }

    private static let periodLength: Int64 = 10

    /// The decade of a year.
    private static func period(of year: Int64) -> Int64 { year / periodLength * periodLength }
}
