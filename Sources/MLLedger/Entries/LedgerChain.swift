import MLCore

/// A walk along a chain of entries that checks each link: number, digest of the one before, and whole appends.
struct LedgerChain {
    /// The entry the walk has reached, or `nil` before the first.
    private(set) var head: LedgerHead?
    /// How many entries of the append of the last entry are still to come; `nil` when the walk began at no entry.
    private var following: Int?

    /// Begins a walk that accepts any entry as its first.
    init() {}

    /// Begins a walk after an entry that is known to be right, or, with `nil`, at the beginning of the ledger.
    ///
    /// Whether the append of that entry was complete is not known: the number of entries that follow is then taken from
    /// the next one.
    init(after head: LedgerHead?) {
        self.head = head ?? LedgerHead(sequence: 0, digest: .zero)
        following = head == nil ? 0 : nil
    }

    /// Passes the next entry.
    ///
    /// - Throws: `LedgerError.corrupt` when it does not continue the chain.
    mutating func advance(over entry: LedgerEntry) throws(LedgerError) {
        if let head {
            guard head.sequence < .max, entry.sequence == head.sequence + 1 else {
                throw broken(entry, "number \(entry.sequence) comes after \(head.sequence)")
            }
            guard entry.previous == head.digest else {
                throw broken(entry, "it was not chained to the entry before it")
            }
        } else if entry.sequence == 1 && entry.previous != .zero {
            throw broken(entry, "the first entry is chained to an unknown one")
        }
        if let following, following > 0 {
            guard entry.following == following - 1 else { throw broken(entry, "its append is not complete") }
        }
        head = entry.head
        following = entry.following
    }

    /// Checks that the walk does not end within an append.
    func checkComplete() throws(LedgerError) {
        guard let following, following > 0, let head else { return }
        throw LedgerError(
            .corrupt, "the last append is not complete: \(following) entries are missing", at: "entry \(head.sequence)",
            remedy: "Restore the ledger from a backup, and verify it.")
    }

    private func broken(_ entry: LedgerEntry, _ problem: String) -> LedgerError {
        LedgerError(
            .corrupt, "the chain is broken: \(problem)", at: "entry \(entry.sequence)",
            remedy: "Restore the ledger from a backup, and verify it.")
    }
}
