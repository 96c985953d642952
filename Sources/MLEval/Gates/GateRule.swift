import MLCore

/// One requirement of a gate.
///
/// A requirement is judged on an interval, not on a number: it passes when the whole interval satisfies it, fails when
/// no part of the interval does, and otherwise there is insufficient evidence. With ``Basis/value`` the number alone
/// decides.
public struct GateRule: Sendable, Hashable, Codable {
    /// What is compared with what.
    public enum Requirement: Sendable, Hashable, Codable {
        /// The metric is at least the bound.
        case atLeast(Double)
        /// The metric is at most the bound.
        case atMost(Double)
        /// The metric is not worse than that of the production model by more than the margin, in units of the metric.
        case notWorseThanProduction(margin: Double)
        /// The metric is better than that of the production model by more than the given amount.
        case betterThanProduction(by: Double)
    }

    /// What decides.
    public enum Basis: String, Sendable, Hashable, Codable {
        /// The confidence interval.
        case interval
        /// The value alone.
        case value
    }

    /// The name of the metric.
    public let metric: String
    /// The name of the slice; `all` for all rows.
    public let slice: String
    /// What is required.
    public let requirement: Requirement
    /// What decides.
    public let basis: Basis
    /// With fewer rows than this there is insufficient evidence.
    public let minimumRows: Int

    /// Creates a rule.
    ///
    /// - Parameters:
    ///   - metric: The name of the metric.
    ///   - slice: The name of the slice; `all` for all rows.
    ///   - requirement: What is required; bounds and margins are finite, margins not negative.
    ///   - basis: What decides.
    ///   - minimumRows: With fewer rows than this there is insufficient evidence; at least 1.
    /// - Throws: ``EvaluationError`` with code `invalidConfiguration` that lists every fault.
    public init(
        _ metric: String, on slice: String = "all", _ requirement: Requirement, basis: Basis = .interval,
        minimumRows: Int = 30
    ) throws(EvaluationError) {
        var faults: [String] = []
        switch requirement {
        case .atLeast(let bound), .atMost(let bound):
            if !bound.isFinite { faults.append("the bound is \(bound)") }
        case .notWorseThanProduction(let margin), .betterThanProduction(by: let margin):
            if !margin.isFinite || margin < 0 { faults.append("the margin is \(margin)") }
        }
        if minimumRows < 1 { faults.append("the minimum number of rows is \(minimumRows)") }
        guard faults.isEmpty else {
            throw EvaluationError(
                .invalidConfiguration, faults.joined(separator: "; "), at: "gate rule on \(metric)",
                remedy: "Use finite bounds, margins of at least 0 and at least 1 row.")
        }
        self.metric = metric
        self.slice = slice
        self.requirement = requirement
        self.basis = basis
        self.minimumRows = minimumRows
    }
}

extension GateRule: CustomStringConvertible {
    /// The requirement as text, such as `microF1 on all ≥ 0.3`.
    public var description: String { description(against: "production") }

    /// The requirement as text.
    ///
    /// - Parameter reference: What the model is compared with.
    /// - Returns: The requirement, such as `microF1 on all better than production by more than 0.01`.
    func description(against reference: String) -> String {
        switch requirement {
        case .atLeast(let bound): "\(metric) on \(slice) ≥ \(bound)"
        case .atMost(let bound): "\(metric) on \(slice) ≤ \(bound)"
        case .notWorseThanProduction(let margin):
            "\(metric) on \(slice) not worse than \(reference)" + (margin == 0 ? "" : " by more than \(margin)")
        case .betterThanProduction(let amount):
            "\(metric) on \(slice) better than \(reference)" + (amount == 0 ? "" : " by more than \(amount)")
        }
    }
}

extension GateRule {
    private enum CodingKeys: String, CodingKey {
        case metric, slice, requirement, basis, minimumRows
    }

    /// Decodes a rule and checks it.
    ///
    /// - Throws: `DecodingError`, or ``EvaluationError`` with code `invalidConfiguration` that lists every fault.
    public init(from decoder: any Decoder) throws {
        // Checked like one made in code: a negative margin or a gate without rules would pass anything.
        let container = try decoder.container(keyedBy: CodingKeys.self)
        let metric = try container.decode(String.self, forKey: .metric)
        let slice = try container.decode(String.self, forKey: .slice)
        let requirement = try container.decode(Requirement.self, forKey: .requirement)
        let basis = try container.decode(Basis.self, forKey: .basis)
        let minimumRows = try container.decode(Int.self, forKey: .minimumRows)
        try self.init(metric, on: slice, requirement, basis: basis, minimumRows: minimumRows)
    }
}
