import MLCore
import Synchronization

/// Keeps every event.
final class EventLog: EventObserver {
    private let storage = Mutex<[Event]>([])

    var events: [Event] { storage.withLock { $0 } }

    func observe(_ event: Event) { storage.withLock { $0.append(event) } }
}
