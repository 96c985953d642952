public import MLCore
public import MLLedger

/// What an alias such as `production` points to, and what it pointed to before.
public struct AliasState: Sendable, Hashable, Codable {
    /// The version the alias points to.
    public let version: Int
    /// How many times the alias was moved; compare-and-set compares this number.
    public let generation: Int
    /// The versions that a rollback goes back to, the latest last.
    ///
    /// Moving the alias to the version that it already points to adds none: a rollback always changes the version.
    public let earlier: [Int]
    /// When the alias was last moved.
    public let time: Timestamp
    /// Who moved it.
    public let actor: String

    init(after previous: AliasState?, _ move: AliasMove, _ entry: LedgerEntry) {
        version = move.version
        generation = move.generation
        switch move.action {
        case .set, .promotion:
            let before = previous.flatMap { $0.version == move.version ? nil : $0.version }
            earlier = (previous?.earlier ?? []) + (before.map { [$0] } ?? [])
        case .rollback: earlier = (previous?.earlier ?? []).dropLast()
        }
        time = entry.timestamp
        actor = entry.actor
    }
}

/// A move of an alias, as the ledger records it: who and when are in the entry, why and on what evidence are here.
public struct AliasMove: Sendable, Hashable, Codable {
    /// Why an alias was moved.
    public enum Action: String, Sendable, Hashable, Codable {
        /// It was set by hand.
        case set
        /// A gate passed, or its verdict was overridden.
        case promotion
        /// It went back to the version before.
        case rollback
    }

    /// The name of the alias.
    public let alias: ResourceName
    /// Why it was moved.
    public let action: Action
    /// The version it pointed to, or `nil` when it is new.
    public let from: Int?
    /// The version it points to.
    public let version: Int
    /// How many times the alias was moved, with this one.
    public let generation: Int
    /// A sentence for people.
    public let reason: String
    /// The verdict and evidence of the gate, for a promotion.
    public let gate: GateResult?
    /// Why the verdict of the gate was overridden, if it was.
    public let override: String?
}
