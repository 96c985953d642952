#if ServiceLifecycle
import MLMonitor

/// Everything a monitoring service goes on from after a restart, as a value.
struct MonitoringState: Sendable, Codable {
    /// The open windows and counters, as they were when the state was saved.
    var monitor: MonitorState
    /// The alert rules with their history.
    var alerts: [AlertState]
    /// The trigger, when the plan has one.
    var trigger: RetrainingTrigger?
    /// Closed windows that the host has not taken yet, the oldest first.
    var waiting: [MonitorWindow] = []

    /// The state of a service that has seen nothing.
    init(monitor: MonitorState, plan: MonitoringPlan) throws(MonitorError) {
        self.monitor = monitor
        alerts = plan.rules.map(AlertState.init)
        if let policy = plan.retraining { trigger = try RetrainingTrigger(policy: policy) }
    }

    /// Goes on under a plan that may differ from the one before: rules and a policy that are the same keep their history.
    func adapted(to plan: MonitoringPlan) throws(MonitorError) -> MonitoringState {
        var adapted = try MonitoringState(monitor: monitor, plan: plan)
        adapted.waiting = waiting
        adapted.alerts = adapted.alerts.map { fresh in alerts.first { $0.rule == fresh.rule } ?? fresh }
        if let trigger, trigger.policy == plan.retraining { adapted.trigger = trigger }
        return adapted
    }

    /// Looks at the oldest window that waits.
    ///
    /// - Returns: What came of it, and the state once the host has taken that; `nil` when no window waits.
    func next(plan: MonitoringPlan, reference: MonitorReference) throws -> (MonitoringFinding, MonitoringState)? {
        guard let window = waiting.first else { return nil }
        var after = self
        after.waiting.removeFirst()
        let report = try plan.detector.report(on: window, reference: reference)
        var raised: [Alert] = []
        for position in after.alerts.indices {
            if let alert = after.alerts[position].observe(report) { raised.append(alert) }
        }
        let proposal = after.trigger?.observe(report, alerts: raised)
        return (MonitoringFinding(window: window, report: report, alerts: raised, proposal: proposal), after)
    }
}
#endif
