/// The verdict of a gate: may a model go on, and on what evidence.
public struct GateResult: Sendable, Hashable, Codable {
    /// What a gate or one of its checks concludes.
    public enum Verdict: String, Sendable, Hashable, Codable {
        /// The evidence supports the requirement.
        case pass
        /// The evidence contradicts the requirement.
        case fail
        /// There is too little evidence to tell.
        case insufficientEvidence
    }

    /// One requirement and what was found.
    public struct Check: Sendable, Hashable, Codable {
        /// The requirement, as text, such as `microF1 ≥ 0.3 on all rows`.
        public let requirement: String
        /// What was concluded.
        public let verdict: Verdict
        /// The evidence, as text with numbers.
        public let evidence: String

        /// Creates a check.
        public init(requirement: String, verdict: Verdict, evidence: String) {
            self.requirement = requirement
            self.verdict = verdict
            self.evidence = evidence
        }
    }

    /// The name of the gate.
    public let gate: String
    /// What was judged, such as the digest of a model.
    public let subject: String
    /// The checks, in order.
    public let checks: [Check]

    /// Creates a result.
    public init(gate: String, subject: String, checks: [Check]) {
        self.gate = gate
        self.subject = subject
        self.checks = checks
    }

    /// Fail if any check fails; otherwise insufficient evidence if any check lacks it or there is no check; else pass.
    public var verdict: Verdict {
        if checks.contains(where: { $0.verdict == .fail }) { return .fail }
        return checks.isEmpty || checks.contains { $0.verdict == .insufficientEvidence } ? .insufficientEvidence : .pass
    }
}
