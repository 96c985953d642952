#if ServiceLifecycle
public import MLMonitor

/// What came of one closed window: the report, and what followed from it.
public struct MonitoringFinding: Sendable, Hashable {
    /// The window.
    public let window: MonitorWindow
    /// The comparison of the window with the reference.
    public let report: DriftReport
    /// The alert rules that began or ceased to hold with this window, in the order of the rules.
    public let alerts: [Alert]
    /// The proposal to retrain, when the policy makes one.
    public let proposal: RetrainingProposal?

    /// Creates a finding, for tests of what a host does with it.
    ///
    /// - Parameters:
    ///   - window: The window.
    ///   - report: The comparison of the window with the reference.
    ///   - alerts: The alert rules that began or ceased to hold with this window.
    ///   - proposal: The proposal to retrain, when there is one.
    public init(window: MonitorWindow, report: DriftReport, alerts: [Alert], proposal: RetrainingProposal?) {
        self.window = window
        self.report = report
        self.alerts = alerts
        self.proposal = proposal
    }
}
#endif
