/// The state of one alert rule: which of the last windows met it, and whether it is raised.
///
/// A pure value: the same reports in the same order give the same alerts. An alert is given once when the rule begins to
/// hold and once when it ceases to; reports of windows that are not newer than the last one change nothing, so a report
/// may be given twice.
public struct AlertState: Sendable, Hashable, Codable {
    /// The rule.
    public let rule: AlertRule
    /// Whether the rule holds.
    public private(set) var isRaised = false
    /// Which of the last windows met the condition, the latest at the end; windows without evidence left out.
    public private(set) var history: [Bool] = []
    /// The key of the last window with evidence or without.
    public private(set) var lastWindow: Int64?

    /// Creates the state of a rule that has seen nothing.
    public init(rule: AlertRule) { self.rule = rule }

    /// Takes the report of the next window.
    ///
    /// - Parameter report: The report.
    /// - Returns: An alert when the rule begins or ceases to hold with this window.
    public mutating func observe(_ report: DriftReport) -> Alert? {
        if let lastWindow, report.windowKey <= lastWindow { return nil }
        lastWindow = report.windowKey
        guard let isMet = rule.isMet(by: report) else { return nil }
        history.append(isMet)
        if history.count > max(rule.span, 1) { history.removeFirst(history.count - max(rule.span, 1)) }
        let met = history.count { $0 }
        let holds = met >= rule.count
        guard holds != isRaised else { return nil }
        isRaised = holds
        let drifted = report.driftedSignals
        return Alert(
            rule: rule.name, kind: holds ? .raised : .resolved, subject: report.subject, reference: report.reference,
            windowKey: report.windowKey, signals: drifted,
            reason: """
                \(met) of the last \(history.count) windows met the rule, needed are \(rule.count) of \(rule.span); \
                in window \(report.windowKey) \(drifted.count) of \(report.testedSignals.count) signals drifted
                """,
            evidence: report.results.filter { $0.verdict == .drift })
    }
}
