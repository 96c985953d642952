extension Ledger {
    /// Reads the whole ledger and checks every digest and every link.
    public func verify(
        expecting kept: LedgerHead?, examining examine: (LedgerEntry) -> String?
    ) throws(LedgerError) -> LedgerVerification {
        try LedgerVerification.ofChain(expecting: kept, examining: examine) { next throws(LedgerError) in
            try page(from: next, through: .max)
        }
    }

    /// Reads the whole ledger and checks every digest and every link.
    ///
    /// - Parameter kept: A head that was kept outside of the store: only with it can a cut tail, or a replaced ledger,
    ///   be told from a short one.
    /// - Returns: What was checked, and where the chain breaks if it does.
    /// - Throws: ``LedgerError`` only when the store cannot be read; damage is in the result.
    public func verify(expecting kept: LedgerHead? = nil) throws(LedgerError) -> LedgerVerification {
        try verify(expecting: kept) { _ in nil }
    }

    /// Reads the whole ledger, checks every digest and every link, and that every blob an entry names is there with the
    /// right bytes.
    ///
    /// - Parameters:
    ///   - kept: A head that was kept outside of the store, if there is one.
    ///   - blobs: The store of the blobs.
    ///   - limit: The greatest size of a blob.
    /// - Returns: What was checked; a damaged or missing blob is a break at the first entry that names it.
    /// - Throws: ``LedgerError`` only when the ledger or the store cannot be read.
    /// - Complexity: O(n) in the bytes of entries and blobs; each blob is read once.
    public func verify(
        expecting kept: LedgerHead? = nil, blobs: any BlobStore, limit: Int = 1 << 30
    ) throws(LedgerError) -> LedgerVerification {
        var checked: Set<Digest> = []
        var refusal: LedgerError?
        let result = try verify(expecting: kept) { entry in
            for digest in entry.blobs where checked.insert(digest).inserted {
                do throws(LedgerError) {
                    _ = try blobs.get(digest, limit: limit)
                } catch {
                    if error.code == .storage || error.code == .limitExceeded { refusal = error }
                    return "\(error)"
                }
            }
            return nil
        }
        if let refusal { throw refusal }
        return result
    }
}

extension LedgerVerification {
    /// Walks a chain from its beginning to its end or its first break.
    ///
    /// - Parameters:
    ///   - kept: A head the chain has to contain.
    ///   - examine: Says what else is wrong with an entry that is itself right.
    ///   - page: Reads at least one entry from a number on, or none at the end.
    /// - Returns: What was found.
    /// - Throws: `LedgerError` with code `storage`, when it is not known what is there.
    static func ofChain(
        expecting kept: LedgerHead?, examining examine: (LedgerEntry) -> String?,
        page: (UInt64) throws(LedgerError) -> [LedgerEntry]
    ) throws(LedgerError) -> LedgerVerification {
        var result = LedgerVerification()
        var chain = LedgerChain(after: nil)
        var latest: LedgerEntry?
        do throws(LedgerError) {
            while true {
                let entries = try page(result.checkedEntries + 1)
                if entries.isEmpty { break }
                for entry in entries {
                    try chain.advance(over: entry)
                    if let problem = problem(with: entry, kept: kept) ?? examine(entry) {
                        result.firstBreak = Break(sequence: entry.sequence, reason: problem)
                        return result
                    }
                    if let latest, entry.timestamp < latest.timestamp { result.backwardTimestamps += 1 }
                    latest = entry
                    result.checkedEntries += 1
                    result.head = entry.head
                }
            }
            try chain.checkComplete()
        } catch  where error.code != .storage {
            result.firstBreak = Break(sequence: result.checkedEntries + 1, reason: "\(error)")
            return result
        }
        if let kept, kept.sequence > result.checkedEntries {
            result.firstBreak = Break(
                sequence: result.checkedEntries + 1, reason: "the tail was cut off: the kept head is \(kept)")
        }
        return result
    }

    private static func problem(with entry: LedgerEntry, kept: LedgerHead?) -> String? {
        guard entry.recomputedDigest == entry.digest else { return "the entry does not match its digest" }
        guard let kept, kept.sequence == entry.sequence, kept.digest != entry.digest else { return nil }
        return "the history was replaced: the kept head is \(kept)"
    }
}
