import MLCore

extension Ledger {
    /// Appends one draft, if the head is the expected one.
    ///
    /// - Parameters:
    ///   - draft: What to record.
    ///   - head: The head the decision was made on; `nil` for an empty ledger.
    /// - Returns: The entry; it is durable.
    /// - Throws: As ``append(_:expecting:)`` for several drafts.
    @discardableResult
    public func append(_ draft: LedgerDraft, expecting head: LedgerHead?) throws(LedgerError) -> LedgerEntry {
        let entries = try append([draft], expecting: head)
        guard let entry = entries.first else {
            throw LedgerError(.corrupt, "the ledger acknowledged an append without an entry")
        }
        return entry
    }

    /// Decides on the current head and appends; decides anew when another writer was faster.
    ///
    /// ```swift
    /// try ledger.append { head in
    ///     let state = try ledger.fold(into: State(), asOf: .sequence(head?.sequence ?? 0), State.apply).state
    ///     return try [state.draftForNextVersion()]
    /// }
    /// ```
    ///
    /// - Parameters:
    ///   - attempts: How often to decide before giving up.
    ///   - decide: Gives the drafts for a head, or none to append nothing. It may run several times and should read the
    ///     ledger only up to the head it is given.
    /// - Returns: The entries; none when `decide` gave no drafts.
    /// - Throws: ``LedgerError`` with code `conflict` when other writers were faster every time; what `decide` throws.
    @discardableResult
    public func append(
        attempts: Int = 64, deciding decide: (LedgerHead?) throws -> [LedgerDraft]
    ) throws -> [LedgerEntry] {
        guard attempts > 0 else { throw LedgerError(.invalidArgument, "at least one attempt is needed") }
        var head = try head()
        var attempt = 1
        while true {
            let drafts = try decide(head)
            if drafts.isEmpty { return [] }
            do throws(LedgerError) {
                return try append(drafts, expecting: head)
            } catch {
                guard error.code == .conflict, attempt < attempts else { throw error }
            }
            head = try self.head()
            attempt += 1
        }
    }
}
