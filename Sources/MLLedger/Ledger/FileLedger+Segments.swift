import MLCore
import Synchronization

/// Checkpoint segments: the files of many appends, one after the other, in one file.
///
/// A segment is a copy that readers check entry by entry, and whose end they compare with the file of the append it
/// ends with. Nothing depends on it: when one is damaged or missing, the files of the appends are read instead.
extension FileLedger {
    /// A segment ends with the append that gives it this many entries, or this many bytes.
    static let segmentCount = 1024
    static let segmentSize = 4 << 20
    private static let segmentsName = "segments"

    /// Copies the appends that fill whole segments into segments, which makes reading a long ledger much faster.
    ///
    /// It may be called at any time, in any process, and stopped at any time.
    ///
    /// - Returns: The number of segments that were written.
    /// - Throws: ``LedgerError`` when an entry is damaged or a file operation is refused; the ledger is as before.
    /// - Complexity: O(n) in the size of the appends since the last checkpoint.
    @discardableResult
    public func checkpoint() throws(LedgerError) -> Int {
        try store.prepareForWriting()
        let directory = try store.root.makingDirectory(Self.segmentsName, role: "segments of the ledger")
        var starts = segmentStarts(of: try directory.list(role: "segments of the ledger"))
        var next: UInt64 = 1
        while starts.contains(next), let end = try segment(startingAt: next)?.last?.sequence { next = end + 1 }
        var written = 0
        while let (bytes, end) = try segmentBytes(from: next) {
            let role = "segment of the ledger"
            let temporary = try TemporaryFile(in: store.temporaries, role: role)
            try temporary.write(bytes, role: role)
            try temporary.rename(to: CommitIndex.name(of: next), in: directory, role: role)
            starts.append(next)
            next = end + 1
            written += 1
        }
        let found = starts.sorted()
        segments.withLock { $0 = found }
        return written
    }

    /// The bytes of the segment that begins with an entry, and the number of its last entry, if there are enough.
    private func segmentBytes(from first: UInt64) throws(LedgerError) -> (bytes: [UInt8], end: UInt64)? {
        var bytes: [UInt8] = []
        var end = first - 1
        while bytes.count < Self.segmentSize, end - (first - 1) < UInt64(Self.segmentCount) {
            guard let entries = try commit(at: end + 1), let last = entries.last else { return nil }
            for entry in entries { bytes.append(contentsOf: entry.encoded) }
            end = last.sequence
        }
        return (bytes, end)
    }

    /// The entries of the segment that an entry is in, if there is a sound one.
    func segment(containing sequence: UInt64) throws(LedgerError) -> [LedgerEntry]? {
        guard let start = try knownSegments().last(where: { $0 <= sequence }),
            let entries = try segment(startingAt: start), let end = entries.last?.sequence, sequence <= end
        else { return nil }
        return entries
    }

    /// Reads a segment.
    ///
    /// - Returns: Its entries, or `nil` when it is missing, damaged, or not part of this ledger.
    /// - Throws: ``LedgerError`` with code `storage` only.
    private func segment(startingAt start: UInt64) throws(LedgerError) -> [LedgerEntry]? {
        do throws(LedgerError) {
            let role = "segment \(start) of the ledger"
            guard let directory = try store.root.directory(Self.segmentsName, role: role),
                let bytes = try directory.read(
                    CommitIndex.name(of: start), limit: Self.segmentSize + Self.commitFileSize, role: role)
            else { return nil }
            let entries = try LedgerEntry.decode(bytes)
            guard let last = entries.last, entries.first?.sequence == start else { return nil }
            let before = entries.dropLast().last { $0.following == 0 }
            let lastStart = before.map { $0.sequence + 1 } ?? start
            return try commit(at: lastStart)?.last == last ? entries : nil
        } catch  where error.code == .storage {
            throw error
        } catch {
            return nil
        }
    }

    /// The segments that were there when first asked, and those written by this value.
    private func knownSegments() throws(LedgerError) -> [UInt64] {
        if let known = segments.withLock({ $0 }) { return known }
        let directory = try store.root.directory(Self.segmentsName, role: "segments of the ledger")
        let found = segmentStarts(of: try directory?.list(role: "segments of the ledger") ?? [])
        segments.withLock { $0 = found }
        return found
    }

    private func segmentStarts(of names: [String]) -> [UInt64] { names.compactMap(CommitIndex.start(of:)).sorted() }

    /// Reads and checks the files of all appends, and notes segments that are unsound and files that do not belong.
    ///
    /// - Parameters:
    ///   - kept: A head that was kept outside of the store, if there is one.
    ///   - examine: Says what else is wrong with an entry that is itself right.
    /// - Returns: What was checked, and where the chain breaks if it does.
    /// - Throws: ``LedgerError`` only when the store cannot be read.
    public func verify(
        expecting kept: LedgerHead?, examining examine: (LedgerEntry) -> String?
    ) throws(LedgerError) -> LedgerVerification {
        var result = try LedgerVerification.ofChain(expecting: kept, examining: examine) {
            next throws(LedgerError) in try pageOfCommits(from: next, through: .max)
        }
        for name in index.withLock({ $0.strangers }) {
            result.notes.append("a file that is no entry: \(quoted(name))")
        }
        for start in try knownSegments() where try segment(startingAt: start) == nil {
            result.notes.append("segment \(start) is damaged and is not used; remove it and make a checkpoint")
        }
        return result
    }
}
