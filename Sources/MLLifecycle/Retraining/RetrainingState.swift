#if ServiceLifecycle
import MLMonitor

/// The proposals that a retraining service has accepted, as a value that is stored.
struct RetrainingState: Sendable, Codable {
    /// The proposals that wait or are being worked on, the oldest first.
    var waiting: [RetrainingProposal] = []
    /// The highest number of a proposal so far.
    var highestNumber = 0

    /// Accepts a proposal unless there is no room, or the same one waits.
    ///
    /// - Returns: Whether it was accepted, or waits already.
    mutating func accept(_ proposal: RetrainingProposal, capacity: Int) -> Bool {
        if waiting.contains(proposal) { return true }
        guard waiting.count < capacity else { return false }
        waiting.append(proposal)
        highestNumber = max(highestNumber, proposal.number)
        return true
    }
}
#endif
