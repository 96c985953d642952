public import MLCore

extension DriftReport {
    /// The report as a measurement for an observer: `monitor.drift-reported`.
    public var event: MLCore.Event {
        var fields: [String: Value] = [
            "subject": .string(subject), "window": .int64(windowKey), "records": .int64(recordCount),
            "tested": .int64(Int64(testedSignals.count)), "drifted": .int64(Int64(driftedSignals.count)),
            "verdict": .string(verdict.rawValue),
        ]
        if let driftedShare { fields["driftedShare"] = .double(driftedShare) }
        return MLCore.Event(.metric, "monitor.drift-reported", fields: fields)
    }
}

extension Alert {
    /// The alert for an observer: a warning `monitor.alert-raised`, or a notice `monitor.alert-resolved`.
    public var event: MLCore.Event {
        MLCore.Event(
            kind == .raised ? .warning : .notice,
            kind == .raised ? "monitor.alert-raised" : "monitor.alert-resolved", message: reason,
            fields: [
                "rule": .string(rule), "subject": .string(subject), "window": .int64(windowKey),
                "signals": .stringList(signals),
            ])
    }
}

extension RetrainingProposal {
    /// The proposal for an observer: a notice `monitor.retraining-proposed`.
    public var event: MLCore.Event { notice("monitor.retraining-proposed", message: reasons.joined(separator: "; ")) }

    /// The begin of the round for an observer: a notice `retraining.started`.
    public var startedEvent: MLCore.Event { notice("retraining.started", message: "") }

    private func notice(_ name: String, message: String) -> MLCore.Event {
        MLCore.Event(
            .notice, name, message: message,
            fields: ["number": .int64(Int64(number)), "subject": .string(subject), "window": .int64(windowKey)])
    }
}

extension RetrainingLoop.Outcome {
    /// The end of the round for an observer, `retraining.ended`: a warning when a step could not be done, else a notice.
    public var event: MLCore.Event {
        var fields: [String: Value] = [
            "outcome": .string(kind.rawValue), "number": .int64(Int64(proposal.number)),
            "subject": .string(proposal.subject),
        ]
        if let gate { fields["verdict"] = .string(gate.verdict.rawValue) }
        return MLCore.Event(
            kind == .failed ? .warning : .notice, "retraining.ended", message: failure ?? "", fields: fields)
    }
}

extension MonitorCounters {
    /// The counters as a measurement for an observer: `monitor.records`, with the totals so far.
    public var event: MLCore.Event {
        MLCore.Event(
            .metric, "monitor.records",
            fields: [
                "accepted": .int64(accepted), "duplicates": .int64(duplicates), "late": .int64(late),
                "outOfOrder": .int64(outOfOrder), "withoutKey": .int64(withoutKey),
                "droppedWindows": .int64(droppedWindows),
            ])
    }
}
