import MLCore
import Synchronization

/// Passes on the events of numbered parts of one piece of work in the order of the parts, however threads run them.
///
/// The events of the part whose turn it is are passed on at once. Those of later parts wait until every part before
/// them has finished; when a part fails they are never passed on. So the observer sees what a single thread would send.
final class OrderedEvents: Sendable {
    private struct State {
        var turn = 0
        var waiting: [Int: [Event]] = [:]
        var finished: Set<Int> = []
    }

    private struct PartObserver: EventObserver {
        let events: OrderedEvents
        let part: Int

        func observe(_ event: Event) { events.observe(event, of: part) }
    }

    private let next: any EventObserver
    private let state = Mutex(State())

    /// Creates the order.
    ///
    /// - Parameter next: Receives the events, one at a time.
    init(passingTo next: any EventObserver) { self.next = next }

    /// The observer of one part, counted from 0.
    func observer(of part: Int) -> any EventObserver { PartObserver(events: self, part: part) }

    /// Says that a part sends no more events; called once for each part that succeeds.
    func finish(_ part: Int) {
        state.withLock { state in
            state.finished.insert(part)
            while state.finished.remove(state.turn) != nil {
                state.turn += 1
                for event in state.waiting.removeValue(forKey: state.turn) ?? [] { next.observe(event) }
            }
        }
    }

    private func observe(_ event: Event, of part: Int) {
        // Passed on under the lock: between two calls another thread could otherwise overtake this one.
        state.withLock { state in
            if part == state.turn {
                next.observe(event)
            } else {
                state.waiting[part, default: []].append(event)
            }
        }
    }
}
