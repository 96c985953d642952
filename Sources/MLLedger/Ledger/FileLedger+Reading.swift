import MLCore
import Synchronization

extension FileLedger {
    /// The greatest size of the file of one append: the limit of a commit and room for the lines around it.
    static let commitFileSize = LedgerLimits.commitSize + LedgerLimits.commitCount * 2048
    /// A page ends after the append that makes it this large.
    private static let pageSize = 1 << 20

    /// Entries from a number on: from a checkpoint segment if there is one, or else from the files of the appends.
    ///
    /// - Parameters:
    ///   - sequence: The number of the first entry, from 1.
    ///   - last: The greatest number to return.
    /// - Returns: At least one entry, or none when the ledger ends before `sequence` or the range is empty.
    /// - Throws: ``LedgerError`` with code `corrupt` when the entry is damaged or missing, `storage` when it cannot be
    ///   read.
    public func page(from sequence: UInt64, through last: UInt64) throws(LedgerError) -> [LedgerEntry] {
        guard sequence > 0, sequence <= last else { return [] }
        if let entries = try segment(containing: sequence) {
            return entries.filter { sequence <= $0.sequence && $0.sequence <= last }
        }
        return try pageOfCommits(from: sequence, through: last)
    }

    /// Entries from a number on, from the files of the appends.
    func pageOfCommits(from sequence: UInt64, through last: UInt64) throws(LedgerError) -> [LedgerEntry] {
        var index = self.index.withLock { $0 }
        if index.mayEndBefore(sequence) { index = try refreshed() }
        guard var position = index.position(containing: sequence) else {
            if index.starts.isEmpty { return [] }
            throw missing(sequence)
        }
        var next = index.starts[position]
        var chain = LedgerChain()
        var page: [LedgerEntry] = []
        var size = 0
        while position < index.starts.count, next <= last, size < Self.pageSize {
            do throws(LedgerError) {
                guard index.starts[position] == next, let entries = try commit(at: next) else { throw missing(next) }
                for entry in entries { try chain.advance(over: entry) }
                next = (chain.head?.sequence ?? next) &+ 1
                size += entries.reduce(0) { $0 + $1.payload.count + 1024 }
                page.append(contentsOf: entries.lazy.filter { sequence <= $0.sequence && $0.sequence <= last })
            } catch {
                if page.isEmpty { throw error }
                // The next page begins with the damage.
                return page
            }
            position += 1
        }
        return page
    }

    func missing(_ sequence: UInt64) -> LedgerError {
        LedgerError(
            .corrupt, "the entry is missing", at: "entry \(sequence)",
            remedy: "Restore the ledger from a backup, and verify it.")
    }

    /// The entries of one append.
    ///
    /// - Parameter start: The number of the first entry.
    /// - Returns: The entries, checked, or `nil` when there is no such append.
    /// - Throws: ``LedgerError``: `corrupt`, `unsafeFile`, `unsupportedVersion` or `storage`.
    func commit(at start: UInt64) throws(LedgerError) -> [LedgerEntry]? {
        let role = "ledger entry \(start)"
        let bytes = try entriesDirectory.read(
            CommitIndex.name(of: start), limit: Self.commitFileSize, role: role,
            otherNames: { identity throws(LedgerError) in
                // The temporary of an append that is being made, or whose process died before removing it.
                try store.temporaries.countNames(of: identity, role: "temporaries of the ledger")
            })
        guard let bytes else { return nil }
        let entries = try LedgerEntry.decode(bytes)
        guard entries.first?.sequence == start, entries.first?.following == entries.count - 1 else {
            throw LedgerError(
                .corrupt, "the file does not hold the append that its name says", at: role,
                remedy: "Restore the ledger from a backup, and verify it.")
        }
        return entries
    }

    /// The index with everything that was appended meanwhile, by whomever.
    func refreshed() throws(LedgerError) -> CommitIndex {
        var index = self.index.withLock { $0 }
        if !index.isCurrent, let start = index.starts.last {
            guard let entries = try commit(at: start) else { throw missing(start) }
            index.add(entries)
        }
        while let entries = try commit(at: index.next) {
            if let head = index.head, entries.first?.previous != head.digest {
                throw LedgerError(
                    .corrupt, "the chain is broken: it was not chained to the entry before it",
                    at: "entry \(index.next)", remedy: "Restore the ledger from a backup, and verify it.")
            }
            index.add(entries)
        }
        let found = index
        return self.index.withLock { index in
            if found.head?.sequence ?? 0 > index.head?.sequence ?? 0 { index = found }
            return index
        }
    }
}
