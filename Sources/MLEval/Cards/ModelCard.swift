public import MLCore

/// What a reader has to know before using a model: purpose, data, quality with uncertainty, limits.
///
/// The sections follow M. Mitchell et al., *Model Cards for Model Reporting* (2019). Figures come from an
/// `EvaluationSummary`, not from a keyboard; a card without its required texts cannot be made.
public struct ModelCard: Sendable, Hashable, Codable {
    /// The texts that only people can write.
    public struct Statement: Sendable, Hashable, Codable {
        /// What the model does, in a sentence or two (required).
        public var overview: String
        /// Who answers for the model (required).
        public var owners: [String]
        /// What the model is meant for (required).
        public var intendedUse: String
        /// What the model must not be used for (required).
        public var outOfScopeUse: String
        /// What is known to go wrong (required).
        public var limitations: [String]
        /// Who could be harmed, and what is done about it.
        public var ethicalConsiderations: [String]
        /// The licence of the model.
        public var licence: String

        /// Creates a statement.
        public init(
            overview: String, owners: [String], intendedUse: String, outOfScopeUse: String, limitations: [String],
            ethicalConsiderations: [String] = [], licence: String = ""
        ) {
            self.overview = overview
            self.owners = owners
            self.intendedUse = intendedUse
            self.outOfScopeUse = outOfScopeUse
            self.limitations = limitations
            self.ethicalConsiderations = ethicalConsiderations
            self.licence = licence
        }
    }

    /// A named fact about how the model was made, such as a dataset digest or a seed.
    public struct Fact: Sendable, Hashable, Codable {
        /// The name.
        public let name: String
        /// The value as text.
        public let value: String

        /// Creates a fact.
        public init(_ name: String, _ value: String) {
            self.name = name
            self.value = value
        }
    }

    /// The name of the model.
    public let name: String
    /// The version in the registry, when it has one.
    public let version: Int?
    /// The digest of the model.
    public let digest: String
    /// What the model takes and gives.
    public let signature: ModelSignature
    /// The texts.
    public let statement: Statement
    /// How the model was made.
    public let facts: [Fact]
    /// The quality of the model.
    public let evaluation: EvaluationSummary
    /// The quality of simpler models on the same rows.
    public let baselines: [EvaluationSummary]
    /// The verdict of the gate, when there was one.
    public let gate: GateResult?

    /// Creates a card.
    ///
    /// - Parameters:
    ///   - name: The name of the model.
    ///   - version: The version in the registry, when it has one.
    ///   - digest: The digest of the model.
    ///   - signature: What the model takes and gives.
    ///   - statement: The texts.
    ///   - facts: How the model was made.
    ///   - evaluation: The quality of the model.
    ///   - baselines: The quality of simpler models on the same rows.
    ///   - gate: The verdict of the gate, when there was one.
    /// - Throws: ``EvaluationError`` with code `incompleteCard` that lists every required text that is empty.
    public init(
        name: String, version: Int?, digest: String, signature: ModelSignature, statement: Statement, facts: [Fact],
        evaluation: EvaluationSummary, baselines: [EvaluationSummary] = [], gate: GateResult? = nil
    ) throws(EvaluationError) {
        let required = [
            ("name", name), ("digest", digest), ("overview", statement.overview),
            ("owners", statement.owners.joined()), ("intended use", statement.intendedUse),
            ("out-of-scope use", statement.outOfScopeUse), ("limitations", statement.limitations.joined()),
        ]
        let empty = required.filter { $0.1.allSatisfy(\.isWhitespace) }.map(\.0)
        guard empty.isEmpty else {
            throw EvaluationError(
                .incompleteCard, "required texts are empty: \(empty.joined(separator: ", "))",
                at: "model card of \(name)", remedy: "Write them; a card without them misleads its readers.")
        }
        self.name = name
        self.version = version
        self.digest = digest
        self.signature = signature
        self.statement = statement
        self.facts = facts
        self.evaluation = evaluation
        self.baselines = baselines
        self.gate = gate
    }
}
