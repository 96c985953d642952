public import MLCore
public import MLLedger

extension ModelRegistry {
    /// The state after a given entry.
    ///
    /// - Parameter sequence: The number of the entry; 0 is the empty registry.
    /// - Returns: Models, versions and aliases.
    /// - Throws: ``RegistryError`` with code `corrupt`, or the error of the ledger.
    public func state(asOf sequence: UInt64) throws -> RegistryState {
        try ledger.fold(into: RegistryState(), asOf: .sequence(sequence)) { try $0.apply($1) }.state
    }

    /// The state at a time: what was registered, and which version was production.
    ///
    /// It contains the longest run of entries from the beginning in which no entry has a later time. Order is by
    /// number, never by time; a clock that went backwards cannot reorder history.
    ///
    /// - Parameter time: The time asked about.
    /// - Returns: Models, versions and aliases.
    /// - Throws: ``RegistryError`` with code `corrupt`, or the error of the ledger.
    public func state(asOf time: Timestamp) throws -> RegistryState {
        try ledger.fold(into: RegistryState(), asOf: .time(time)) { try $0.apply($1) }.state
    }

    /// Every move of every alias of a model, the first first.
    ///
    /// - Parameter name: The name of the model.
    /// - Returns: The moves with the entries that recorded them.
    /// - Throws: ``RegistryError`` with code `unknownModel`, or the error of the ledger.
    public func moves(of name: ResourceName) throws -> [(entry: LedgerEntry, move: AliasMove)] {
        _ = try state().model(name)
        return try ledger.entries()
            .filter { $0.kind == .aliasMoved && $0.subject == name }
            .map { ($0, try $0.payload(as: AliasMove.self)) }
    }
}
