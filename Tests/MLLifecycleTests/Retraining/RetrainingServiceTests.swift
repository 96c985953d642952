#if ServiceLifecycle
import MLCore
import MLLifecycle
import MLMonitor
import MLTestKit
import ServiceLifecycleTestKit
import Synchronization
import Testing

@Suite("Retraining as a service", .timeLimit(.minutes(2)))
struct RetrainingServiceTests {
    let clock = ManualClock()
    let events = EventList()
    let outcomes = Kept<RetrainingLoop.Outcome>()

    private func service(
        _ host: Host, schedule: Duration? = nil, capacity: Int = 8, store: MemoryCheckpoint? = nil,
        handling handle: (@Sendable (RetrainingLoop.Outcome) async throws -> Void)? = nil
    ) throws -> RetrainingService<Host> {
        try RetrainingService(
            actions: host,
            configuration: .init(
                schedule: schedule, subject: "ranker", capacity: capacity, cancellation: host.cancellation,
                observer: events, clock: clock),
            store: store
        ) { [outcomes] outcome in
            try await handle?(outcome)
            outcomes.add(outcome)
        }
    }

    @Test("A proposal gets its round, a failing round is an outcome, and the service goes on")
    func rounds() async throws {
        let host = Host()
        let service = try service(host)
        try await testGracefulShutdown { trigger in
            async let run: Void = service.run()
            await clock.waitForSleepers()
            for number in 1...3 { #expect(service.propose(proposal(number))) }
            host.fail(in: 2)
            clock.advance(by: .seconds(1))
            await outcomes.wait(for: 3)
            trigger.triggerGracefulShutdown()
            try await run
        }
        #expect(outcomes.all.map(\.kind) == [.promoted, .failed, .promoted])
        #expect(host.promoted.all == [1, 3])
        #expect(service.waiting.isEmpty)
        #expect(events.named("retraining.started").map { $0.fields["number"] } == [.int64(1), .int64(2), .int64(3)])
        #expect(events.named("retraining.ended").map(\.kind) == [.notice, .warning, .notice])
        #expect(events.named("retraining.ended").first?.fields["verdict"] == .string("pass"))
    }

    @Test("The schedule proposes when nothing else has for so long")
    func schedule() async throws {
        let host = Host()
        let service = try service(host, schedule: .seconds(3))
        try await testGracefulShutdown { trigger in
            async let run: Void = service.run()
            await clock.waitForSleepers()
            service.propose(proposal(7))
            for second in 1...7 {
                clock.advance(by: .seconds(1))
                // The first round comes at once, the others three seconds after the one before.
                await outcomes.wait(for: 1 + (second - 1) / 3)
                await clock.waitForSleepers()
            }
            trigger.triggerGracefulShutdown()
            try await run
        }
        #expect(outcomes.all.map(\.proposal.number) == [7, 8, 9])
        #expect(outcomes.all.last?.proposal.subject == "ranker")
        #expect(outcomes.all.last?.proposal.reasons == ["schedule: 3.0 seconds without retraining"])
    }

    @Test("A shutdown finishes the round under way, and the next start does those that wait")
    func gracefulShutdown() async throws {
        let store = MemoryCheckpoint()
        let host = Host()
        host.hold()
        let service = try service(host, store: store)
        try await testGracefulShutdown { trigger in
            async let run: Void = service.run()
            await clock.waitForSleepers()
            for number in 1...3 { service.propose(proposal(number)) }
            clock.advance(by: .seconds(1))
            await host.begun.wait(for: 1)
            trigger.triggerGracefulShutdown()
            // The time for draining has begun.
            await clock.waitForSleepers()
            host.release()
            try await run
        }
        #expect(outcomes.all.map(\.proposal.number) == [1])
        let next = try self.service(Host(), store: store)
        #expect(next.waiting.map(\.number) == [2, 3])
        try await testGracefulShutdown { trigger in
            async let run: Void = next.run()
            await outcomes.wait(for: 3)
            trigger.triggerGracefulShutdown()
            try await run
        }
        #expect(outcomes.all.map(\.proposal.number) == [1, 2, 3])
        #expect(try self.service(Host(), store: store).waiting.isEmpty)
    }

    @Test("A round that takes too long is told to stop, is no outcome, and begins again after a restart")
    func overdue() async throws {
        let store = MemoryCheckpoint()
        let host = Host()
        host.hold()
        let service = try service(host, store: store)
        let error = await #expect(throws: LifecycleError.self) {
            try await testGracefulShutdown { trigger in
                async let run: Void = service.run()
                await clock.waitForSleepers()
                service.propose(proposal(1))
                clock.advance(by: .seconds(1))
                await host.begun.wait(for: 1)
                trigger.triggerGracefulShutdown()
                await clock.waitForSleepers()
                clock.advance(by: .seconds(30))
                try await run
            }
        }
        #expect(error?.code == .drainTimedOut)
        #expect(host.cancellation.isCancelled)
        #expect(outcomes.all.isEmpty && host.promoted.all.isEmpty)
        #expect(try self.service(Host(), store: store).waiting.map(\.number) == [1])
    }

