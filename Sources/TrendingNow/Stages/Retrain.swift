import MLCore
import MLEval
import MLLedger
import MLMonitor
import MLRegistry

extension Loop {
    /// Goes through one round of the retraining loop: train on the years that are known by then, judge against
    /// production on the years that follow, and promote if the gate passes.
    mutating func retrain(
        _ proposal: RetrainingProposal?, _ release: Release, _ titles: Titles, _ periods: Periods, _ store: Store
    ) throws -> Release? {
        console.begin("Retrain on the years before \(periods.retrainAt)")
        let proposal =
            proposal
            ?? RetrainingProposal(
                number: 1, subject: release.candidate.digest, windowKey: Int64(periods.retrainAt),
                reasons: ["scheduled: no drift was found"])
        let round = Round(loop: self, release: release, titles: titles, periods: periods, store: store)
        var machine = RetrainingLoop()
        let outcome = try machine.run(proposal, with: round)
        if let failure = round.failure { throw failure }
        summary.retrained = round.summary
        console.tell("the round ended: \(outcome.kind.rawValue)")
        return round.promoted
    }

    /// The actions of one round, and what came of them.
    private final class Round: RetrainingActions {
        private let loop: Loop
        private let release: Release
        private let titles: Titles
        private let periods: Periods
        private let store: Store
        private(set) var summary: Summary.Retrained?
        private(set) var promoted: Release?
        private(set) var failure: (any Error)?

        init(loop: Loop, release: Release, titles: Titles, periods: Periods, store: Store) {
            self.loop = loop
            self.release = release
            self.titles = titles
            self.periods = periods
            self.store = store
        }

        func train(_ proposal: RetrainingProposal) throws -> Candidate {
            try keepingFailure { try loop.train(.logistic, titles, on: periods.retraining, store) }
        }

        func judge(_ candidate: Candidate) throws -> GateResult {
            try keepingFailure {
                let rows = periods.afterRetraining
                let name = "years from \(periods.retrainAt)"
                let before = try loop.evaluate(release.candidate, titles, on: rows, named: name)
                let after = try loop.evaluate(candidate, titles, on: rows, named: name)
                let gate = try Gate("retraining", rules: [GateRule("microF1", .betterThanProduction(by: 0))])
                let result = gate.judge(after, against: before)
                loop.report(result)
                let comparison = try PairedComparison(metric: "microF1", baseline: before, candidate: after)
                summary = Summary.Retrained(
                    through: periods.retrainAt - 1, evaluatedFrom: periods.retrainAt, microF1: .init(comparison),
                    gate: result.verdict.rawValue, digest: candidate.digest)
                return result
            }
        }

        func promote(_ candidate: Candidate, gate: GateResult) throws {
            try keepingFailure {
                let new = try loop.register(candidate, store)
                try store.registry.promote(
                    new.version.number, of: store.model, to: store.production, gate: gate, by: Store.actor,
                    reason: "retrained on the years before \(periods.retrainAt)")
                promoted = new
            }
        }

        /// The loop keeps the text of an error; the process wants the error itself.
        private func keepingFailure<Result>(_ body: () throws -> Result) throws -> Result {
            do {
                return try body()
            } catch {
                failure = error
                throw error
            }
        }
    }
}
