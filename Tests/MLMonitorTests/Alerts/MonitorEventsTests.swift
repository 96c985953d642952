import MLCore
import MLMonitor
import Testing

@Suite("Monitoring as events")
struct MonitorEventsTests {
    private func proposal(_ number: Int = 3) -> RetrainingProposal {
        RetrainingProposal(number: number, subject: "model", windowKey: 7, reasons: ["drift: a", "schedule: b"])
    }

    @Test("A report is a measurement; without evidence it has no share")
    func report() throws {
        let reference = try Traffic.reference()
        let report = try Traffic.report(4, shift: 1, reference: reference)
        #expect(report.event.kind == .metric && report.event.name == "monitor.drift-reported")
        #expect(
            report.event.fields == [
                "subject": .string("model"), "window": .int64(4), "records": .int64(400),
                "tested": .int64(Int64(report.testedSignals.count)),
                "drifted": .int64(Int64(report.driftedSignals.count)), "verdict": .string("drift"),
                "driftedShare": .double(try #require(report.driftedShare)),
            ])
        let small = try Traffic.report(5, shift: 0, reference: reference, count: 5).event
        #expect(small.fields["driftedShare"] == nil && small.fields["verdict"] == .string("insufficientEvidence"))
    }

    @Test("An alert is a warning when it is raised and a notice when it is resolved")
    func alert() throws {
        let reference = try Traffic.reference()
        var state = AlertState(rule: try AlertRule(name: "country", condition: .anyOf(["country"])))
        let events = try [1.0, 0].enumerated().compactMap { key, shift in
            state.observe(try Traffic.report(Int64(key), shift: shift, reference: reference))?.event
        }
        #expect(events.map(\.name) == ["monitor.alert-raised", "monitor.alert-resolved"])
        #expect(events.map(\.kind) == [.warning, .notice])
        #expect(events.map { $0.fields["rule"] } == [.string("country"), .string("country")])
        #expect(events.map { $0.fields["window"] } == [.int64(0), .int64(1)])
        #expect(events.first?.message.hasPrefix("1 of the last 1 windows") == true)
    }

    @Test("A round has a begin and an end, which is a warning when a step could not be done")
    func round() throws {
        #expect(proposal().event.name == "monitor.retraining-proposed")
        #expect(proposal().event.message == "drift: a; schedule: b")
        #expect(proposal().startedEvent.name == "retraining.started")
        #expect(
            proposal().startedEvent.fields == [
                "number": .int64(3), "subject": .string("model"), "window": .int64(7),
            ])
        func end(_ events: RetrainingLoop.Event...) throws -> Event? {
            var loop = RetrainingLoop()
            return try ([.proposed(proposal())] + events).compactMap { try loop.take($0) }.first?.event
        }
        let gate = GateResult(
            gate: "g", subject: "s", checks: [.init(requirement: "r", verdict: .fail, evidence: "e")])
        let rejected = try #require(try end(.trained, .judged(gate)))
        #expect(rejected.name == "retraining.ended" && rejected.kind == .notice)
        #expect(
            rejected.fields == [
                "outcome": .string("rejected"), "number": .int64(3), "subject": .string("model"),
                "verdict": .string("fail"),
            ])
        let failed = try #require(try end(.failed("no data")))
        #expect(failed.kind == .warning && failed.message == "no data" && failed.fields["outcome"] == .string("failed"))
    }

    @Test("Counters are a measurement of the totals")
    func counters() throws {
        let monitor = try Monitor(
            reference: Traffic.reference(), configuration: MonitorConfiguration(windowing: .records(100)))
        for record in Traffic.records(30, seed: 9) + Traffic.records(5, seed: 9) { monitor.record(record) }
        let event = monitor.counters.event
        #expect(event.kind == .metric && event.name == "monitor.records")
        #expect(event.fields["accepted"] == .int64(30) && event.fields["duplicates"] == .int64(5))
        #expect(event.fields.count == 6)
    }
}
