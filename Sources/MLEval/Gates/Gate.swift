public import MLCore

/// Decides whether a model may go on, from evaluations alone.
///
/// ```swift
/// let gate = try Gate("promotion", rules: [
///     GateRule("microF1", .atLeast(0.25)),
///     GateRule("microF1", .notWorseThanProduction(margin: 0.01)),
/// ])
/// let result = gate.judge(candidate, against: production)
/// ```
public struct Gate: Sendable, Hashable, Codable {
    /// What a comparison with production concludes when there is no production model yet.
    public enum FirstModel: String, Sendable, Hashable, Codable {
        /// The comparison passes, and the evidence says that there was nothing to compare with.
        case pass
        /// There is insufficient evidence.
        case insufficientEvidence
    }

    /// The name of the gate.
    public let name: String
    /// The requirements; all have to hold.
    public let rules: [GateRule]
    /// What a comparison concludes without a production model.
    public let firstModel: FirstModel

    /// Creates a gate.
    ///
    /// - Parameters:
    ///   - name: The name of the gate.
    ///   - rules: The requirements; all have to hold.
    ///   - firstModel: What a comparison concludes without a production model.
    /// - Throws: ``EvaluationError`` with code `invalidConfiguration` when there is no rule: silence is not consent.
    public init(_ name: String, rules: [GateRule], firstModel: FirstModel = .pass) throws(EvaluationError) {
        guard !rules.isEmpty else {
            throw EvaluationError(
                .invalidConfiguration, "the gate has no rule", at: "gate \(name)", remedy: "Add at least one rule.")
        }
        self.name = name
        self.rules = rules
        self.firstModel = firstModel
    }

    /// Judges a model.
    ///
    /// A metric or slice that was not evaluated fails its rule; evaluations that cannot be compared give insufficient
    /// evidence. Judging never throws: whatever happens becomes evidence.
    ///
    /// - Parameters:
    ///   - candidate: The evaluation of the candidate.
    ///   - production: The evaluation of the production model on the same rows, or `nil` when there is none.
    ///   - reference: What the result calls the model that is compared with, when that is not the one in production.
    /// - Returns: The verdict with the evidence of each rule.
    public func judge(
        _ candidate: EvaluationSummary, against production: EvaluationSummary? = nil,
        called reference: String = "production"
    ) -> GateResult {
        GateResult(
            gate: name, subject: candidate.subject,
            checks: rules.map { rule in
                let (verdict, evidence) = judge(rule, candidate, production)
                return GateResult.Check(
                    requirement: rule.description(against: reference), verdict: verdict, evidence: evidence)
            })
    }
}

extension Gate {
    private enum CodingKeys: String, CodingKey {
        case name, rules, firstModel
    }

    /// Decodes a gate and checks it.
    ///
    /// - Throws: `DecodingError`, or ``EvaluationError`` with code `invalidConfiguration`.
    public init(from decoder: any Decoder) throws {
        // Checked like one made in code: a negative margin or a gate without rules would pass anything.
        let container = try decoder.container(keyedBy: CodingKeys.self)
        let name = try container.decode(String.self, forKey: .name)
        let rules = try container.decode([GateRule].self, forKey: .rules)
        let firstModel = try container.decode(FirstModel.self, forKey: .firstModel)
        try self.init(name, rules: rules, firstModel: firstModel)
    }
}
