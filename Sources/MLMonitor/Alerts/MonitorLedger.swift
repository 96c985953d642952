import MLCore
public import MLLedger

extension EntryKind {
    /// A drift report of a window.
    public static let driftReported = EntryKind(rawValue: "monitor.drift-reported")
    /// An alert rule began to hold.
    public static let alertRaised = EntryKind(rawValue: "monitor.alert-raised")
    /// An alert rule ceased to hold.
    public static let alertResolved = EntryKind(rawValue: "monitor.alert-resolved")
    /// Retraining was proposed.
    public static let retrainingProposed = EntryKind(rawValue: "monitor.retraining-proposed")
}

extension DriftReport {
    /// The report as an entry for a ledger.
    ///
    /// - Parameters:
    ///   - name: The model that is monitored.
    ///   - actor: Who or what monitors.
    /// - Returns: A draft with the report as canonical JSON.
    /// - Throws: `CoreError` when the report cannot be encoded.
    public func ledgerDraft(subject name: ResourceName, actor: String) throws -> LedgerDraft {
        LedgerDraft(
            kind: .driftReported, subject: name, actor: actor, payload: try CanonicalJSONEncoder().encode(self))
    }
}

extension Alert {
    /// The alert as an entry for a ledger.
    ///
    /// - Parameters:
    ///   - name: The model that is monitored.
    ///   - actor: Who or what monitors.
    /// - Returns: A draft with the alert as canonical JSON.
    /// - Throws: `CoreError` when the alert cannot be encoded.
    public func ledgerDraft(subject name: ResourceName, actor: String) throws -> LedgerDraft {
        LedgerDraft(
            kind: kind == .raised ? .alertRaised : .alertResolved, subject: name, actor: actor,
            payload: try CanonicalJSONEncoder().encode(self))
    }
}

extension RetrainingProposal {
    /// The proposal as an entry for a ledger.
    ///
    /// - Parameters:
    ///   - name: The model that is monitored.
    ///   - actor: Who or what monitors.
    /// - Returns: A draft with the proposal as canonical JSON.
    /// - Throws: `CoreError` when the proposal cannot be encoded.
    public func ledgerDraft(subject name: ResourceName, actor: String) throws -> LedgerDraft {
        LedgerDraft(
            kind: .retrainingProposed, subject: name, actor: actor,
            payload: try CanonicalJSONEncoder().encode(self))
    }
}