    @Test("A cancellation stops the round at once")
    func cancellation() async throws {
        let host = Host()
        host.hold()
        let service = try service(host)
        let task = Task { try await service.run() }
        await clock.waitForSleepers()
        service.propose(proposal(1))
        clock.advance(by: .seconds(1))
        await host.begun.wait(for: 1)
        task.cancel()
        await #expect(throws: CancellationError.self) { try await task.value }
        #expect(outcomes.all.isEmpty)
        #expect(service.waiting.map(\.number) == [1])
    }

    @Test("Proposals beyond the room are refused and told; one that waits already is not taken twice")
    func capacity() throws {
        let service = try service(Host(), capacity: 2)
        #expect([1, 2, 2, 1, 3, 4].map { service.propose(proposal($0)) } == [true, true, true, true, false, false])
        #expect(service.waiting.map(\.number) == [1, 2])
        #expect(events.named("retraining.proposal-refused").map { $0.fields["number"] } == [.int64(3), .int64(4)])
    }

    @Test("An error of the host's handler ends the service; the round is done again after a restart")
    func failingHandler() async throws {
        let store = MemoryCheckpoint()
        let service = try service(Host(), store: store) { _ in throw HostFailure() }
        service.propose(proposal(1))
        let error = await #expect(throws: LifecycleError.self) { try await service.run() }
        #expect(error?.code == .handlerFailed && error?.details.cause is HostFailure)
        #expect(try self.service(Host(), store: store).waiting.map(\.number) == [1])
    }

    @Test("A bad configuration says all that is bad, and a damaged state is refused")
    func configuration() throws {
        let error = #expect(throws: LifecycleError.self) {
            try RetrainingService(
                actions: Host(),
                configuration: .init(schedule: .zero, interval: .zero, drainTime: .zero, capacity: 0))
        }
        #expect(error?.code == .invalidConfiguration)
        let text = "\(try #require(error))"
        for part in ["a schedule of", "subject", "interval", "drain time", "room for 0"] {
            #expect(text.contains(part), "\(part)")
        }
        let damaged = #expect(throws: LifecycleError.self) {
            try service(Host(), store: MemoryCheckpoint(Array("[]".utf8)))
        }
        #expect(damaged?.code == .incompatibleState)
    }

    private func proposal(_ number: Int) -> RetrainingProposal {
        RetrainingProposal(number: number, subject: "ranker", windowKey: 0, reasons: ["test"])
    }
}

/// Actions that note what was asked for, and wait in training when they are held.
private final class Host: RetrainingActions, Sendable {
    let begun = Kept<Int>()
    let promoted = Kept<Int>()
    let cancellation = CancellationToken()
    private let failing = Mutex<Int?>(nil)
    private let isHeld = Atomic<Bool>(false)

    func hold() { isHeld.store(true, ordering: .releasing) }

    func release() { isHeld.store(false, ordering: .releasing) }

    func fail(in round: Int) { failing.withLock { $0 = round } }

    func train(_ proposal: RetrainingProposal) throws -> Int {
        begun.add(proposal.number)
        if failing.withLock({ $0 }) == proposal.number { throw HostFailure() }
        while isHeld.load(ordering: .acquiring) { try cancellation.check() }
        return proposal.number
    }

    func judge(_ candidate: Int) throws -> GateResult {
        GateResult(
            gate: "gate", subject: "candidate \(candidate)",
            checks: [.init(requirement: "always", verdict: .pass, evidence: "none")])
    }

    func promote(_ candidate: Int, gate: GateResult) throws { promoted.add(candidate) }
}
#endif
