import MLCore
import MLLedger
import MLMonitor
import MLTestKit
import Testing

@Suite("Drift page")
struct DriftPageTests {
    private struct Case {
        var reference: MonitorReference
        var windows: [MonitorWindow]
        var history: DriftHistory
    }

    private func make(signal name: String = "size", sizes: [(count: Int, shift: Double)]) throws -> Case {
        func observation(_ index: Int, _ shift: Double) -> MonitorObservation {
            MonitorObservation(inputs: [
                "x": .double(Double(index % 10) + shift), "c": .string(shift > 0 && index % 3 == 0 ? "<new>" : "old"),
            ])
        }
        let reference = try MonitorReference(
            signals: [MonitoredSignal(.number(input: "x"), name: name), MonitoredSignal(.category(input: "c"))],
            observations: (0..<200).map { observation($0, 0) }, subject: "model")
        var state = AlertState(rule: try AlertRule(name: "any", condition: .driftedCount(1)))
        var windows: [MonitorWindow] = []
        var reports: [DriftReport] = []
        var alerts: [Alert] = []
        for (key, size) in sizes.enumerated() {
            var window = try MonitorWindow(reference: reference, key: Int64(key))
            for index in 0..<size.count {
                try window.add(
                    observation(index, size.shift), at: Timestamp(microseconds: Int64(index)), reference: reference)
            }
            windows.append(window)
            reports.append(try DriftDetector().report(on: window, reference: reference))
            if let alert = state.observe(reports[key]) { alerts.append(alert) }
        }
        return Case(
            reference: reference, windows: windows,
            history: DriftHistory(reports: reports, alerts: alerts, reference: reference, windows: windows))
    }

    @Test("It begins with what has drifted, and shows every window, alert and distribution")
    func drift() throws {
        let made = try make(sizes: [(200, 0), (200, 50)])
        let page = made.history.html { "week \($0)" }
        #expect(PageChecks.run(page).passed, "\(PageChecks.run(page))")
        #expect(page.contains("2 of 2\u{A0}tested signals drifted in week 1") && page.contains("any raised"))
        #expect(page.contains("below\u{A0}") && !page.contains(">below "), "a range may break into lines")
        #expect(page.contains("Signals of week 1") && page == made.history.html { "week \($0)" })
        let quiet = try make(sizes: [(200, 0)]).history
        #expect(quiet.html().contains("No drift in window 0"))
        #expect(PageChecks.run(quiet.reports[0].html()).passed)
    }

    @Test("Too few records, no report and hostile names give pages too")
    func gaps() throws {
        let few = try make(signal: "<script>\u{202E}שלום", sizes: [(0, 0), (3, 0)])
        for page in [few.history.html(), DriftHistory(reports: []).html(), few.history.reports[0].html()] {
            #expect(PageChecks.run(page).passed, "\(PageChecks.run(page))")
            #expect(!page.contains("<script"))
        }
        #expect(few.history.html().contains("Too few records"))
        #expect(DriftHistory(reports: []).html().contains("There is no report yet"))
    }
}
