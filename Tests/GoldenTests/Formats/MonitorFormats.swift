import MLCore
import MLLedger
import MLMonitor
import Testing

extension GoldenFormats {
    static let monitoring: [GoldenFormat] = [
        GoldenFormat(
            name: "monitor-reference", version: MonitorReference.formatVersion,
            write: { ["reference.json": try reference.encoded()] },
            open: { files in
                let reference = try MonitorReference(decoding: files.file("reference.json"))
                let window = try drifted(from: reference)
                return try GoldenReading(
                    account: ReferenceAccount(
                        digest: reference.digest, signals: reference.signals.map(\.name),
                        recordCount: reference.recordCount,
                        report: DriftDetector(minimumCount: 10).report(on: window, reference: reference)),
                    rewritten: ["reference.json": try reference.encoded()])
            }),
        .value("monitor-state") { try monitorState },
        .value("monitor-window") { try drifted(from: reference) },
        .value("drift-report") { try report },
        .value("alert-state") {
            var state = AlertState(rule: try AlertRule(name: "drift", condition: .driftedCount(1), count: 1, of: 3))
            _ = try state.observe(report)
            return state
        },
        .value("alert") { try alert },
        .value("retraining-trigger") {
            var trigger = try RetrainingTrigger(policy: .init(rules: ["drift"], schedule: 5, cooldown: 2))
            _ = try trigger.observe(report, alerts: [alert])
            return trigger
        },
        .value("retraining-proposal") { proposal },
        .value("retraining-loop") {
            var loop = RetrainingLoop()
            for event in [.proposed(proposal), .trained, .judged(passed)] as [RetrainingLoop.Event] {
                _ = try loop.take(event)
            }
            return loop
        },
    ]

    static var monitorState: MonitorState {
        get throws {
            let monitor = try Monitor(
                reference: reference,
                configuration: MonitorConfiguration(windowing: .keys(lateness: 1), rememberedIdentifiers: 4))
            for number in 0..<40 { monitor.record(record(number, shift: 1), key: Int64(number / 10)) }
            return monitor.snapshot()
        }
    }

    private static let proposal = RetrainingProposal(
        number: 1, subject: "00ff", windowKey: 2, reasons: ["drift: 1 of the last 1 windows met the rule"])

    private static let passed = GateResult(
        gate: "release", subject: "00ff", checks: [.init(requirement: "any", verdict: .pass, evidence: "some")])

    private static var report: DriftReport {
        get throws { try DriftDetector(minimumCount: 10).report(on: drifted(from: reference), reference: reference) }
    }

    private static var alert: Alert {
        get throws {
            var state = AlertState(rule: try AlertRule(name: "drift", condition: .anyOf(["year", "country"])))
            let alert = try state.observe(report)
            return try #require(alert)
        }
    }

    static var reference: MonitorReference {
        get throws {
            try MonitorReference(
                signals: [
                    MonitoredSignal(.number(input: "year")), MonitoredSignal(.category(input: "country")),
                    MonitoredSignal(.wordCount(input: "plot")), MonitoredSignal(.elements(input: "tags")),
                    MonitoredSignal(.output("Drama")), MonitoredSignal(.decidedLabels),
                ], observations: (0..<60).map { MonitorObservation(record($0, shift: 0)) },
                outputNames: ["Drama", "War"],
                subject: "00ff", binning: .init(binCount: 4, categoryLimit: 3))
        }
    }

    static func drifted(from reference: MonitorReference) throws -> MonitorWindow {
        var window = try MonitorWindow(reference: reference, key: 2)
        for number in 0..<50 {
            let record = record(number, shift: 5)
            try window.add(MonitorObservation(record), at: record.time, reference: reference)
        }
        return window
    }

    /// Records that follow from their number alone.
    private static func record(_ number: Int, shift: Int) -> PredictionRecord {
        let output = Double(number * 7 % 20) / 20
        return PredictionRecord(
            identifier: "r\(number)", sequence: Int64(number), time: Timestamp(microseconds: Int64(number) * 1_000_000),
            model: "genres", version: 1, modelDigest: "00ff", variant: "production", propensity: 1,
            inputs: [
                "year": number % 9 == 0 ? .missing : .int64(Int64(1980 + number % 7 + 4 * shift)),
                "country": .string(["US", "FR", "IN", "JP", "BR"][number * 3 % (shift == 0 ? 3 : 5)]),
                "plot": .string([String](repeating: "word", count: 1 + number % 5 + shift).joined(separator: " ")),
                "tags": .stringList(number % 3 == 0 ? ["a", "b"] : ["a"]),
            ], outputs: [output, 0.25], labels: output >= 0.5 ? ["Drama"] : [], microseconds: 100)
    }
}

private struct ReferenceAccount: Codable {
    var digest: Digest
    var signals: [String]
    var recordCount: Int64
    var report: DriftReport
}
