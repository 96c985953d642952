public import MLCore

/// The steps from a proposal to a promoted model, as a pure state machine.
///
/// It says what to do next and takes what came of it; the host does it. A model is promoted only after a gate that
/// passed, and a failing step ends the round and leaves everything as it was.
///
/// ```text
/// idle → training → judging → promoting → idle
/// ```
public struct RetrainingLoop: Sendable, Hashable, Codable {
    /// What to do next.
    public enum Step: Sendable, Hashable, Codable {
        /// Nothing: wait for a proposal.
        case idle
        /// Train a candidate.
        case training(RetrainingProposal)
        /// Judge the candidate with a gate.
        case judging(RetrainingProposal)
        /// Promote the candidate, whose gate passed.
        case promoting(RetrainingProposal, GateResult)
    }

    /// What happened.
    public enum Event: Sendable, Hashable {
        /// Retraining was proposed.
        case proposed(RetrainingProposal)
        /// The candidate is trained.
        case trained
        /// The gate has judged the candidate.
        case judged(GateResult)
        /// The candidate is promoted.
        case promoted
        /// The step could not be done, with the reason.
        case failed(String)
    }

    /// How a round ended.
    public struct Outcome: Sendable, Hashable, Codable {
        /// The ways in which a round ends.
        public enum Kind: String, Sendable, Hashable, Codable {
            /// The candidate is in use.
            case promoted
            /// The gate did not pass: the evidence is against the candidate or too weak.
            case rejected
            /// A step could not be done.
            case failed
        }

        /// The way in which the round ended.
        public let kind: Kind
        /// The proposal that began the round.
        public let proposal: RetrainingProposal
        /// The verdict of the gate, when there was one.
        public let gate: GateResult?
        /// Why a step could not be done.
        public let failure: String?
    }

    /// What to do next.
    public private(set) var step = Step.idle

    /// Creates a loop that waits for a proposal.
    public init() {}

    /// Takes what happened.
    ///
    /// - Parameter event: What happened.
    /// - Returns: The outcome when the event ended a round.
    /// - Throws: ``MonitorError`` with code `invalidTransition` for an event that does not belong to the step; the state
    ///   stays.
    public mutating func take(_ event: Event) throws(MonitorError) -> Outcome? {
        switch (step, event) {
        case (.idle, .proposed(let proposal)):
            step = .training(proposal)
            return nil
        case (.training(let proposal), .trained):
            step = .judging(proposal)
            return nil
        case (.judging(let proposal), .judged(let gate)):
            guard gate.verdict == .pass else {
                step = .idle
                return Outcome(kind: .rejected, proposal: proposal, gate: gate, failure: nil)
            }
            step = .promoting(proposal, gate)
            return nil
        case (.promoting(let proposal, let gate), .promoted):
            step = .idle
            return Outcome(kind: .promoted, proposal: proposal, gate: gate, failure: nil)
        case (.training(let proposal), .failed(let reason)), (.judging(let proposal), .failed(let reason)):
            step = .idle
            return Outcome(kind: .failed, proposal: proposal, gate: nil, failure: reason)
        case (.promoting(let proposal, let gate), .failed(let reason)):
            step = .idle
            return Outcome(kind: .failed, proposal: proposal, gate: gate, failure: reason)
        default:
            throw MonitorError(
                .invalidTransition, "the event does not belong to this step of the loop", at: "retraining loop",
                remedy: "Do what the step asks for and report that.")
        }
    }
}
