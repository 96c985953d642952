/// What reading and checking a whole ledger found.
public struct LedgerVerification: Hashable, Sendable, CustomStringConvertible {
    /// The place where a ledger is not what it was.
    public struct Break: Hashable, Sendable {
        /// The number of the first entry that is damaged, missing, or not chained to the one before.
        public let sequence: UInt64
        /// What is wrong with it.
        public let reason: String

        /// Creates a break.
        public init(sequence: UInt64, reason: String) {
            self.sequence = sequence
            self.reason = reason
        }
    }

    /// The number of entries that were read and found to be right, from the first on.
    public internal(set) var checkedEntries: UInt64 = 0
    /// The last entry that was found to be right.
    public internal(set) var head: LedgerHead?
    /// Where the chain breaks, or `nil` when it is whole.
    public internal(set) var firstBreak: Break?
    /// The number of entries dated before the entry in front of them: a sign of clocks that disagree, not of damage.
    public internal(set) var backwardTimestamps: UInt64 = 0
    /// Damage to what can be rebuilt, and files that do not belong: no entry is affected.
    public internal(set) var notes: [String] = []

    /// Whether every entry is there and unchanged, as far as can be told: a cut tail shows only against a kept head.
    public var isIntact: Bool { firstBreak == nil }

    /// The result in one line.
    public var description: String {
        var text = "\(checkedEntries) entries verified"
        if let head { text += ", head \(head)" }
        if let firstBreak { text += "; BROKEN at entry \(firstBreak.sequence): \(firstBreak.reason)" }
        if backwardTimestamps > 0 { text += "; the clock went backwards \(backwardTimestamps) times" }
        return ([text] + notes).joined(separator: "; ")
    }
}
