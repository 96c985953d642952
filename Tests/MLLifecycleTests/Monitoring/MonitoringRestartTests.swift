#if ServiceLifecycle
import MLCore
import MLLifecycle
import MLMonitor
import MLServe
import MLTestKit
import ServiceLifecycleTestKit
import Testing

@Suite("Monitoring over restarts and failures", .timeLimit(.minutes(2)))
struct MonitoringRestartTests {
    /// Runs a service from its start to a graceful shutdown, with records in the buffer.
    private func serve(
        _ store: MemoryCheckpoint, _ count: Int, from first: Int, shift: Double = 0, plan: MonitoringPlan? = nil
    ) async throws -> MonitoringFixture {
        let fixture = try MonitoringFixture(store: store, plan: plan)
        try await testGracefulShutdown { trigger in
            async let run: Void = fixture.service.run()
            await fixture.clock.waitForSleepers()
            fixture.receive(count, from: first, shift: shift)
            trigger.triggerGracefulShutdown()
            try await run
        }
        return fixture
    }

    @Test("Open windows, counters, alert rules and the retraining policy go on after a restart")
    func restart() async throws {
        let store = MemoryCheckpoint()
        let first = try await serve(store, 150, from: 0, shift: 5)
        #expect(first.findings.all.map { $0.alerts.map(\.kind) } == [[.raised]])
        let second = try await serve(store, 150, from: 150, shift: 5)
        #expect(second.service.monitor.counters.accepted == 300)
        #expect(second.findings.all.map(\.window.key) == [1, 2])
        #expect(second.findings.all.map(\.report.recordCount) == [100, 100])
        #expect(second.findings.all.map(\.alerts.count) == [0, 0])
        #expect(second.findings.all.map { $0.proposal?.number } == [2, 3])
        let third = try await serve(store, 100, from: 300)
        #expect(third.findings.all.map { $0.alerts.map(\.kind) } == [[.resolved]])
    }

    @Test("A rule that was changed begins anew; the others keep their history")
    func changedPlan() async throws {
        let store = MemoryCheckpoint()
        _ = try await serve(store, 100, from: 0, shift: 5)
        var plan = try MonitoringFixture.plan
        plan.rules.append(try AlertRule(name: "any", condition: .anyOf(Records.signals.map(\.name))))
        plan.retraining = .init(cooldown: 5)
        let second = try await serve(store, 100, from: 100, shift: 5, plan: plan)
        #expect(second.findings.all.map { $0.alerts.map(\.rule) } == [["any"]])
        #expect(second.findings.all.map { $0.proposal?.number } == [1])
    }

    @Test("An error of the host ends the service, predictions go on, and the finding is given again")
    func failingHost() async throws {
        let store = MemoryCheckpoint()
        let fixture = try MonitoringFixture(store: store) { finding in
            if finding.window.key == 1 { throw HostFailure() }
        }
        fixture.receive(250)
        let task = Task { try await fixture.service.run() }
        await fixture.clock.waitForSleepers()
        fixture.clock.advance(by: MonitoringFixture.interval)
        let error = await #expect(throws: LifecycleError.self) { try await task.value }
        #expect(error?.code == .handlerFailed)
        #expect(error?.details.cause is HostFailure)
        #expect(fixture.findings.all.map(\.window.key) == [0])
        // The buffer still takes what the server leaves.
        fixture.receive(10, from: 250)
        #expect(fixture.buffer.takeAll().count == 10)
        #expect(fixture.buffer.droppedCount == 0)
        let second = try await serve(store, 50, from: 250)
        #expect(second.findings.all.map(\.window.key) == [1, 2])
        #expect(second.service.monitor.counters.accepted == 300)
    }

