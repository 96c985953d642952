extension GateResult {
    /// The verdict for an observer: a notice `gate.passed`, `gate.failed` or `gate.insufficient-evidence`.
    ///
    /// The message has the requirements that were not met, with their evidence.
    public var event: Event {
        let name =
            switch verdict {
            case .pass: "gate.passed"
            case .fail: "gate.failed"
            case .insufficientEvidence: "gate.insufficient-evidence"
            }
        let unmet = checks.filter { $0.verdict != .pass }
        return Event(
            .notice, name, message: unmet.map { "\($0.requirement): \($0.evidence)" }.joined(separator: "; "),
            fields: [
                "gate": .string(gate), "subject": .string(subject), "checks": .int64(Int64(checks.count)),
                "failed": .int64(Int64(checks.count { $0.verdict == .fail })),
                "insufficient": .int64(Int64(checks.count { $0.verdict == .insufficientEvidence })),
            ])
    }
}

extension EvaluationSummary {
    /// The metrics over all rows for an observer: a measurement `evaluation.summary`.
    ///
    /// Each metric that is defined is a field of its name; `rows` is the number of rows.
    public var event: Event {
        var fields: [String: Value] = [
            "subject": .string(subject), "dataset": .string(dataset), "rows": .int64(Int64(overall.rowCount)),
        ]
        for estimate in overall.metrics {
            if let value = estimate.value { fields[estimate.metric] = .double(value) }
        }
        return Event(.metric, "evaluation.summary", fields: fields)
    }
}
