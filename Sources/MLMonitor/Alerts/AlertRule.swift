import MLCore

/// When drift is worth telling someone.
///
/// A condition on single windows, and how many of the last windows have to meet it. Windows without enough evidence are
/// passed over: they neither raise nor resolve anything.
public struct AlertRule: Sendable, Hashable, Codable {
    /// A condition on one report.
    public enum Condition: Sendable, Hashable, Codable {
        /// At least this share of the tested signals has drifted; above 0, at most 1.
        case driftedShare(Double)
        /// At least this many signals have drifted.
        case driftedCount(Int)
        /// At least one of the named signals has drifted.
        case anyOf([String])
    }

    /// The name, unique among the rules of a monitor.
    public let name: String
    /// The condition on one window.
    public let condition: Condition
    /// How many of the last ``span`` windows have to meet the condition.
    public let count: Int
    /// How many windows are looked at.
    public let span: Int

    /// Creates a rule.
    ///
    /// - Parameters:
    ///   - name: The name, unique among the rules of a monitor.
    ///   - condition: The condition on one window.
    ///   - count: How many of the last `span` windows have to meet it, from 1 to `span`.
    ///   - span: How many windows are looked at, from 1 to 1000.
    /// - Throws: ``MonitorError`` with code `invalidConfiguration` that lists every fault.
    public init(name: String, condition: Condition, count: Int = 1, of span: Int = 1) throws(MonitorError) {
        self.name = name
        self.condition = condition
        self.count = count
        self.span = span
        try validated()
    }

    /// Checks all fields, also of a rule that was read from somewhere.
    ///
    /// - Throws: ``MonitorError`` with code `invalidConfiguration` that lists every fault.
    public func validated() throws(MonitorError) {
        var faults: [String] = []
        if name.isEmpty { faults.append("the name is empty") }
        switch condition {
        case .driftedShare(let share):
            if !(share > 0 && share <= 1) { faults.append("a share of \(share)") }
        case .driftedCount(let count):
            if count < 1 { faults.append("a count of \(count) signals") }
        case .anyOf(let signals):
            if signals.isEmpty { faults.append("no signal is named") }
        }
        if !(1...1000).contains(span) || !(1...1000).contains(count) || count > span {
            faults.append("\(count) of \(span) windows")
        }
        guard faults.isEmpty else {
            throw MonitorError(.invalidConfiguration, faults.joined(separator: "; "), at: "alert rule \"\(name)\"")
        }
    }

    /// Whether a report meets the condition.
    ///
    /// - Parameter report: The report of a window.
    /// - Returns: Whether it does, or `nil` when there is too little evidence to tell.
    public func isMet(by report: DriftReport) -> Bool? {
        switch condition {
        case .driftedShare(let share): return report.driftedShare.map { $0 >= share }
        case .driftedCount(let count):
            return report.testedSignals.isEmpty ? nil : report.driftedSignals.count >= count
        case .anyOf(let signals):
            if !Set(report.driftedSignals).isDisjoint(with: signals) { return true }
            return Set(report.testedSignals).isDisjoint(with: signals) ? nil : false
        }
    }
}
