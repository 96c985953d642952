public import MLCore

/// What a host does in the steps of a ``RetrainingLoop``.
public protocol RetrainingActions {
    /// A trained model that is not in use yet.
    associatedtype Candidate

    /// Trains a candidate.
    ///
    /// - Throws: What keeps the host from training.
    func train(_ proposal: RetrainingProposal) throws -> Candidate

    /// Judges a candidate; it is promoted only when the verdict is `pass`.
    ///
    /// - Throws: What keeps the host from judging.
    func judge(_ candidate: Candidate) throws -> GateResult

    /// Puts a candidate into use.
    ///
    /// - Throws: What keeps the host from promoting; nothing may be in use halfway then.
    func promote(_ candidate: Candidate, gate: GateResult) throws
}

extension RetrainingLoop {
    /// Does one round: trains, judges and promotes.
    ///
    /// - Parameters:
    ///   - proposal: Why to retrain.
    ///   - actions: What the host does in each step.
    /// - Returns: How the round ended; an error of an action ends it as failed, with its text.
    /// - Throws: ``MonitorError`` with code `invalidTransition` when another round is under way.
    public mutating func run<Actions: RetrainingActions>(
        _ proposal: RetrainingProposal, with actions: Actions
    ) throws(MonitorError) -> Outcome {
        var outcome = try take(.proposed(proposal))
        var candidate: Actions.Candidate?
        while outcome == nil {
            outcome = try take(perform(&candidate, with: actions))
        }
        guard let outcome else { throw MonitorError(.invalidTransition, "a round without outcome") }
        return outcome
    }

    private func perform<Actions: RetrainingActions>(
        _ candidate: inout Actions.Candidate?, with actions: Actions
    ) -> Event {
        do {
            switch (step, candidate) {
            case (.training(let proposal), _):
                candidate = try actions.train(proposal)
                return .trained
            case (.judging, let candidate?): return .judged(try actions.judge(candidate))
            case (.promoting(_, let gate), let candidate?):
                try actions.promote(candidate, gate: gate)
                return .promoted
            default: return .failed("there is no candidate")
            }
        } catch {
            return .failed("\(error)")
        }
    }
}
