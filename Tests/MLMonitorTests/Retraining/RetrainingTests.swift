import MLCore
import MLMonitor
import Testing

@Suite("Retraining")
struct RetrainingTests {
    private func run(_ policy: RetrainingTrigger.Policy, shifts: [Double]) throws -> [RetrainingProposal] {
        let reference = try Traffic.reference(300)
        var alert = AlertState(rule: try AlertRule(name: "drift", condition: .driftedShare(0.3)))
        var trigger = try RetrainingTrigger(policy: policy)
        var proposals: [RetrainingProposal] = []
        for (key, shift) in shifts.enumerated() {
            let report = try Traffic.report(Int64(key), shift: shift, reference: reference)
            let alerts = [alert.observe(report)].compactMap { $0 }
            if let proposal = trigger.observe(report, alerts: alerts) { proposals.append(proposal) }
        }
        let bytes = try CanonicalJSONEncoder().encode(trigger)
        #expect(try CanonicalJSONDecoder().decode(RetrainingTrigger.self, from: bytes) == trigger)
        return proposals
    }

    @Test("A raised alert proposes at once, then again after the cooldown while it is raised")
    func cooldown() throws {
        let proposals = try run(.init(cooldown: 2), shifts: [0, 1, 1, 1, 1, 0, 0, 0])
        #expect(proposals.map(\.windowKey) == [1, 4])
        #expect(proposals.map(\.number) == [1, 2])
        #expect(proposals[0].reasons.count == 1 && proposals[0].reasons[0].hasPrefix("drift: 1 of the last 1 windows"))
    }

    @Test("A schedule proposes without drift; rules that are not named are ignored")
    func schedule() throws {
        let proposals = try run(.init(rules: [], schedule: 3), shifts: [1, 1, 1, 1, 1, 1, 1])
        #expect(proposals.map(\.windowKey) == [2, 5])
        #expect(proposals[0].reasons == ["schedule: 3 windows without retraining"])
        #expect(try run(.init(rules: ["other"]), shifts: [1, 1]).isEmpty)
        #expect(throws: MonitorError.self) { try RetrainingTrigger(policy: .init(rules: [])) }
        #expect(throws: MonitorError.self) { try RetrainingTrigger(policy: .init(schedule: 0, cooldown: -1)) }
    }

    /// Actions that note what was asked for.
    final class Host: RetrainingActions {
        struct Broken: Error {}
        var verdict = GateResult.Verdict.pass
        var broken: String?
        private(set) var calls: [String] = []

        func train(_ proposal: RetrainingProposal) throws -> Int {
            calls.append("train")
            if broken == "train" { throw Broken() }
            return 42
        }

        func judge(_ candidate: Int) throws -> GateResult {
            calls.append("judge \(candidate)")
            if broken == "judge" { throw Broken() }
            return GateResult(
                gate: "g", subject: "candidate", checks: [.init(requirement: "r", verdict: verdict, evidence: "e")])
        }

        func promote(_ candidate: Int, gate: GateResult) throws {
            calls.append("promote \(candidate)")
            if broken == "promote" { throw Broken() }
        }
    }

    private var proposal: RetrainingProposal {
        get throws { try #require(run(.init(), shifts: [1]).first) }
    }

    @Test("Only a candidate whose gate passed is promoted")
    func gate() throws {
        for verdict in [GateResult.Verdict.pass, .fail, .insufficientEvidence] {
            let host = Host()
            host.verdict = verdict
            var loop = RetrainingLoop()
            let outcome = try loop.run(proposal, with: host)
            #expect(outcome.kind == (verdict == .pass ? .promoted : .rejected))
            #expect(outcome.gate?.verdict == verdict)
            #expect(host.calls == ["train", "judge 42"] + (verdict == .pass ? ["promote 42"] : []))
            #expect(loop.step == .idle)
        }
    }

    @Test("A failing step ends the round and the loop waits again", arguments: ["train", "judge", "promote"])
    func failures(step: String) throws {
        let host = Host()
        host.broken = step
        var loop = RetrainingLoop()
        let outcome = try loop.run(proposal, with: host)
        #expect(outcome.kind == .failed && outcome.failure?.contains("Broken") == true)
        #expect(host.calls.last?.hasPrefix(step) == true && loop.step == .idle)
        host.broken = nil
        #expect(try loop.run(proposal, with: host).kind == .promoted)
    }

    @Test("Events that do not belong to the step are refused and change nothing")
    func transitions() throws {
        var loop = RetrainingLoop()
        for event in [RetrainingLoop.Event.trained, .promoted, .failed("x")] {
            #expect(throws: MonitorError.self) { try loop.take(event) }
            #expect(loop.step == .idle)
        }
        #expect(try loop.take(.proposed(proposal)) == nil)
        let before = loop
        #expect(throws: MonitorError.self) { try loop.take(.promoted) }
        #expect(throws: MonitorError.self) { try loop.run(proposal, with: Host()) }
        #expect(loop == before)
        let bytes = try CanonicalJSONEncoder().encode(loop)
        #expect(try CanonicalJSONDecoder().decode(RetrainingLoop.self, from: bytes) == loop)
    }
}
