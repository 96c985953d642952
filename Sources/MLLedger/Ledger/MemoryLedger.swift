public import MLCore
import Synchronization

/// A ledger in memory, for tests and for work that needs no durability.
public final class MemoryLedger: Ledger {
    private let clock: any WallClock
    private let stored = Mutex<[LedgerEntry]>([])

    /// Creates an empty ledger.
    ///
    /// - Parameter clock: Dates the entries.
    public init(clock: any WallClock = SystemWallClock()) { self.clock = clock }

    /// The last entry, as of now.
    public func head() throws(LedgerError) -> LedgerHead? { stored.withLock { $0.last?.head } }

    /// Appends all drafts in one step, if the head is the expected one.
    @discardableResult
    public func append(
        _ drafts: [LedgerDraft], expecting head: LedgerHead?
    ) throws(LedgerError) -> [LedgerEntry] {
        let now = clock.now()
        return try stored.withLock { stored throws(LedgerError) in
            guard stored.last?.head == head else { throw .conflict(expected: head, actual: stored.last?.head) }
            let entries = try LedgerEntry.commit(drafts, after: head, at: now)
            stored.append(contentsOf: entries)
            return entries
        }
    }

    /// As many entries, in order and from a number on, as are handy to read in one go.
    public func page(from sequence: UInt64, through last: UInt64) throws(LedgerError) -> [LedgerEntry] {
        stored.withLock { stored in
            guard sequence > 0, sequence <= last, sequence <= UInt64(stored.count) else { return [] }
            let end = min(last, UInt64(stored.count), sequence &+ 255 < sequence ? .max : sequence &+ 255)
            return Array(stored[Int(sequence - 1)..<Int(end)])
        }
    }
}
