import MLCore
import Synchronization
import Testing

@Suite("Several observers as one")
struct ObserverGroupTests {
    @Test("Every observer receives every event, in the order of the group")
    func order() {
        let journal = Journal()
        let group = ObserverGroup(journal.observer("a"), journal.observer("b"))
        group.observe(Event(.notice, "first"))
        group.observe(Event(.warning, "second"))
        #expect(journal.lines == ["a first", "b first", "a second", "b second"])
    }

    @Test("Groups nest, may hold an observer twice, and may be empty")
    func nesting() {
        let journal = Journal()
        let inner = ObserverGroup([journal.observer("b"), journal.observer("b")])
        let group = ObserverGroup([journal.observer("a"), inner, ObserverGroup(), journal.observer("c")])
        group.observe(Event(.progress, "step"))
        #expect(journal.lines == ["a step", "b step", "b step", "c step"])
        #expect(group.observers.count == 4)
    }
}

/// Notes who received which event.
private final class Journal: Sendable {
    private struct Named: EventObserver {
        let name: String
        let journal: Journal

        func observe(_ event: Event) { journal.state.withLock { $0.append("\(name) \(event.name)") } }
    }

    private let state = Mutex<[String]>([])

    var lines: [String] { state.withLock { $0 } }

    func observer(_ name: String) -> any EventObserver { Named(name: name, journal: self) }
}
