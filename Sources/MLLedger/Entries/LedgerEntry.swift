public import MLCore

/// One entry of a ledger: a numbered, dated record that is chained to all entries before it.
///
/// Entries are made by a ledger and read from it. Their order is that of their numbers; the time is what the clock of
/// the writer said, and may go backwards from one entry to the next.
public struct LedgerEntry: Hashable, Sendable {
    /// The version of the stored form that this build reads and writes.
    public static let formatVersion = 1

    /// The number of the entry: 1, 2, 3 … without gaps.
    public let sequence: UInt64
    /// The digest of the entry before, or ``Digest/zero`` for the first.
    public let previous: Digest
    /// How many entries after this one were appended in the same step.
    public let following: Int
    /// What the clock of the writer said, in microseconds UTC.
    public let timestamp: Timestamp
    /// What happened.
    public let kind: EntryKind
    /// The thing it happened to.
    public let subject: ResourceName
    /// Who or what did it.
    public let actor: String
    /// The blobs that this entry needs.
    public let blobs: [Digest]
    /// The content, whose form the kind decides.
    public let payload: [UInt8]
    /// The digest over all of the above.
    public let digest: Digest

    /// Creates an entry from its parts; `digest` is the one of exactly these parts.
    init(
        draft: LedgerDraft, sequence: UInt64, previous: Digest, following: Int, timestamp: Timestamp, digest: Digest
    ) {
        self.sequence = sequence
        self.previous = previous
        self.following = following
        self.timestamp = timestamp
        self.digest = digest
        kind = draft.kind
        subject = draft.subject
        actor = draft.actor
        blobs = draft.blobs
        payload = draft.payload
    }

    /// Creates an entry and computes its digest.
    init(draft: LedgerDraft, sequence: UInt64, previous: Digest, following: Int, timestamp: Timestamp) {
        let bytes = Self.canonicalBytes(
            draft, sequence: sequence, previous: previous, following: following, timestamp: timestamp)
        self.init(
            draft: draft, sequence: sequence, previous: previous, following: following, timestamp: timestamp,
            digest: Self.digest(ofCanonicalBytes: bytes))
    }

    /// This entry as the head of a ledger.
    public var head: LedgerHead { LedgerHead(sequence: sequence, digest: digest) }

    /// The draft that this entry records.
    public var draft: LedgerDraft {
        LedgerDraft(kind: kind, subject: subject, actor: actor, blobs: blobs, payload: payload)
    }
}

extension LedgerEntry {
    /// Makes the entries of one append: what every ledger calls once it has decided that the append may happen.
    ///
    /// - Parameters:
    ///   - drafts: What to record, 1 to ``LedgerLimits/commitCount`` drafts.
    ///   - head: The head to continue from, or `nil` in an empty ledger.
    ///   - timestamp: What the clock says.
    /// - Returns: The entries, in order, each chained to the one before.
    /// - Throws: ``LedgerError`` with code `invalidArgument`, `invalidName` or `limitExceeded`.
    public static func commit(
        _ drafts: [LedgerDraft], after head: LedgerHead?, at timestamp: Timestamp
    ) throws(LedgerError) -> [LedgerEntry] {
        guard !drafts.isEmpty else { throw LedgerError(.invalidArgument, "an append needs at least one draft") }
        guard drafts.count <= LedgerLimits.commitCount else {
            throw LedgerError(
                .limitExceeded, "\(drafts.count) drafts in one append, and the limit is \(LedgerLimits.commitCount)")
        }
        guard (head?.sequence ?? 0) < UInt64.max - UInt64(drafts.count) else {
            throw LedgerError(.limitExceeded, "the ledger has no more numbers")
        }
        var size = 0
        var entries: [LedgerEntry] = []
        var last = head
        for (index, draft) in drafts.enumerated() {
            try draft.validated()
            let entry = LedgerEntry(
                draft: draft, sequence: (last?.sequence ?? 0) + 1, previous: last?.digest ?? .zero,
                following: drafts.count - 1 - index, timestamp: timestamp)
            size += draft.payload.count + draft.blobs.count * (2 * Digest.byteCount + 1)
            last = entry.head
            entries.append(entry)
        }
        guard size <= LedgerLimits.commitSize else {
            throw LedgerError(
                .limitExceeded, "\(size) bytes in one append, and the limit is \(LedgerLimits.commitSize)",
                remedy: "Put large content into blobs and name them in the entries.")
        }
        return entries
    }
}
