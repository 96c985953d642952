public import MLCore

extension LedgerEntry {
    /// The entry for an observer: a notice whose name is `ledger.` and the kind, such as `ledger.model.alias-moved`.
    ///
    /// A host that reads the entries after the last one it knows tells its observer what every process did that
    /// writes to the ledger. Nothing of the payload is told.
    public var event: Event {
        Event(
            .notice, "ledger.\(kind.rawValue)",
            fields: [
                "subject": .string(subject.text), "actor": .string(actor), "time": .timestamp(timestamp),
                "sequence": .int64(Int64(clamping: sequence)),
            ])
    }
}
