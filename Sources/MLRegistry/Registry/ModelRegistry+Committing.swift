import MLCore
import MLLedger
import Synchronization

/// The state after the latest entry that was read, so that asking again reads only newer ones.
final class StateCache: Sendable {
    private let latest = Mutex(RegistryState())

    func state(of ledger: any Ledger) throws -> RegistryState {
        let known = latest.withLock { $0 }
        // Folded outside of the lock: a slow disk must not hold up other readers.
        let next = try ledger.fold(into: known, after: known.head) { try $0.apply($1) }.state
        latest.withLock { state in
            if (next.head?.sequence ?? 0) > (state.head?.sequence ?? 0) { state = next }
        }
        return next
    }
}

extension ModelRegistry {
    /// Appends one entry that was decided on the latest state; decides anew whenever another writer was faster.
    ///
    /// - Returns: The entry and the state after it. Nothing is read once the entry is acknowledged: what was committed
    ///   cannot be reported as failed.
    func commit(_ decide: (RegistryState) throws -> LedgerDraft) throws -> (entry: LedgerEntry, state: RegistryState) {
        do {
            var decided = RegistryState()
            let entries = try ledger.append { head in
                var state = try state()
                if state.head != head {
                    // Another writer appended in between; decide on exactly the head that the append expects.
                    state = try self.state(asOf: head?.sequence ?? 0)
                }
                decided = state
                return [try decide(state)]
            }
            guard let entry = entries.first else {
                throw RegistryError(.corrupt, "the ledger acknowledged an append without an entry", at: "ledger")
            }
            try decided.apply(entry)
            return (entry, decided)
        } catch let error as LedgerError where error.code == .conflict {
            throw RegistryError(
                .conflict, "other writers were faster again and again", at: "ledger", remedy: "Try again later.",
                cause: error)
        }
    }
}
