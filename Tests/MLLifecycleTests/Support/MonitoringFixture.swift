#if ServiceLifecycle
import MLCore
import MLLifecycle
import MLMonitor
import MLServe
import MLTestKit

/// A monitoring service on a clock that stands still, and what it told.
struct MonitoringFixture {
    let clock = ManualClock()
    let wallClock = SteppingWallClock()
    let buffer: PredictionBuffer
    let findings = Kept<MonitoringFinding>()
    let events = EventList()
    let service: MonitoringService

    static let interval = Duration.seconds(10)
    static let drainTime = Duration.seconds(30)

    static var plan: MonitoringPlan {
        get throws {
            MonitoringPlan(
                detector: DriftDetector(minimumCount: 30),
                rules: [try AlertRule(name: "drift", condition: .driftedCount(1))], retraining: .init())
        }
    }

    init(
        windowing: Windowing = .records(100), store: (any CheckpointStore)? = nil, capacity: Int = 100_000,
        plan: MonitoringPlan? = nil, reference: MonitorReference? = nil,
        handling handle: (@Sendable (MonitoringFinding) async throws -> Void)? = nil
    ) throws {
        buffer = PredictionBuffer(capacity: capacity)
        let configuration = MonitoringService.Configuration(
            interval: Self.interval, drainTime: Self.drainTime, intervalsPerSave: 2, observer: events, clock: clock,
            wallClock: wallClock)
        service = try MonitoringService(
            reference: reference ?? Records.reference(), windows: MonitorConfiguration(windowing: windowing),
            buffer: buffer, plan: plan ?? Self.plan, configuration: configuration, store: store
        ) { [findings] finding in
            try await handle?(finding)
            findings.add(finding)
        }
    }

    func receive(_ count: Int, from first: Int = 0, shift: Double = 0) {
        for record in Records.records(count, from: first, shift: shift) { buffer.receive(record) }
    }

    /// Lets an interval pass, when the service waits for it.
    func passInterval() async {
        await clock.waitForSleepers()
        clock.advance(by: Self.interval)
        await clock.waitForSleepers()
    }
}
#endif
