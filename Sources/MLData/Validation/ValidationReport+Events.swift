public import MLCore

extension ValidationReport {
    /// What was found, for an observer: a measurement `data.validated`, and for what is wrong a warning
    /// `data.validation-failed` and a notice `data.rows-quarantined`.
    ///
    /// Only counts and the name of the suite are told, nothing of the rows.
    public var events: [Event] {
        let unsatisfied = results.count { $0.status != .passed }
        var events = [
            event(
                .metric, "data.validated",
                [
                    "valid": validCount, "quarantined": quarantinedCount, "expectations": results.count,
                    "unsatisfied": unsatisfied,
                ])
        ]
        if !passed {
            events.append(
                event(
                    .warning, "data.validation-failed", ["unsatisfied": unsatisfied],
                    message: "\(unsatisfied) of \(results.count) expectations are not satisfied"))
        }
        if quarantinedCount > 0 {
            events.append(
                event(
                    .notice, "data.rows-quarantined", ["quarantined": quarantinedCount],
                    message: "\(quarantinedCount) of \(rowCount) rows break an expectation"))
        }
        return events
    }

    private func event(
        _ kind: Event.Kind, _ name: String, _ counts: [String: Int], message: String = ""
    ) -> Event {
        var fields = counts.mapValues { Value.int64(Int64($0)) }
        fields["suite"] = .string(suite)
        fields["rows"] = .int64(Int64(rowCount))
        return Event(kind, name, message: message, fields: fields)
    }
}
