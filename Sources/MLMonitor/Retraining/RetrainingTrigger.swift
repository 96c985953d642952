import MLCore

/// Decides when to propose retraining: on raised alerts and on a schedule, with a pause in between.
///
/// A pure value: the same windows and alerts in the same order give the same proposals. It proposes only; a gate decides
/// about the model that comes out.
public struct RetrainingTrigger: Sendable, Hashable, Codable {
    /// When to propose.
    public struct Policy: Sendable, Hashable, Codable {
        /// The names of the alert rules that propose retraining while they are raised; `nil` means every rule.
        public var rules: [String]?
        /// After how many windows without a proposal one is made anyway; `nil` means never.
        public var schedule: Int?
        /// How many windows have to pass after a proposal before the next one.
        public var cooldown: Int

        /// Creates a policy.
        public init(rules: [String]? = nil, schedule: Int? = nil, cooldown: Int = 0) {
            self.rules = rules
            self.schedule = schedule
            self.cooldown = cooldown
        }

        /// Checks all fields.
        ///
        /// - Throws: ``MonitorError`` with code `invalidConfiguration` that lists every fault.
        public func validated() throws(MonitorError) {
            var faults: [String] = []
            if let rules, rules.isEmpty, schedule == nil { faults.append("neither a rule nor a schedule") }
            if let schedule, schedule < 1 { faults.append("a schedule of \(schedule) windows") }
            if cooldown < 0 { faults.append("a cooldown of \(cooldown) windows") }
            guard faults.isEmpty else {
                throw MonitorError(.invalidConfiguration, faults.joined(separator: "; "), at: "retraining policy")
            }
        }
    }

    /// When to propose.
    public let policy: Policy
    /// The rules that are raised, by name, with the reason.
    public private(set) var raised: [String: String] = [:]
    /// The windows since the last proposal, or since the start.
    public private(set) var windowsSinceProposal = 0
    /// How many proposals were made.
    public private(set) var proposalCount = 0

    /// Creates a trigger that has seen nothing.
    ///
    /// - Parameter policy: When to propose.
    /// - Throws: ``MonitorError`` with code `invalidConfiguration` that lists every fault.
    public init(policy: Policy) throws(MonitorError) {
        try policy.validated()
        self.policy = policy
    }

    /// Takes the next window and the alerts that it gave.
    ///
    /// A rule that was raised during the cooldown and still is proposes when the cooldown is over.
    ///
    /// - Parameters:
    ///   - report: The report of the window.
    ///   - alerts: The alerts of the window.
    /// - Returns: A proposal with all reasons, or `nil`.
    public mutating func observe(_ report: DriftReport, alerts: [Alert]) -> RetrainingProposal? {
        for alert in alerts where policy.rules?.contains(alert.rule) ?? true {
            raised[alert.rule] = alert.kind == .raised ? alert.reason : nil
        }
        windowsSinceProposal = min(windowsSinceProposal, Int.max - 1) + 1
        let isCoolingDown = proposalCount > 0 && windowsSinceProposal <= policy.cooldown
        if isCoolingDown { return nil }
        var reasons = raised.sorted { $0.key < $1.key }.map { "\($0.key): \($0.value)" }
        if let schedule = policy.schedule, windowsSinceProposal >= schedule {
            reasons.append("schedule: \(windowsSinceProposal) windows without retraining")
        }
        guard !reasons.isEmpty else { return nil }
        windowsSinceProposal = 0
        proposalCount = min(proposalCount, Int.max - 1) + 1
        return RetrainingProposal(
            number: proposalCount, subject: report.subject, windowKey: report.windowKey, reasons: reasons)
    }
}

/// The proposal to train a new model.
public struct RetrainingProposal: Sendable, Hashable, Codable {
    /// The number of the proposal, from 1.
    public let number: Int
    /// The model that is in use, as in the reference.
    public let subject: String
    /// The window that led to the proposal.
    public let windowKey: Int64
    /// Why, as texts with numbers.
    public let reasons: [String]

    /// Creates a proposal, for hosts that have other reasons to retrain than drift.
    public init(number: Int, subject: String, windowKey: Int64, reasons: [String]) {
        self.number = number
        self.subject = subject
        self.windowKey = windowKey
        self.reasons = reasons
    }
}
