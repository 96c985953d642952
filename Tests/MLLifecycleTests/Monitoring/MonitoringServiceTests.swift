#if ServiceLifecycle
import Logging
import MLCore
import MLLifecycle
import MLMonitor
import MLServe
import MLTestKit
import ServiceLifecycle
import ServiceLifecycleTestKit
import Testing

@Suite("Monitoring as a service", .timeLimit(.minutes(2)))
struct MonitoringServiceTests {
    @Test("At each interval the buffer is emptied, and closed windows are told with what follows from them")
    func intervals() async throws {
        let fixture = try MonitoringFixture()
        try await testGracefulShutdown { trigger in
            async let run: Void = fixture.service.run()
            fixture.receive(150)
            await fixture.passInterval()
            #expect(fixture.buffer.takeAll().isEmpty)
            #expect(fixture.findings.all.map(\.report.recordCount) == [100])
            #expect(fixture.findings.all.map(\.report.verdict) == [.noDrift])
            fixture.receive(150, from: 150, shift: 5)
            await fixture.passInterval()
            #expect(fixture.findings.all.map(\.window.key) == [0, 1, 2])
            trigger.triggerGracefulShutdown()
            try await run
        }
        let findings = fixture.findings.all
        #expect(findings.map { $0.alerts.map(\.kind) } == [[], [.raised], []])
        #expect(findings.map { $0.proposal?.number } == [nil, 1, 2])
        #expect(fixture.service.alerts.map(\.isRaised) == [true])
        #expect(
            fixture.events.events.all.map(\.name) == [
                "monitor.records", "monitor.drift-reported", "monitor.records", "monitor.drift-reported",
                "monitor.alert-raised", "monitor.retraining-proposed", "monitor.drift-reported",
                "monitor.retraining-proposed",
            ])
    }

    @Test("A graceful shutdown tells everything that was accepted, the last open window too, and returns")
    func gracefulShutdown() async throws {
        let fixture = try MonitoringFixture()
        try await testGracefulShutdown { trigger in
            async let run: Void = fixture.service.run()
            await fixture.clock.waitForSleepers()
            fixture.receive(250)
            trigger.triggerGracefulShutdown()
            try await run
        }
        #expect(fixture.findings.all.map(\.report.recordCount) == [100, 100, 50])
        #expect(fixture.service.monitor.counters.accepted == 250)
        #expect(fixture.buffer.takeAll().isEmpty)
    }

    @Test("A shutdown before the start is a shutdown")
    func shutdownBeforeStart() async throws {
        let fixture = try MonitoringFixture()
        fixture.receive(30)
        try await testGracefulShutdown { trigger in
            trigger.triggerGracefulShutdown()
            try await fixture.service.run()
        }
        #expect(fixture.findings.all.map(\.report.recordCount) == [30])
    }

    @Test("In a group the servers stop first, and their last records are taken")
    func group() async throws {
        let fixture = try MonitoringFixture()
        let server = LastMinuteServer { fixture.receive(120) }
        let group = ServiceGroup(
            configuration: .init(
                services: [.init(service: fixture.service), .init(service: server)],
                logger: Logger(label: "test") { _ in SwiftLogNoOpLogHandler() }))
        async let run: Void = group.run()
        await fixture.clock.waitForSleepers()
        await group.triggerGracefulShutdown()
        try await run
        #expect(fixture.findings.all.map(\.report.recordCount) == [100, 20])
    }

    @Test("A cancellation ends the service at once, and counts what was accepted")
    func cancellation() async throws {
        let fixture = try MonitoringFixture()
        let task = Task { try await fixture.service.run() }
        await fixture.clock.waitForSleepers()
        fixture.receive(250)
        task.cancel()
        await #expect(throws: CancellationError.self) { try await task.value }
        #expect(fixture.service.monitor.counters.accepted == 250)
        #expect(fixture.findings.all.isEmpty)
        #expect(fixture.clock.sleeperCount == 0)
    }

    @Test("Windows of time close when their time has passed, also without traffic")
    func time() async throws {
        let fixture = try MonitoringFixture(windowing: .period(microseconds: 60_000_000, lateness: 1))
        try await testGracefulShutdown { trigger in
            async let run: Void = fixture.service.run()
            fixture.receive(90)
            fixture.wallClock.set(to: Timestamp(microseconds: 119_000_000))
            await fixture.passInterval()
            #expect(fixture.findings.all.isEmpty)
            fixture.wallClock.set(to: Timestamp(microseconds: 120_000_000))
            await fixture.passInterval()
            #expect(fixture.findings.all.map(\.report.recordCount) == [60])
            fixture.wallClock.set(to: Timestamp(microseconds: 180_000_000))
            await fixture.passInterval()
            #expect(fixture.findings.all.map(\.report.recordCount) == [60, 30])
            trigger.triggerGracefulShutdown()
            try await run
        }
        #expect(fixture.findings.all.count == 2)
    }

    @Test("Records for which the buffer had no room are told once, with their number")
    func dropped() async throws {
        let fixture = try MonitoringFixture(capacity: 10)
        try await testGracefulShutdown { trigger in
            async let run: Void = fixture.service.run()
            for first in [0, 100] {
                fixture.receive(15, from: first)
                await fixture.passInterval()
                await fixture.passInterval()
            }
            trigger.triggerGracefulShutdown()
            try await run
        }
        let warnings = fixture.events.named("monitor.records-dropped")
        #expect(warnings.map { $0.fields["records"] } == [.int64(5), .int64(5)])
        #expect(warnings.map { $0.fields["total"] } == [.int64(5), .int64(10)])
        #expect(fixture.events.named("monitor.records").map { $0.fields["accepted"] } == [.int64(10), .int64(20)])
    }

    @Test("A service runs once at a time, and not again before it has ended")
    func twice() async throws {
        let fixture = try MonitoringFixture()
        let task = Task { try await fixture.service.run() }
        await fixture.clock.waitForSleepers()
        let error = await #expect(throws: LifecycleError.self) { try await fixture.service.run() }
        #expect(error?.code == .alreadyRunning)
        task.cancel()
        _ = await task.result
        fixture.receive(3)
        try await testGracefulShutdown { trigger in
            trigger.triggerGracefulShutdown()
            try await fixture.service.run()
        }
        #expect(fixture.findings.all.map(\.report.recordCount) == [3])
    }

    @Test("A bad configuration says all that is bad")
    func configuration() throws {
        var plan = try MonitoringFixture.plan
        plan.rules += plan.rules
        plan.detector.level = 2
        let error = #expect(throws: LifecycleError.self) {
            try MonitoringService(
                reference: Records.reference(), windows: MonitorConfiguration(windowing: .records(0)),
                buffer: .init(), plan: plan,
                configuration: .init(interval: .zero, drainTime: .seconds(-1), intervalsPerSave: 0)
            ) { _ in }
        }
        #expect(error?.code == .invalidConfiguration)
        let text = "\(try #require(error))"
        for part in ["interval", "drain time", "0 intervals", "level", "two alert rules", "0 records"] {
            #expect(text.contains(part), "\(part)")
        }
    }
}

/// Leaves its last records while it shuts down.
private struct LastMinuteServer: Service {
    let leave: @Sendable () -> Void

    func run() async throws {
        try await gracefulShutdown()
        leave()
    }
}
#endif
