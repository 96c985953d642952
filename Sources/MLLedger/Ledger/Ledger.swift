import MLCore

/// An append-only, hash-chained log of everything durable that is not a blob; current state is a fold over it.
///
/// Entries are numbered from 1 without gaps, and each is chained to the one before by its digest. An append names the
/// head it was decided on and happens only if that still is the head, so of several writers, in one process or in many,
/// exactly one wins and the others get a conflict that tells the new head. All drafts of one append become entries, or
/// none. What ``append(_:expecting:)`` returned is durable.
///
/// ```swift
/// let head = try ledger.head()
/// let draft = LedgerDraft(kind: .modelRegistered, subject: try ResourceName("genres"), actor: "nightly")
/// let entries = try ledger.append([draft], expecting: head)
/// ```
///
/// Order is by number, never by time. Conformers are checked by `LedgerChecks` in MLTestKit.
public protocol Ledger: Sendable {
    /// The last entry, as of now.
    ///
    /// - Returns: Its number and digest, or `nil` when the ledger is empty.
    /// - Throws: ``LedgerError`` when the ledger cannot be read.
    func head() throws(LedgerError) -> LedgerHead?

    /// Appends all drafts in one step, if the head is the expected one.
    ///
    /// - Parameters:
    ///   - drafts: What to record, 1 to ``LedgerLimits/commitCount`` drafts.
    ///   - head: The head the decision was made on; `nil` for an empty ledger.
    /// - Returns: The entries, in order; they are durable.
    /// - Throws: ``LedgerError`` with code `conflict` when the head is another one (``LedgerError/conflict`` has both),
    ///   `invalidArgument`, `invalidName` or `limitExceeded` when a draft is refused; nothing was appended then.
    ///   With code `storage` or `poisoned` the entries were either appended as a whole or not at all: read the head.
    @discardableResult
    func append(_ drafts: [LedgerDraft], expecting head: LedgerHead?) throws(LedgerError) -> [LedgerEntry]

    /// As many entries, in order and from a number on, as the store finds handy to read in one go.
    ///
    /// Use ``entries(from:through:)`` or ``fold(into:after:asOf:_:)``; this is what they are made of.
    ///
    /// - Parameters:
    ///   - sequence: The number of the first entry, from 1.
    ///   - last: The greatest number to return.
    /// - Returns: At least one entry, or none when the ledger ends before `sequence` or the range is empty. Each was
    ///   compared with its digest, and with the one before it in the result.
    /// - Throws: ``LedgerError`` with code `corrupt` when the entry `sequence` is damaged or missing.
    func page(from sequence: UInt64, through last: UInt64) throws(LedgerError) -> [LedgerEntry]

    /// Reads the whole ledger and checks every digest and every link.
    ///
    /// - Parameters:
    ///   - kept: A head that was kept outside of the store: only with it can a cut tail, or a replaced ledger, be told
    ///     from a short one.
    ///   - examine: Says what else is wrong with an entry that is itself right; what it says is a break.
    /// - Returns: What was checked, and where the chain breaks if it does.
    /// - Throws: ``LedgerError`` only when the store cannot be read; damage is in the result.
    func verify(
        expecting kept: LedgerHead?, examining examine: (LedgerEntry) -> String?
    ) throws(LedgerError) -> LedgerVerification
}

extension LedgerError {
    /// The two heads of a refused append, when this error is about one.
    public var conflict: LedgerConflict? { details.cause as? LedgerConflict }

    static func conflict(expected: LedgerHead?, actual: LedgerHead?) -> LedgerError {
        let conflict = LedgerConflict(expected: expected, actual: actual)
        return LedgerError(
            .conflict, "another writer moved the head: \(conflict)",
            remedy: "Read the ledger again, decide, and retry.",
            cause: conflict)
    }

    static func missingEntry(_ sequence: UInt64) -> LedgerError {
        LedgerError(
            .notFound, "there is no such entry", at: "entry \(sequence)",
            remedy: "Check the number, and that this is the ledger it belongs to.")
    }
}
