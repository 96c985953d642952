import MLCore
import MLLedger
import MLMonitor
import Testing

@Suite("Alerts")
struct AlertTests {
    @Test("Two of three windows raise the alert once, and it resolves once")
    func persistence() throws {
        let reference = try Traffic.reference()
        var state = AlertState(rule: try AlertRule(name: "drift", condition: .driftedShare(0.3), count: 2, of: 3))
        var alerts: [(Int64, Alert.Kind)] = []
        for (key, shift) in [0.0, 1, 0, 1, 1, 1, 0, 0, 0].enumerated() {
            let report = try Traffic.report(Int64(key), shift: shift, reference: reference)
            if let alert = state.observe(report) { alerts.append((alert.windowKey, alert.kind)) }
            // The same window again changes nothing.
            #expect(state.observe(report) == nil)
        }
        #expect(alerts.map(\.0) == [3, 7])
        #expect(alerts.map(\.1) == [.raised, .resolved])
        let bytes = try CanonicalJSONEncoder().encode(state)
        #expect(try CanonicalJSONDecoder().decode(AlertState.self, from: bytes) == state)
    }

    @Test("Windows without enough evidence neither raise nor resolve")
    func insufficient() throws {
        let reference = try Traffic.reference()
        var state = AlertState(rule: try AlertRule(name: "drift", condition: .driftedCount(1)))
        #expect(try state.observe(Traffic.report(0, shift: 1, reference: reference, count: 20)) == nil)
        #expect(try state.observe(Traffic.report(1, shift: 1, reference: reference))?.kind == .raised)
        #expect(try state.observe(Traffic.report(2, shift: 0, reference: reference, count: 20)) == nil)
        #expect(state.isRaised)
        #expect(try state.observe(Traffic.report(3, shift: 0, reference: reference))?.kind == .resolved)
    }

    @Test("Named signals raise an alert by themselves")
    func namedSignals() throws {
        let reference = try Traffic.reference()
        let report = try Traffic.report(0, shift: 1, reference: reference)
        #expect(try AlertRule(name: "a", condition: .anyOf(["country"])).isMet(by: report) == true)
        #expect(try AlertRule(name: "a", condition: .anyOf(["tags.elements"])).isMet(by: report) == false)
        #expect(try AlertRule(name: "a", condition: .anyOf(["no such signal"])).isMet(by: report) == nil)
    }

    @Test("Rules that can never or always hold are refused")
    func refusals() {
        for (condition, count, span) in [
            (.driftedShare(0), 1, 1), (.driftedShare(.nan), 1, 1), (.driftedCount(0), 1, 1), (.anyOf([]), 1, 1),
            (.driftedCount(1), 2, 1), (.driftedCount(1), 0, 1), (.driftedCount(1), 1, 1001),
        ] as [(AlertRule.Condition, Int, Int)] {
            #expect(throws: MonitorError.self) {
                try AlertRule(name: "rule", condition: condition, count: count, of: span)
            }
        }
    }

    @Test("Alerts and reports become ledger entries with canonical content")
    func ledger() throws {
        let reference = try Traffic.reference()
        let report = try Traffic.report(0, shift: 1, reference: reference)
        var state = AlertState(rule: try AlertRule(name: "drift", condition: .driftedCount(1)))
        let observed = state.observe(report)
        let alert = try #require(observed)
        let ledger = MemoryLedger()
        let name = try ResourceName("genres")
        let entries = try ledger.append { _ in
            [
                try report.ledgerDraft(subject: name, actor: "monitor"),
                try alert.ledgerDraft(subject: name, actor: "monitor"),
            ]
        }
        #expect(entries.map(\.kind) == [.driftReported, .alertRaised])
        #expect(try CanonicalJSONDecoder().decode(Alert.self, from: entries[1].payload) == alert)
        for kind in [EntryKind.alertResolved, .retrainingProposed] { try kind.validated() }
    }
}
