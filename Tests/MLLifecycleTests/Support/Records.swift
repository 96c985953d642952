#if ServiceLifecycle
import MLCore
import MLMonitor
import Synchronization

/// Records of a model with one number as input.
enum Records {
    static let signals = [MonitoredSignal(.number(input: "x"))]

    static func reference(subject: String = "ranker") throws -> MonitorReference {
        try MonitorReference(
            signals: signals, observations: records(400).map { MonitorObservation($0) }, outputNames: ["y"],
            subject: subject)
    }

    /// Records whose numbers are evenly spread from `shift` to `shift + 1`, one a second.
    static func records(_ count: Int, from first: Int = 0, shift: Double = 0) -> [PredictionRecord] {
        (first..<first + count).map { number in
            PredictionRecord(
                identifier: "r\(number)", sequence: Int64(number),
                time: Timestamp(microseconds: Int64(number) * 1_000_000), model: "ranker", version: 1,
                modelDigest: "00", variant: "production", propensity: 1,
                inputs: ["x": .double(shift + Double(number * 37 % 100) / 100)], outputs: [0.5], labels: [],
                microseconds: 10)
        }
    }
}

/// Keeps values that several tasks add.
final class Kept<Element: Sendable>: Sendable {
    private let state = Mutex<[Element]>([])

    var all: [Element] { state.withLock { $0 } }

    func add(_ element: Element) { state.withLock { $0.append(element) } }

    /// Waits until there are so many.
    func wait(for count: Int) async {
        while all.count < count { await Task.yield() }
    }
}

/// Keeps events.
final class EventList: EventObserver {
    let events = Kept<Event>()

    func observe(_ event: Event) { events.add(event) }

    func named(_ name: String) -> [Event] { events.all.filter { $0.name == name } }
}

/// Keeps one state in memory, and fails when it is told to.
final class MemoryCheckpoint: CheckpointStore {
    struct Broken: Error {}

    private struct State {
        var bytes: [UInt8]?
        var isBroken = false
        var saves = 0
    }

    private let state: Mutex<State>

    init(_ bytes: [UInt8]? = nil) { state = Mutex(State(bytes: bytes)) }

    var saves: Int { state.withLock(\.saves) }

    var bytes: [UInt8]? { state.withLock(\.bytes) }

    func fail() { state.withLock { $0.isBroken = true } }

    func load() throws -> [UInt8]? { bytes }

    func save(_ bytes: [UInt8]) throws {
        try state.withLock { state in
            if state.isBroken { throw Broken() }
            state.bytes = bytes
            state.saves += 1
        }
    }
}

struct HostFailure: Error {}
#endif