    @Test("A shutdown that takes too long cancels the host and keeps the windows that were not told")
    func overdue() async throws {
        let store = MemoryCheckpoint()
        let clock = ManualClock()
        let fixture = try MonitoringFixture(store: store) { finding in
            if finding.window.key == 1 { try await clock.sleep(for: .seconds(1_000_000)) }
        }
        let error = await #expect(throws: LifecycleError.self) {
            try await testGracefulShutdown { trigger in
                async let run: Void = fixture.service.run()
                await fixture.clock.waitForSleepers()
                fixture.receive(350)
                trigger.triggerGracefulShutdown()
                await clock.waitForSleepers()
                await fixture.clock.waitForSleepers()
                fixture.clock.advance(by: MonitoringFixture.drainTime - .seconds(1))
                #expect(fixture.clock.sleeperCount == 1)
                fixture.clock.advance(by: .seconds(1))
                try await run
            }
        }
        #expect(error?.code == .drainTimedOut)
        #expect("\(try #require(error))".contains("2 windows"))
        let second = try await serve(store, 50, from: 350)
        #expect(second.findings.all.map(\.window.key) == [1, 2, 3])
        #expect(second.findings.all.map(\.report.recordCount) == [100, 100, 100])
    }

    @Test("A shutdown ends in time though records go on coming and the host does not heed that it is cancelled")
    func endlessRecords() async throws {
        let fixtures = Kept<MonitoringFixture>()
        let told = Kept<Int64>()
        let fixture = try MonitoringFixture { finding in
            told.add(finding.window.key)
            guard let fixture = fixtures.all.first else { return }
            // Where the service goes on for ever, at least the test ends.
            let count = told.all.count
            if count < 1000 { fixture.receive(1, from: count) }
            if count == 5 {
                await fixture.clock.waitForSleepers()
                fixture.clock.advance(by: MonitoringFixture.drainTime)
                while !Task.isCancelled { await Task.yield() }
            }
        }
        fixtures.add(fixture)
        let error = await #expect(throws: LifecycleError.self) {
            try await testGracefulShutdown { trigger in
                async let run: Void = fixture.service.run()
                await fixture.clock.waitForSleepers()
                fixture.receive(1)
                trigger.triggerGracefulShutdown()
                try await run
            }
        }
        #expect(error?.code == .drainTimedOut)
        #expect(told.all.count == 5)
    }

    @Test("A cancellation keeps windows that were not told")
    func cancellation() async throws {
        let store = MemoryCheckpoint()
        let fixture = try MonitoringFixture(store: store)
        let task = Task { try await fixture.service.run() }
        await fixture.clock.waitForSleepers()
        fixture.receive(250)
        task.cancel()
        await #expect(throws: CancellationError.self) { try await task.value }
        let second = try await serve(store, 0, from: 0)
        #expect(second.findings.all.map(\.window.key) == [0, 1])
    }

    @Test("The state is saved every few intervals; a store that fails ends the service")
    func saving() async throws {
        let store = MemoryCheckpoint()
        let fixture = try MonitoringFixture(store: store)
        let task = Task { try await fixture.service.run() }
        fixture.receive(10)
        await fixture.passInterval()
        #expect(store.saves == 0)
        await fixture.passInterval()
        #expect(store.saves == 1)
        let other = try MonitoringFixture(store: MemoryCheckpoint(store.bytes))
        #expect(other.service.monitor.counters.accepted == 10)
        store.fail()
        await fixture.passInterval()
        fixture.clock.advance(by: MonitoringFixture.interval)
        let error = await #expect(throws: LifecycleError.self) { try await task.value }
        #expect(error?.code == .stateNotSaved)
        #expect(error?.details.cause is MemoryCheckpoint.Broken)
    }

    @Test("A state of another reference, another windowing or no state at all is refused")
    func incompatible() async throws {
        let store = MemoryCheckpoint()
        _ = try await serve(store, 10, from: 0)
        func code(_ make: () throws -> MonitoringFixture) -> LifecycleError.Code? {
            #expect(throws: LifecycleError.self) { try make() }?.code
        }
        #expect(
            code { try MonitoringFixture(store: store, reference: Records.reference(subject: "other")) }
                == .incompatibleState)
        #expect(code { try MonitoringFixture(windowing: .records(99), store: store) } == .incompatibleState)
        let bytes = try #require(store.bytes)
        for damaged in [[], Array("null".utf8), Array(bytes.dropLast()), Array("{\"formatVersion\":1}".utf8)] {
            #expect(code { try MonitoringFixture(store: MemoryCheckpoint(damaged)) } == .incompatibleState)
        }
        let newer = String(decoding: bytes, as: UTF8.self).replacing("\"formatVersion\":1", with: "\"formatVersion\":2")
        #expect(code { try MonitoringFixture(store: MemoryCheckpoint(Array(newer.utf8))) } == .incompatibleState)
    }
}
#endif
