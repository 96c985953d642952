public import MLCore

/// Up to where a ledger is read.
public enum LedgerMoment: Hashable, Sendable {
    /// Everything there is.
    case latest
    /// Up to and with the entry of this number, even when it is not the last of its append; 0 is the time before the
    /// first entry.
    case sequence(UInt64)
    /// The last state in which no entry was dated after this time: everything before the first entry with a later
    /// timestamp.
    ///
    /// Only such a prefix is a state the ledger ever had. When a clock went backwards, entries behind the first later
    /// one are left out although their own time is early enough: an answer never contains, nor builds on, a record
    /// dated after the time asked for. ``LedgerVerification/backwardTimestamps`` tells whether clocks went backwards.
    case time(Timestamp)
}

extension Ledger {
    /// The entries of a range, in order.
    ///
    /// - Parameters:
    ///   - first: The number of the first entry, from 1.
    ///   - last: The number of the last entry; the result ends earlier when the ledger does.
    /// - Returns: The entries; none when the range is empty.
    /// - Throws: ``LedgerError``: `invalidArgument` for number 0, `corrupt` for damage.
    /// - Complexity: O(n) in the size of the entries, all of which are in memory: fold over long ranges instead.
    public func entries(from first: UInt64 = 1, through last: UInt64 = .max) throws(LedgerError) -> [LedgerEntry] {
        guard first > 0 else { throw LedgerError(.invalidArgument, "entries are numbered from 1") }
        var entries: [LedgerEntry] = []
        try walk(after: first == 1 ? .beginning : .before(first), through: last) { entry in
            entries.append(entry)
            return true
        }
        return entries
    }

    /// One entry.
    ///
    /// - Parameter sequence: Its number, from 1.
    /// - Returns: The entry.
    /// - Throws: ``LedgerError``: `notFound` when there is none, `corrupt` for damage.
    public func entry(at sequence: UInt64) throws(LedgerError) -> LedgerEntry {
        guard let entry = try entries(from: sequence, through: sequence).first else { throw .missingEntry(sequence) }
        return entry
    }

    /// Folds the entries, in order, into a state.
    ///
    /// ```swift
    /// let production = try ledger.fold(into: nil as Digest?, asOf: .time(noon)) { current, entry in
    ///     if entry.kind == .modelPromoted { current = entry.blobs.first }
    /// }
    /// ```
    ///
    /// - Parameters:
    ///   - initial: The state before the first entry, or the one that an earlier fold reached.
    ///   - head: Where an earlier fold ended, to go on from there; `nil` begins with entry 1. The first entry is checked
    ///     to be chained to it.
    ///   - moment: Where to stop.
    ///   - update: Changes the state by one entry.
    /// - Returns: The state, and the head it belongs to.
    /// - Throws: ``LedgerError``: `notFound` when `moment` is the number of an entry that does not exist, `corrupt` for
    ///   damage; and what `update` throws.
    public func fold<State>(
        into initial: State, after head: LedgerHead? = nil, asOf moment: LedgerMoment = .latest,
        _ update: (inout State, LedgerEntry) throws -> Void
    ) throws -> (state: State, head: LedgerHead?) {
        var state = initial
        var reached = head
        var last = UInt64.max
        if case .sequence(let sequence) = moment {
            last = sequence
            if let head, head.sequence > sequence {
                throw LedgerError(.invalidArgument, "a fold cannot go back from entry \(head.sequence) to \(sequence)")
            }
        }
        var failure: (any Error)?
        try walk(after: head.map { .head($0) } ?? .beginning, through: last) { entry in
            if case .time(let time) = moment, entry.timestamp > time { return false }
            do {
                try update(&state, entry)
            } catch {
                failure = error
                return false
            }
            reached = entry.head
            return true
        }
        if let failure { throw failure }
        if last != .max, last > reached?.sequence ?? 0 { throw LedgerError.missingEntry(last) }
        return (state, reached)
    }

    /// Passes every entry of a range to a closure until it returns `false`, checking each link on the way.
    func walk(
        after start: LedgerWalkStart, through last: UInt64, _ body: (LedgerEntry) -> Bool
    ) throws(LedgerError) {
        var (next, chain) = start.beginning
        while next <= last {
            let page = try page(from: next, through: last)
            guard let end = page.last?.sequence else { return }
            for entry in page {
                try chain.advance(over: entry)
                guard body(entry) else { return }
            }
            guard end < .max else { return }
            next = end + 1
        }
    }
}

/// Where a walk begins.
enum LedgerWalkStart {
    /// With entry 1.
    case beginning
    /// With the entry after this one.
    case head(LedgerHead)
    /// With the entry of this number, whose predecessor is not known.
    case before(UInt64)

    var beginning: (next: UInt64, chain: LedgerChain) {
        switch self {
        case .beginning: (1, LedgerChain(after: nil))
        case .head(let head): (head.sequence == .max ? .max : head.sequence + 1, LedgerChain(after: head))
        case .before(let sequence): (sequence, LedgerChain())
        }
    }
}
