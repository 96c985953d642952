import MLCore
import MLReport

/// The drift reports of successive windows with what is needed to show them to people.
public struct DriftHistory: Sendable {
    /// The reports, by ascending key of the window.
    public let reports: [DriftReport]
    /// The alerts, in the order in which they were given.
    public let alerts: [Alert]
    /// What the windows were compared with; draws distributions when it is given.
    public let reference: MonitorReference?
    /// The windows that are known, for drawing their distributions.
    public let windows: [MonitorWindow]

    /// Creates a history.
    ///
    /// - Parameters:
    ///   - reports: The reports, in any order.
    ///   - alerts: The alerts, in the order in which they were given.
    ///   - reference: What the windows were compared with.
    ///   - windows: The windows of the reports, as far as they were kept.
    public init(
        reports: [DriftReport], alerts: [Alert] = [], reference: MonitorReference? = nil,
        windows: [MonitorWindow] = []
    ) {
        self.reports = reports.sorted { $0.windowKey < $1.windowKey }
        self.alerts = alerts
        self.reference = reference
        self.windows = windows
    }

    /// The history as a page: whether the latest window has drifted, every window by signal, alerts, and the
    /// distributions of the latest window beside those of the reference.
    ///
    /// The page is one self-contained HTML file without scripts. The same values give the same bytes.
    ///
    /// - Parameters:
    ///   - title: What is monitored, for people; `nil` takes the subject of the reports.
    ///   - windowTitle: What a window is called, given its key.
    /// - Returns: The text of the file, in UTF-8.
    public func html(title: String? = nil, windowTitle: (Int64) -> String = { "window \($0)" }) -> String {
        let subject = reports.last?.subject ?? ""
        let parts = DriftParts(history: self, windowTitles: reports.map { windowTitle($0.windowKey) })
        return Page(
            kind: "Drift", title: title ?? (subject.isEmpty ? "Drift" : subject),
            subtitle: subject.isEmpty ? .empty : HTML.code(subject),
            summary: HTML {
                parts.verdict
                parts.tiles
            },
            sections: [
                Page.Section("windows", "Windows") { parts.timeline },
                Page.Section("alerts", "Alerts") { parts.alerts(windowTitle) },
                Page.Section("tests", "Tests of \(parts.latestTitle)") { parts.tests },
                Page.Section("signals", "Signals of \(parts.latestTitle)") { parts.distributions },
                Page.Section("method", "How it was measured") { parts.method },
            ]
        ).html
    }
}

extension DriftReport {
    /// The report as a page; see ``DriftHistory/html(title:windowTitle:)``.
    ///
    /// - Parameters:
    ///   - title: What is monitored, for people; `nil` takes the subject.
    ///   - reference: What the window was compared with; draws distributions when the window is given too.
    ///   - window: The window.
    /// - Returns: The text of the file, in UTF-8.
    public func html(
        title: String? = nil, reference: MonitorReference? = nil, window: MonitorWindow? = nil
    ) -> String {
        DriftHistory(reports: [self], reference: reference, windows: window.map { [$0] } ?? []).html(title: title)
    }
}
