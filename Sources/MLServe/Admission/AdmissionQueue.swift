/// Which requests to one model are worked on, which wait and which are refused: a value without clock or threads.
///
/// A request is worked on at once while there is room under the limit; otherwise it waits, first come, first served.
/// Requests whose deadline passes while they wait are never worked on. While several callers want the model, a caller
/// that holds its share of limit and queue cannot wait for more (429), and loses what waits beyond its share when the
/// queue is full. A full queue otherwise refuses whoever has the nearest deadline (503): what came last has the best
/// chance to still be wanted when its turn comes.
package struct AdmissionQueue: Sendable {
    /// Why a request is not worked on.
    package enum Refusal: Sendable, Hashable {
        /// The queue is full.
        case queueFull
        /// The caller holds its share.
        case callerShare
        /// The deadline passed.
        case deadline
    }

    /// What happens to a request that comes.
    package enum Verdict: Sendable, Hashable {
        /// It is worked on at once.
        case run
        /// It waits.
        case wait
        /// It is not worked on.
        case refuse(Refusal)
    }

    /// What happens to a request that waited.
    package struct Decision: Sendable, Hashable {
        /// Which request.
        package let ticket: UInt64
        /// Why it is refused; `nil` when it is worked on from now on.
        package let refusal: Refusal?

        /// Creates a decision.
        package init(ticket: UInt64, refusal: Refusal?) {
            self.ticket = ticket
            self.refusal = refusal
        }
    }

    private struct Entry {
        let ticket: UInt64
        let caller: String
        let deadline: ContinuousClock.Instant
    }

    private let limits: ConcurrencyLimits
    private var gradient: GradientLimit
    private var window = LatencyWindow()
    private var entries: [Entry] = []
    private var held: [String: Int] = [:]
    /// How many requests are worked on.
    package private(set) var runningCount = 0

    /// Creates an empty queue.
    package init(_ limits: ConcurrencyLimits) {
        self.limits = limits
        gradient = GradientLimit(limits)
    }

    /// How many requests may be worked on at once.
    package var limit: Int { gradient.limit }

    /// How many requests wait.
    package var waitingCount: Int { entries.count }

    /// How many requests may wait.
    package var waitingLimit: Int { Int(exactly: (Double(limit) * limits.queueShare).rounded(.down)) ?? 0 }

    /// How many requests a caller may hold, worked on and waiting, while others want the model.
    package var callerLimit: Int {
        max(1, Int(exactly: (Double(limit + waitingLimit) * limits.callerShare).rounded(.down)) ?? 1)
    }

    /// Takes in a request.
    ///
    /// - Parameters:
    ///   - ticket: Tells the request from all others.
    ///   - caller: Who sent it.
    ///   - deadline: When it is no longer worth an answer.
    ///   - now: The time.
    /// - Returns: What happens to it, and to requests that make room for it.
    package mutating func enter(
        _ ticket: UInt64, caller: String, deadline: ContinuousClock.Instant, now: ContinuousClock.Instant
    ) -> (verdict: Verdict, evicted: [Decision]) {
        guard now < deadline else { return (.refuse(.deadline), []) }
        if runningCount < limit, entries.isEmpty {
            runningCount += 1
            held[caller, default: 0] += 1
            return (.run, [])
        }
        var evicted = removeExpired(now)
        let isAlone = held.keys.allSatisfy { $0 == caller }
        if !isAlone, held[caller, default: 0] >= callerLimit { return (.refuse(.callerShare), evicted) }
        if entries.count >= waitingLimit {
            guard let victim = victim(for: deadline, besideOthers: !isAlone) else {
                return (.refuse(.queueFull), evicted)
            }
            evicted.append(Decision(ticket: entries[victim.index].ticket, refusal: victim.refusal))
            remove(at: victim.index)
        }
        entries.append(Entry(ticket: ticket, caller: caller, deadline: deadline))
        held[caller, default: 0] += 1
        return (.wait, evicted)
    }

    /// Which waiting request makes room for one with this deadline.
    private func victim(
        for deadline: ContinuousClock.Instant, besideOthers: Bool
    ) -> (index: Int, refusal: Refusal)? {
        let limit = callerLimit
        if besideOthers, let index = entries.lastIndex(where: { held[$0.caller, default: 0] > limit }) {
            return (index, .callerShare)
        }
        guard let index = entries.indices.min(by: { entries[$0].deadline < entries[$1].deadline }),
            entries[index].deadline < deadline
        else { return nil }
        return (index, .queueFull)
    }

    /// Ends a request that was worked on.
    ///
    /// - Parameters:
    ///   - caller: Who sent it.
    ///   - duration: How long it was worked on; `nil` when it was not, and nothing is to be learned from it.
    ///   - now: The time.
    /// - Returns: What happens to requests that waited: those at the front that fit under the limit are worked on.
    package mutating func leave(caller: String, after duration: Duration?, now: ContinuousClock.Instant) -> [Decision] {
        if let duration, let sample = window.add(duration, inFlight: runningCount, now: now) {
            gradient.update(seconds: sample.seconds, inFlight: sample.inFlight)
        }
        runningCount = max(runningCount - 1, 0)
        release(caller)
        var decisions = removeExpired(now)
        while runningCount < limit, let entry = entries.first {
            // The request stays among those that its caller holds.
            entries.removeFirst()
            runningCount += 1
            decisions.append(Decision(ticket: entry.ticket, refusal: nil))
        }
        return decisions
    }

    /// Takes a request out that waits.
    ///
    /// - Returns: Whether it waited.
    package mutating func withdraw(_ ticket: UInt64) -> Bool {
        guard let index = entries.firstIndex(where: { $0.ticket == ticket }) else { return false }
        remove(at: index)
        return true
    }

    private mutating func removeExpired(_ now: ContinuousClock.Instant) -> [Decision] {
        var decisions: [Decision] = []
        while let index = entries.firstIndex(where: { $0.deadline <= now }) {
            decisions.append(Decision(ticket: entries[index].ticket, refusal: .deadline))
            remove(at: index)
        }
        return decisions
    }

    private mutating func remove(at index: Int) {
        release(entries[index].caller)
        entries.remove(at: index)
    }

    private mutating func release(_ caller: String) {
        let count = held[caller, default: 0]
        held[caller] = count > 1 ? count - 1 : nil
    }
}
